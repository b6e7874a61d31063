(function () {
"use strict";
window.bereikbaarPage.paint();
window.bereikbaarPage.start();
})();

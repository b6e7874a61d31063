(function () {
"use strict";
window.bereikbaarPage.paint();
})();

(function () {
"use strict";
// How a live chart takes the place of a still picture: only once it is drawn, and never on paper.
var page = window.bereikbaarPage;
page.painters = {};

// What draws is in the page as text: it is only read, and only once, when there is something to draw. The page's
// policy knows it by its content, as it does the other scripts.
function charter() {
  if (!window.vegaEmbed) {
    document.head.appendChild(page.make("script", { text: document.getElementById("bundle").textContent })).remove();
  }
  return window.vegaEmbed;
}

// Draws a specification with its datasets and parameters; promises its view.
page.draw = function (element, lang, spec, datasets, parameters, renderer) {
  var own = JSON.parse(JSON.stringify(spec));
  own.datasets = datasets;
  (own.params || []).forEach(function (one) {
    if (one.name in parameters) one.value = parameters[one.name];
  });
  // No code is made out of text: expressions are interpreted, so that the page's policy can forbid that.
  return charter()(element, own, {
    mode: "vega-lite", ast: true, actions: false, tooltip: false, renderer: renderer,
    formatLocale: page.data.formats[lang]
  }).then(function (found) {
    element.bereikbaarView = found.view;
    return found.view;
  });
};

page.paint = function () {
  document.querySelectorAll("figure[data-kind]").forEach(function (figure) {
    var painter = page.painters[figure.dataset.kind];
    if (!painter || !page.data.formats) return;
    page.whenNear(figure, function () {
      var live = figure.querySelector(".live");
      var begin = JSON.parse(figure.querySelector(".live-data").textContent);
      live.hidden = false;
      figure.classList.add("drawn");
      painter(live, begin, page.langOf(figure)).then(function () {
        figure.dataset.ready = "yes";
      }).catch(function (error) {
        live.hidden = true;
        figure.classList.remove("drawn");
        console.error(error);
      });
    });
  });
  if (document.getElementById("bundle")) page.whenIdle(charter);
};
})();

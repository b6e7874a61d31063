(function () {
"use strict";
// What was and what becomes: two dots a line.
var page = window.bereikbaarPage;

function isNumber(value) { return typeof value === "number"; }

// What rounds to nothing is no gain and no loss: the text beside it says the same.
function difference(row, decimals) { return Number((row.after - row.before).toFixed(decimals || 0)); }

function side(row, better, decimals) {
  if (!isNumber(row.before)) return isNumber(row.after) ? "gain" : "same";
  if (!isNumber(row.after)) return "loss";
  var more = difference(row, decimals);
  if (!more) return "same";
  return more < 0 === (better === "low") ? "gain" : "loss";
}

function note(lang, row, begin) {
  if (!isNumber(row.before)) return isNumber(row.after) ? page.say(lang, "new") : "";
  if (!isNumber(row.after)) return page.say(lang, "lost");
  return page.number(lang, difference(row, begin.decimals), begin.decimals, true);
}

// The mark points the way the value goes; where there is no way, it is round.
function mark(row, decimals) {
  var more = isNumber(row.before) && isNumber(row.after) ? difference(row, decimals) : 0;
  return more < 0 ? "triangle-left" : more > 0 ? "triangle-right" : "circle";
}

page.painters.dots = function (live, begin, lang) {
  var found = begin.rows.map(function (row) {
    var ends = [row.before, row.after].filter(isNumber);
    return {
      name: row.name, before: row.before, after: row.after, side: side(row, begin.better, begin.decimals),
      mark: mark(row, begin.decimals), note: note(lang, row, begin),
      low: ends.length ? Math.min.apply(null, ends) : null, high: ends.length ? Math.max.apply(null, ends) : null
    };
  });
  var names = begin.names.map(function (name, n) {
    return page.make("span", {}, [page.make("span", { "class": "dot dot-" + n }), page.make("span", { text: name })]);
  });
  var unit = page.make("span", { "class": "unit", text: begin.unit });
  var label = page.say(lang, "dots", { names: begin.names.join(", ") });
  var chart = page.make("div", { "class": "dots", role: "img", "aria-label": label });
  var spec = Object.assign({}, page.data.dots, { height: found.length * page.data.rowHeight });
  live.appendChild(page.make("p", { "class": "names" }, names.concat([unit])));
  live.appendChild(chart);
  return page.draw(chart, lang, spec, { dots: found }, {}, "svg");
};
})();

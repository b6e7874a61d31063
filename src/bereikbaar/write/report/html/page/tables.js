(function () {
"use strict";
// Tables: sorted by a button in every head, searched by a box above the long ones, scrolled by key where too wide.
var page = window.bereikbaarPage;

function value(row, column) {
  var cell = row.cells[column];
  if (cell === undefined) return { text: "" };
  if (cell.dataset.value === undefined) return { text: cell.textContent.trim() };
  return { number: cell.dataset.value === "" ? null : Number(cell.dataset.value) };
}

// What has no number comes last, whichever way the table is sorted.
function compare(lang, up) {
  var words = new Intl.Collator(lang, { numeric: true, sensitivity: "base" });
  return function (a, b) {
    if (a.number === null || b.number === null) return (a.number === null) - (b.number === null);
    if (a.number !== undefined && b.number !== undefined) return up ? a.number - b.number : b.number - a.number;
    var found = words.compare(a.text || "", b.text || "");
    return up ? found : -found;
  };
}

function sortable(box) {
  var table = box.querySelector("table"), lang = page.langOf(box), body = table.tBodies[0];
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
    if (head.tagName !== "TH") return;
    var button = page.make("button", { type: "button" });
    while (head.firstChild) button.appendChild(head.firstChild);
    head.appendChild(button);
    button.addEventListener("click", function () {
      var sorted = head.getAttribute("aria-sort");
      // Numbers are of interest from the largest down, names from the first on.
      var up = sorted ? sorted !== "ascending" : !head.classList.contains("n");
      Array.prototype.forEach.call(table.tHead.rows[0].cells, function (one) { one.removeAttribute("aria-sort"); });
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      var order = compare(lang, up);
      Array.prototype.map.call(body.rows, function (row) { return { row: row, value: value(row, column) }; })
        .sort(function (a, b) { return order(a.value, b.value); })
        .forEach(function (one) { body.appendChild(one.row); });
    });
  });
  box.classList.add("ready");
}

function plain(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }

function searchable(place) {
  var lang = page.langOf(place), box = document.getElementById(place.dataset.of), rows = Array.prototype.slice.call(box.querySelectorAll("tbody tr"));
  var texts = rows.map(function (row) {
    return plain(Array.prototype.filter.call(row.cells, function (cell) { return !cell.classList.contains("n"); })
      .map(function (cell) { return cell.textContent; }).join(" "));
  });
  var input = page.make("input", { type: "search", id: box.id + "-search", autocomplete: "off" });
  var status = page.make("span", { role: "status", "class": "count" });
  var label = page.make("label", { "for": input.id, text: page.say(lang, "search") });
  [label, input, status].forEach(function (part) { place.appendChild(part); });
  input.addEventListener("input", function () {
    var wanted = plain(input.value.trim()), shown = 0;
    rows.forEach(function (row, n) {
      row.hidden = texts[n].indexOf(wanted) < 0;
      shown += row.hidden ? 0 : 1;
    });
    var about = { shown: page.number(lang, shown), all: page.number(lang, rows.length) };
    status.textContent = wanted ? page.say(lang, "rows", about) : "";
  });
}

var narrow = window.matchMedia("(max-width: 40rem)");

// What is wider than its place says so, and is scrolled also by who has no mouse. The browser tells when a size is
// known, which of what is far away it is not.
function reachable(box) {
  // On a phone pictures keep a width that can be read: no need to measure.
  var wide = box.classList.contains("still") && narrow.matches || box.scrollWidth > box.clientWidth + 1;
  if (wide === box.classList.contains("wide")) return;
  box.classList.toggle("wide", wide);
  if (box.classList.contains("table")) sign(box, wide);
  if (box.classList.contains("long")) return;
  if (wide) {
    box.setAttribute("tabindex", "0");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", box.dataset.label);
  } else {
    ["tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
  }
}

function sign(box, wide) {
  var before = box.previousElementSibling, is = before && before.classList.contains("sideways");
  if (wide && !is) {
    box.before(page.make("p", { "class": "sideways", text: page.say(page.langOf(box), "sideways") }));
  } else if (!wide && is) before.remove();
}

var watch = new ResizeObserver(function (seen) {
  var boxes = new Set(seen.map(function (one) { return one.target.closest(".table, .still"); }));
  boxes.forEach(reachable);
});

// Tables of the language that is read come first; of the other when somebody asks for it.
var ready = {};
function prepare() {
  var article = document.querySelector("article:not([hidden])");
  if (ready[article.id]) return;
  ready[article.id] = true;
  article.querySelectorAll(".search").forEach(function (place) { page.whenIdle(searchable.bind(null, place)); });
  article.querySelectorAll(".table.sortable").forEach(function (box) { page.whenIdle(sortable.bind(null, box)); });
  page.whenIdle(function () {
    if (narrow.matches) article.querySelectorAll(".still").forEach(reachable);
    article.querySelectorAll(".table, .still").forEach(function (box) {
      watch.observe(box);
      watch.observe(box.firstElementChild);
    });
    article.dataset.prepared = "yes";
  });
}

prepare();
document.addEventListener("languageshown", prepare);
})();

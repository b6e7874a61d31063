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
  if (body.rows.length < 2) return;
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
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
}

function plain(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }

function searchable(box) {
  var lang = page.langOf(box), rows = Array.prototype.slice.call(box.querySelectorAll("tbody tr"));
  var texts = rows.map(function (row) {
    return plain(Array.prototype.filter.call(row.cells, function (cell) { return !cell.classList.contains("n"); })
      .map(function (cell) { return cell.textContent; }).join(" "));
  });
  var input = page.make("input", { type: "search", id: box.id + "-search", autocomplete: "off" });
  var status = page.make("span", { role: "status", "class": "count" });
  var label = page.make("label", { "for": input.id, text: page.say(lang, "search") });
  box.parentNode.insertBefore(page.make("div", { "class": "search" }, [label, input, status]), box);
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

// What is wider than its place is scrolled, also by who has no mouse. All is measured before anything is changed: else
// the page is laid out anew for every table.
function reachable() {
  var boxes = document.querySelectorAll("article:not([hidden]) .table:not(.long), article:not([hidden]) .still");
  var wide = Array.prototype.map.call(boxes, function (box) { return box.scrollWidth > box.clientWidth + 1; });
  boxes.forEach(function (box, n) {
    if (wide[n] === box.hasAttribute("tabindex")) return;
    if (wide[n]) {
      box.setAttribute("tabindex", "0");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", box.dataset.label);
    } else {
      ["tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
    }
  });
}

document.querySelectorAll(".table").forEach(sortable);
document.querySelectorAll(".table[data-search]").forEach(searchable);
window.addEventListener("resize", reachable);
window.addEventListener("load", reachable);
document.addEventListener("languageshown", reachable);
document.addEventListener("toggle", reachable, true);
})();

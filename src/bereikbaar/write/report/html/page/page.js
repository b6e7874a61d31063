(function () {
"use strict";
// What the other scripts share: data, words, numbers, elements, and who wants to know when something is near.
var data = JSON.parse(document.getElementById("page-data").textContent);
var page = window.bereikbaarPage = { data: data };

page.say = function (lang, key, values) {
  return data.words[lang][key].replace(/\{(\w+)\}/g, function (all, name) {
    return values && name in values ? values[name] : all;
  });
};

// Numbers as the rest of the report writes them: Dutch with a decimal comma, minus as a minus sign.
page.number = function (lang, value, decimals, signed) {
  var options = { minimumFractionDigits: decimals || 0, maximumFractionDigits: decimals || 0 };
  var text = new Intl.NumberFormat(lang === "nl" ? "nl-NL" : "en-GB", options).format(Math.abs(value));
  var zero = !/[1-9]/.test(text);
  return (value < 0 && !zero ? "\u2212" : signed && value > 0 && !zero ? "+" : "") + text;
};

page.make = function (tag, attributes, children) {
  var element = document.createElement(tag);
  Object.keys(attributes || {}).forEach(function (name) {
    if (name === "text") element.textContent = attributes[name];
    else if (attributes[name] !== null) element.setAttribute(name, attributes[name]);
  });
  (children || []).forEach(function (child) { element.appendChild(child); });
  return element;
};

page.langOf = function (element) { return element.closest("article").lang; };

// Calls back once, as soon as a reader comes near the element: what nobody looks at costs nothing. In an article that
// is hidden nothing is near.
page.whenNear = function (element, call) {
  var watch = new IntersectionObserver(function (seen) {
    if (!seen.some(function (one) { return one.isIntersecting; })) return;
    watch.disconnect();
    call();
  }, { rootMargin: "400px 0px" });
  watch.observe(element);
};

function articles() { return Array.prototype.slice.call(document.querySelectorAll("article[lang]")); }

function choose(lang) {
  articles().forEach(function (article) { article.hidden = article.lang !== lang; });
  document.documentElement.lang = lang;
  document.title = data.titles[lang];
  document.querySelectorAll("[data-lang]").forEach(function (button) {
    button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
  });
  document.querySelectorAll(".skip").forEach(function (link) { link.hidden = link.lang !== lang; });
  document.dispatchEvent(new CustomEvent("languageshown"));
}

// A fragment is a language (#en) or a place in one (#en-sources).
function follow() {
  var name = decodeURIComponent(location.hash.slice(1));
  var target = name && document.getElementById(name);
  var article = target && target.closest("article[lang]");
  if (!article) return;
  if (article.hidden) {
    choose(article.lang);
    if (target !== article) target.scrollIntoView();
  }
}

document.querySelectorAll("button[data-lang]").forEach(function (button) {
  button.addEventListener("click", function () {
    choose(button.dataset.lang);
    history.replaceState(null, "", "#" + button.dataset.lang);
  });
});
window.addEventListener("hashchange", follow);
document.documentElement.classList.add("scripts");
follow();
// On paper nothing can be opened: what is folded is printed too.
var folded = [];
window.addEventListener("beforeprint", function () {
  folded = Array.prototype.slice.call(document.querySelectorAll("article:not([hidden]) figure details:not([open])"));
  folded.forEach(function (one) { one.open = true; });
});
window.addEventListener("afterprint", function () { folded.forEach(function (one) { one.open = false; }); });
})();

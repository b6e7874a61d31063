(function () {
"use strict";
// What the other scripts share: data, words, numbers, elements, what waits until somebody is near or nobody is busy.
function kept(id) { return JSON.parse(document.getElementById(id).textContent); }

var data = kept("page-data"), ofMap = null;
var page = window.bereikbaarPage = { data: data };

// What maps share is large: it is read once, by the first of them.
page.mapData = function () { return ofMap || (ofMap = kept("map-data")); };

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

page.list = function (lang, names) { return new Intl.ListFormat(lang, { type: "conjunction" }).format(names); };

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

// Work that can wait until the page is there and the browser has time for it: one piece after the other.
var waiting = [], hasIdle = "requestIdleCallback" in window;

function work(deadline) {
  var end = Date.now() + 12;
  while (waiting.length && (deadline ? deadline.timeRemaining() > 1 || deadline.didTimeout : Date.now() < end)) {
    waiting.shift()();
    if (deadline && deadline.didTimeout && Date.now() > end) break;
  }
  if (waiting.length) later();
}

function later() {
  if (hasIdle) window.requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work, 20);
}

page.whenIdle = function (call) {
  if (waiting.push(call) > 1) return;
  if (document.readyState === "complete") later();
  else window.addEventListener("load", later, { once: true });
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
  if (article.hidden) choose(article.lang);
  if (target !== article) bring(target, document.querySelector(".bar").offsetHeight + 8);
}

function heads(article) { return Array.prototype.slice.call(article.querySelectorAll("h1, h2, h3, h4")); }

// Shows a language where the other was being read: reports in both have the same headings, in the same order.
function turn(lang) {
  var from = heads(document.querySelector("article:not([hidden])")), tops = from.map(function (head) {
    return head.getBoundingClientRect().top;
  });
  var read = tops.filter(function (top) { return top < 90; }).length - 1;
  choose(lang);
  var to = heads(document.getElementById(lang));
  if (read < 1 || to.length !== from.length) return;
  bring(to[read], tops[read]);
}

// Scrolls until an element is where it should be: what comes near on the way is only then laid out, which moves it.
// Whoever scrolls in the meantime is not pulled back.
var bringing = 0;
function bring(element, top) {
  var mine = ++bringing, end = Date.now() + 1200;
  (function step() {
    if (mine !== bringing) return;
    var off = element.getBoundingClientRect().top - top;
    if (Math.abs(off) > 1) window.scrollBy(0, off);
    if (Date.now() < end) setTimeout(step, 50);
  })();
}
["wheel", "touchstart", "keydown", "pointerdown"].forEach(function (kind) {
  window.addEventListener(kind, function () { bringing += 1; }, { passive: true });
});

document.querySelectorAll("button[data-lang]").forEach(function (button) {
  button.addEventListener("click", function () {
    turn(button.dataset.lang);
    // In a frame without an origin of its own the address cannot be changed; the language is.
    try { history.replaceState(null, "", "#" + button.dataset.lang); } catch (error) { return; }
  });
});
window.addEventListener("hashchange", follow);
follow();

// The list of sections lies beside the text where there is room, else it is folded.
function foldContents(wide) {
  document.querySelectorAll(".contents details").forEach(function (list) { list.open = wide; });
  document.documentElement.classList.add("folded");
}

var beside = window.matchMedia("(min-width: 72rem)");
beside.addEventListener("change", function () { foldContents(beside.matches); });
foldContents(beside.matches);

// Where the reader is: the last section that began above the middle of the window.
function markSection() {
  var article = document.querySelector("article:not([hidden])"), here = null;
  article.querySelectorAll("h2[id]").forEach(function (head) {
    if (head.getBoundingClientRect().top < window.innerHeight / 3) here = head.id;
  });
  article.querySelectorAll(".contents a").forEach(function (link) {
    if (link.getAttribute("href") === "#" + here) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
}

var marking = false;
window.addEventListener("scroll", function () {
  if (marking || !beside.matches) return;
  marking = true;
  window.requestAnimationFrame(function () { marking = false; markSection(); });
}, { passive: true });
// On paper nothing can be opened: what is folded is printed too.
var folded = [];
window.addEventListener("beforeprint", function () {
  folded = Array.prototype.slice.call(document.querySelectorAll("article:not([hidden]) figure details:not([open])"));
  folded.forEach(function (one) { one.open = true; });
});
window.addEventListener("afterprint", function () { folded.forEach(function (one) { one.open = false; }); });
})();

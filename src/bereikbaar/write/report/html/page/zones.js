(function () {
"use strict";
// The map of the zones: one copy of outlines and data for all maps and languages of the page.
var page = window.bereikbaarPage, made = null;

function isNumber(value) { return typeof value === "number"; }

// Points from a first one and steps.
function unfolded(steps) {
  var x = steps[0], y = steps[1], points = [[x, y]];
  for (var i = 2; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    points.push([x, y]);
  }
  return points;
}

function area(polygons) {
  return { type: "MultiPolygon", coordinates: polygons.map(function (rings) { return rings.map(unfolded); }) };
}

function line(steps) { return { type: "LineString", coordinates: unfolded(steps) }; }

function feature(geometry, more) {
  return Object.assign({ type: "Feature", properties: {}, geometry: geometry }, more);
}

function at(one, more) { return Object.assign({ name: one.name, x: one.at[0], y: one.at[1] }, more); }

function middle(polygons) {
  var longest = polygons.reduce(function (a, b) { return b[0].length > a[0].length ? b : a; });
  var x = 0, y = 0, points = unfolded(longest[0]);
  points.forEach(function (p) { x += p[0]; y += p[1]; });
  return [x / points.length, y / points.length];
}

function ofScenarios(found, make) {
  return Object.keys(found).reduce(function (all, key) { return all.concat(make(key, found[key])); }, []);
}

// Everything that all maps of the page share.
function ground() {
  if (made) return made;
  var g = page.mapData().ground, zones = [], middles = [];
  g.outlines.forEach(function (polygons, n) {
    middles.push(polygons.length ? middle(polygons) : null);
    if (polygons.length) zones.push(feature(area(polygons), { n: n }));
  });
  function tracks(found, fresh) {
    return ofScenarios(found, function (key, lines) {
      return lines.map(function (steps) { return feature(line(steps), { key: key, fresh: fresh }); });
    });
  }
  made = {
    middles: middles,
    sets: {
      zones: zones,
      land: [feature(area(g.land))],
      abroad: [feature(area(g.abroad))],
      borders: g.borders.map(function (steps) { return feature(line(steps)); }),
      rail: [feature({ type: "MultiLineString", coordinates: g.rail.map(unfolded) })],
      track: tracks(g["new"], true).concat(tracks(g.changed, false)),
      places: g.places.map(function (one) { return at(one, { from: one.from }); }),
      opened: ofScenarios(g.opened, function (key, stations) {
        return stations.map(function (one) { return at(one, { key: key }); });
      })
    }
  };
  return made;
}

// Values of a scenario: those of the base, but where it changes them.
function after(base, changed) {
  var values = base.slice();
  changed.at.forEach(function (n, i) { values[n] = changed.to[i]; });
  return values;
}

// The datasets are drawn from and never changed, but a view marks its rows: each has rows of its own.
function rows(sets) {
  return Object.keys(sets).reduce(function (all, name) {
    all[name] = sets[name].map(function (row) { return Object.assign({}, row); });
    return all;
  }, {});
}

function ZoneMap(live, begin, lang) {
  var zones = page.mapData().zones;
  this.lang = lang;
  this.live = live;
  this.id = live.closest("figure").id;
  this.zones = zones.zones;
  this.scenarios = zones.scenarios;
  this.measures = zones.measures;
  var scenario = this.scenarios.findIndex(function (one) { return one.key === begin.scenario; });
  var measure = this.measures.findIndex(function (one) { return one.name === begin.measure; });
  this.extent = begin.extent ? this.inSteps(begin.extent) : null;
  this.provinces = begin.provinces || [];
  this.state = {
    scenario: Math.max(scenario, 0),
    measure: Math.max(measure, 0),
    view: this.scenarios.length ? begin.view || "diff" : "base",
    part: this.extent ? "extent" : "",
    chosen: -1
  };
}

ZoneMap.prototype.inSteps = function (extent) {
  var frame = page.mapData().ground.frame, m = frame.metres;
  return [(extent[0] - frame.west) / m, (frame.north - extent[3]) / m,
    (extent[2] - frame.west) / m, (frame.north - extent[1]) / m];
};

ZoneMap.prototype.say = function (key, values) { return page.say(this.lang, key, values); };

ZoneMap.prototype.measure = function () { return this.measures[this.state.measure]; };

ZoneMap.prototype.scenario = function () { return this.scenarios[this.state.scenario]; };

ZoneMap.prototype.legend = function () {
  return this.state.view === "diff" ? this.measure().diffs : this.measure().levels;
};

// The class of every zone in this view, by its place in the legend.
ZoneMap.prototype.codes = function () {
  var classes = this.measure().classes[this.state.view];
  var letters = this.state.view === "base" ? classes : classes[this.scenario().key];
  return Array.prototype.map.call(letters, function (letter) { return parseInt(letter, 36); });
};

ZoneMap.prototype.people = function () {
  var base = this.zones.people;
  return this.state.view === "after" ? after(base, this.scenario().people) : base;
};

// The provinces that the map is turned to; none = it shows the whole country.
ZoneMap.prototype.within = function () {
  var part = this.state.part;
  if (part === "") return [];
  return part === "extent" ? this.provinces : [page.mapData().ground.regions[Number(part)].name];
};

// Whether a zone lies in the part of the country that is looked at.
ZoneMap.prototype.counts = function (n) {
  var within = this.within();
  return !within.length || within.indexOf(this.zones.provinces[this.zones.province[n]]) >= 0;
};

// x and y of the middle, width and height of what is shown, with room around it.
ZoneMap.prototype.frame = function () {
  var frame = page.mapData().ground.frame, part = this.state.part;
  var box = [0, 0, frame.width, frame.height];
  if (part === "extent") box = this.extent;
  else if (part !== "") box = page.mapData().ground.regions[Number(part)].box;
  var wide = box[2] - box[0], high = box[3] - box[1];
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, wide * 1.04, high * 1.04];
};

ZoneMap.prototype.parameters = function () {
  return {
    codes: this.codes(),
    palette: this.legend().map(function (one) { return one.color; }),
    frame: this.frame(),
    track: this.scenarios.length && this.state.view !== "base" ? this.scenario().key : "",
    chosen: this.state.chosen
  };
};

ZoneMap.prototype.select = function (key, options, chosen, changed) {
  var id = this.id + "-" + key;
  var select = page.make("select", { id: id }, options.map(function (one) {
    return page.make("option", { value: one[0], text: one[1] });
  }));
  select.value = String(chosen);
  select.addEventListener("change", function () { changed(select.value); });
  var label = page.make("label", { "for": id, text: this.say(key) });
  return page.make("div", { "class": "choice " + key }, [label, select]);
};

ZoneMap.prototype.views = function () {
  var self = this, name = this.id + "-view";
  var radios = ["base", "after", "diff"].map(function (view) {
    var input = page.make("input", { type: "radio", name: name, value: view });
    input.checked = view === self.state.view;
    input.addEventListener("change", function () { self.set("view", view); });
    return page.make("label", {}, [input, page.make("span", { text: self.say(view) })]);
  });
  return page.make("fieldset", { "class": "views" }, [page.make("legend", { text: this.say("show") })].concat(radios));
};

ZoneMap.prototype.build = function () {
  var self = this, lang = this.lang, choices = [];
  function titled(list) { return list.map(function (one, n) { return [String(n), one.title[lang]]; }); }
  if (this.scenarios.length) {
    choices.push(this.select("scenario", titled(this.scenarios), this.state.scenario, function (value) {
      self.set("scenario", Number(value));
    }));
  }
  choices.push(this.select("measure", titled(this.measures), this.state.measure, function (value) {
    self.set("measure", Number(value));
  }));
  var parts = [["", this.say("whole")]].concat(page.mapData().ground.regions.map(function (one, n) {
    return [String(n), one.name];
  }));
  if (this.extent) parts.unshift(["extent", this.say("this_part")]);
  choices.push(this.select("part", parts, this.state.part, function (value) { self.set("part", value); }));
  if (this.scenarios.length) choices.push(this.views());
  this.canvas = page.make("div", { "class": "map", tabindex: "0", role: "application" });
  this.key = page.make("div", { "class": "key" });
  this.line = page.make("p", { "class": "zone", text: this.say("hint") });
  this.spoken = page.make("p", { "class": "unseen", "aria-live": "polite" });
  this.live.appendChild(page.make("div", { "class": "choices" }, choices));
  this.live.appendChild(page.make("div", { "class": "beside" }, [
    this.canvas,
    page.make("div", { "class": "aside" }, [this.key, this.finder(), this.line, this.spoken])
  ]));
};

ZoneMap.prototype.finder = function () {
  var self = this, id = this.id + "-find";
  var input = page.make("input", { id: id, type: "search", autocomplete: "off" });
  input.addEventListener("change", function () {
    var wanted = input.value.trim().toLowerCase();
    if (!wanted) return self.choose(-1);
    var n = self.zones.pc4.indexOf(wanted.slice(0, 4));
    if (n < 0) n = self.zones.town.findIndex(function (town) { return town && town.toLowerCase() === wanted; });
    if (n < 0) n = self.zones.town.findIndex(function (town) { return town && town.toLowerCase().indexOf(wanted) === 0; });
    self.choose(n);
    if (n < 0) self.tell(self.say("unknown"), true);
  });
  return page.make("div", { "class": "choice find" }, [page.make("label", { "for": id, text: this.say("find") }), input]);
};

ZoneMap.prototype.describe = function () {
  var view = this.say(this.state.view);
  if (this.state.view !== "base") view += ", " + this.scenario().title[this.lang];
  this.canvas.setAttribute("aria-label", this.say("map", { measure: this.measure().title[this.lang], show: view }));
};

// The legend: inhabitants and not land, since a large area may hold few people. Of a part of the country those who
// live in it are counted, while classes of what lies around it stay, since that is drawn too.
ZoneMap.prototype.count = function () {
  var self = this, codes = this.codes(), people = this.people(), found = {}, within = this.within();
  codes.forEach(function (code, n) { found[code] = (found[code] || 0) + (self.counts(n) ? people[n] || 0 : 0); });
  var who = within.length ? this.say("people_of", { part: page.list(this.lang, within) }) : this.say("people");
  var rows = this.legend().map(function (one, code) {
    if (!(code in found)) return null;
    var swatch = page.make("span", { "class": "swatch", style: "background:" + one.color });
    return page.make("tr", { "data-class": one.name }, [
      page.make("th", { scope: "row" }, [swatch, page.make("span", { text: one.title[self.lang] })]),
      page.make("td", { text: page.number(self.lang, found[code]) })
    ]);
  }).filter(Boolean);
  var head = page.make("tr", {}, [
    page.make("th", { scope: "col", text: this.measure().title[this.lang] }),
    page.make("th", { scope: "col", text: who })
  ]);
  var table = page.make("table", {}, [
    page.make("caption", { "class": "unseen", text: this.say("legend") }),
    page.make("thead", {}, [head]), page.make("tbody", {}, rows)
  ]);
  this.key.dataset.part = within.join(", ");
  this.key.replaceChildren(table, this.lines());
};

ZoneMap.prototype.lines = function () {
  var self = this, track = this.parameters().track, items = ["rail", "border"];
  var laid = track && (page.mapData().ground["new"][track].length || page.mapData().ground.changed[track].length);
  if (laid) items.push("new_track");
  var list = page.make("ul", { "class": "lines" }, items.map(function (name) {
    return page.make("li", {}, [page.make("span", { "class": "sample " + name }), page.make("span", { text: self.say(name) })]);
  }));
  var bare = ground().middles.filter(function (to, n) { return !to && self.counts(n); }).length;
  if (bare) list.appendChild(page.make("li", { text: this.say("no_outline", { n: page.number(this.lang, bare) }) }));
  return list;
};

ZoneMap.prototype.valueText = function (value, signed) {
  var m = this.measure();
  if (!isNumber(value)) return this.say("none");
  var unit = m.unit[this.lang];
  return page.number(this.lang, value, m.decimals, signed) + (unit === "%" ? "%" : " " + unit);
};

ZoneMap.prototype.zoneText = function (n) {
  var m = this.measure(), z = this.zones, parts = [];
  var text = this.say("zone", { pc4: z.pc4[n], town: z.town[n] || "", place: z.place[n] || "",
    people: page.number(this.lang, this.people()[n] || 0) });
  parts.push(this.say("zone_base", { before: this.valueText(m.base[n]) }));
  if (this.scenarios.length) {
    var key = this.scenario().key, value = after(m.base, m.after[key])[n];
    parts.push(this.say("zone_after", { after: this.valueText(value) }));
    var both = isNumber(value) && isNumber(m.base[n]);
    parts.push(this.say("zone_diff", {
      diff: both ? this.valueText(value - m.base[n], true) : "\u2013",
      "class": m.diffs[parseInt(m.classes.diff[key][n], 36)].title[this.lang]
    }));
  }
  return text + ". " + m.title[this.lang] + ": " + parts.join("; ") + ".";
};

ZoneMap.prototype.tell = function (text, aloud) {
  this.line.textContent = text;
  if (aloud) this.spoken.textContent = text;
};

ZoneMap.prototype.choose = function (n) {
  this.state.chosen = n;
  this.tell(n < 0 ? this.say("hint") : this.zoneText(n), n >= 0);
  return this.view.signal("chosen", n).runAsync();
};

ZoneMap.prototype.set = function (name, value) {
  this.state[name] = value;
  var view = this.view, parameters = this.parameters();
  Object.keys(parameters).forEach(function (one) { view.signal(one, parameters[one]); });
  this.describe();
  this.count();
  if (this.state.chosen >= 0) this.tell(this.zoneText(this.state.chosen), false);
  return view.runAsync();
};

// The nearest zone in a direction: what lies sideways counts double.
ZoneMap.prototype.step = function (dx, dy) {
  var middles = ground().middles, from = this.frame(), best = -1, least = Infinity;
  if (this.state.chosen >= 0 && middles[this.state.chosen]) from = middles[this.state.chosen];
  middles.forEach(function (to, n) {
    if (!to) return;
    var x = to[0] - from[0], y = to[1] - from[1];
    var ahead = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
    var far = ahead + 2 * aside;
    if (ahead > 0.5 && aside <= ahead * 1.5 && far < least) { least = far; best = n; }
  });
  if (best >= 0) this.choose(best);
};

ZoneMap.prototype.listen = function () {
  var self = this, steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  this.canvas.addEventListener("keydown", function (event) {
    if (event.key in steps) self.step(steps[event.key][0], steps[event.key][1]);
    else if (event.key === "Escape") self.choose(-1);
    else return;
    event.preventDefault();
  });
  this.view.addEventListener("click", function (event, item) {
    self.choose(item && item.datum && isNumber(item.datum.n) ? item.datum.n : -1);
  });
  this.view.addEventListener("pointermove", function (event, item) {
    if (self.state.chosen >= 0 || event.pointerType === "touch") return;
    var over = item && item.datum && isNumber(item.datum.n);
    self.tell(over ? self.zoneText(item.datum.n) : self.say("hint"), false);
  });
};

page.painters.zones = function (live, begin, lang) {
  var map = new ZoneMap(live, begin, lang);
  map.build();
  map.describe();
  map.count();
  return page.draw(map.canvas, lang, page.mapData().map, rows(ground().sets), map.parameters(), "canvas")
    .then(function (view) {
      map.view = view;
      map.listen();
    });
};
})();

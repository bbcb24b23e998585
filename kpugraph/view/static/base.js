/* What every part of the page shares: the data, the language, and the making of elements. Text from articles only ever
   becomes text: elements are built with textContent, and an address becomes a link only if it is http or https. */
"use strict";

const Kg = { data: JSON.parse(document.getElementById("data").textContent), lang: document.documentElement.lang };

Kg.byId = (id) => document.getElementById(id);

/* A word of the page itself, in the language chosen; {name} is filled from values. */
Kg.say = (key, values = {}) => {
  const words = Kg.data.words[key][Kg.lang];
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
};

/* A value of the data: a plain string, or one per language. */
Kg.text = (value) => (value === null || value === undefined ? "" : typeof value === "string" ? value : value[Kg.lang]);

Kg.number = (value) => new Intl.NumberFormat(Kg.lang).format(value);

Kg.count = (key, value) => `${Kg.number(value)} ${Kg.say(value === 1 ? `${key}-one` : `${key}-many`)}`;

/* A date at the precision that the text supports: "2022", "2022-04", "2022-04-12"; "--02-11" lacks its year. */
Kg.date = (value) => {
  const parts = /^(\d{4}|-)(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(value || "");
  if (!parts) return value || "";
  const [, year, month, day] = parts;
  const format = {
    ...(year === "-" ? {} : { year: "numeric" }),
    ...(month ? { month: "long" } : {}),
    ...(day ? { day: "numeric" } : {}),
    timeZone: "UTC",
  };
  const moment = Date.UTC(year === "-" ? 2000 : Number(year), month ? month - 1 : 0, day ? Number(day) : 1);
  return new Intl.DateTimeFormat(Kg.lang === "id" ? "id-ID" : "en-GB", format).format(moment);
};

Kg.period = (start, end) => (!end || end === start ? Kg.date(start) : `${Kg.date(start)} – ${Kg.date(end)}`);

/* An element: attributes by name, "on" for a click, children as elements or text. */
Kg.el = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "click") element.addEventListener("click", value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};

Kg.link = (address, text) => {
  if (!/^https?:\/\/[^\s]+$/i.test(address || "")) return Kg.el("span", {}, text);
  return Kg.el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
};

const SVG = "http://www.w3.org/2000/svg";
const POINTS = {
  square: "2,2 14,2 14,14 2,14",
  diamond: "8,0.5 15.5,8 8,15.5 0.5,8",
  triangle: "8,1 15.5,14.5 0.5,14.5",
  triangleDown: "0.5,1.5 15.5,1.5 8,15",
  hexagon: "4,1.2 12,1.2 16,8 12,14.8 4,14.8 0,8",
  star: "8,0.5 10.1,5.6 15.6,6 11.4,9.6 12.7,15 8,12 3.3,15 4.6,9.6 0.4,6 5.9,5.6",
};

/* The mark of a kind, as it is drawn in the network. */
Kg.mark = (kind) => {
  const { shape, color } = Kg.data.kinds.find((one) => one.id === kind);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "mark");
  const points = POINTS[shape];
  const drawn = document.createElementNS(SVG, points ? "polygon" : "circle");
  const attributes = points ? { points } : { cx: 8, cy: 8, r: 7 };
  for (const [name, value] of Object.entries({ ...attributes, fill: color })) drawn.setAttribute(name, value);
  svg.append(drawn);
  return svg;
};

/* Indexes that the parts look things up by. */
Kg.nodes = new Map(Kg.data.nodes.map((node) => [node.id, node]));
Kg.factsOf = new Map(Kg.data.nodes.map((node) => [node.id, []]));
Kg.data.facts.forEach((fact) => {
  Kg.factsOf.get(fact.s).push(fact);
  if (fact.o && fact.o !== fact.s) Kg.factsOf.get(fact.o).push(fact);
});
Kg.neighbours = (id) => {
  const around = new Set(Kg.factsOf.get(id).flatMap((fact) => (fact.o ? [fact.s, fact.o] : [])));
  around.delete(id);
  return around;
};

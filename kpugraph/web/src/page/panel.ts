/* The side panel: what is known of a node, of the line between two, of a region, of a path, or how to read the page. */
import { absent, at, data, degree, fact, factsOf, kindOf, line, node } from "../model/data";
import { change, pickedNode, type State, state } from "../model/state";
import { factsOn, factsPassing, lineBetween, neighbours, passing, shortestPath } from "../model/visible";
import { count, note, number, say, text } from "../model/words";
import { placesOf } from "../views/map";
import { choose, expand, expanded, load, loaded, showAround, source } from "./actions";
import { button, byId, el } from "./dom";
import { source as cited, groups, kindLine, lineRow, list, nodeButton } from "./evidence";
import { askPath } from "./search";

type Part = HTMLElement | null;

const close = (click: () => void): HTMLElement => button("×", click, { class: "close", "aria-label": say("close") });
const tally = (value: number): HTMLElement => el("span", { class: "tally" }, number(value));
const section = (heading: string, amount: number, ...body: Part[]): HTMLElement =>
  el("section", {}, el("h3", {}, heading, " ", tally(amount)), body);

/* Where a node stands in the network, in words. */
function standing(id: number): HTMLElement {
  const { between, community } = node(id);
  const { reach } = node(id);
  if (reach !== undefined) {
    const part = absent(id) ? say("reach", { shown: number(degree(id)) }) : "";
    return el("p", { class: "meta" }, [count("neighbour", reach), part].filter(Boolean).join(", "));
  }
  const rank = data.nodes.filter((one) => one.between > between).length + 1;
  const parts = [
    count("neighbour", degree(id)),
    between > 0 ? say(data.estimated ? "between-about" : "between", { rank: number(rank) }) : "",
    data.as === "career" || data.as === "officers" ? "" : say("community", { number: number(community) }),
  ];
  return el("p", { class: "meta" }, parts.filter(Boolean).join(" · "));
}

/* Asks the server for the rest of a node's neighbours; says so while it waits, and what went wrong. */
function loading(id: number): HTMLElement {
  const found = button(
    say("load"),
    () => {
      found.disabled = true;
      found.textContent = say("loading");
      load(id).catch(() => {
        found.disabled = false;
        found.textContent = say("load");
        byId("live").textContent = say("not-loaded");
        byId("notice").textContent = say("not-loaded");
      });
    },
    { class: "action primary", "data-load": id },
  );
  return found;
}

function actions(id: number): HTMLElement {
  const pass = passing(state);
  const around = neighbours(id, pass).length;
  const centred = state.scope !== "all" && state.scope[0] === id && !state.path;
  const limited = state.scope !== "all" && !state.path;
  const action = (key: string, click: () => void): HTMLElement => button(say(key), click, { class: "action" });
  return el(
    "p",
    { class: "actions" },
    source && absent(id) && !loaded.has(id) ? loading(id) : null,
    limited && !centred && around > 1 ? action(expanded(id) ? "collapse" : "expand", () => expand(id)) : null,
    centred || !around ? null : action("surroundings", () => showAround(id)),
    around ? action("path-to", () => askPath(id)) : null,
    source ? el("a", { class: "action", href: source.pageOf(id) }, say("its-page")) : null,
  );
}

function nodePart(id: number): Part[] {
  const it = node(id);
  const pass = passing(state);
  const facts = factsPassing(at(factsOf, id), pass).map(fact);
  const away = at(factsOf, id).length - facts.length;
  return [
    close(() => choose(null)),
    kindLine(id),
    el("h2", {}, it.label),
    it.aliases.length ? el("p", { class: "aliases" }, `${say("aliases")} ${it.aliases.join(", ")}`) : null,
    standing(id),
    actions(id),
    ...groups(facts, id).map(([heading, some]) => section(heading, some.length, list(some, id))),
    away ? el("p", { class: "meta away" }, say("facts-away", { count: number(away) })) : null,
  ];
}

function linePart(id: number): Part[] {
  const facts = factsPassing(line(id).facts, passing(state));
  const first = facts[0] === undefined ? line(id).from : fact(facts[0]).s;
  const second = first === line(id).from ? line(id).to : line(id).from;
  return [
    close(() => choose(null)),
    el("p", { class: "kind" }, say("line")),
    el("h2", { class: "pair" }, nodeButton(first), nodeButton(second)),
    el(
      "ul",
      { class: "facts" },
      facts.map((i) => lineRow(i, first)),
    ),
  ];
}

function regionPart(code: string): Part[] {
  const place = placesOf(state).find((one) => one.region.code === code);
  if (!place) return start();
  const kinds = data.kinds.map((kind) => [kind, place.nodes.filter((id) => kindOf(id).id === kind.id)] as const);
  return [
    close(() => choose(null)),
    el("p", { class: "kind" }, say("region")),
    el("h2", {}, place.region.name),
    ...kinds.filter(([, ids]) => ids.length).map(([kind, ids]) => section(text(kind.plural), ids.length, names(ids))),
  ];
}

const names = (ids: readonly number[]): HTMLElement =>
  el(
    "ul",
    { class: "facts" },
    ids.slice(0, 60).map((id) => el("li", {}, nodeButton(id), el("span", { class: "meta" }, note(id)))),
  );

function pathPart([from, to]: readonly [number, number]): Part[] {
  const way = shortestPath(from, to, passing(state));
  const head = [close(() => change({ path: null })), el("p", { class: "kind" }, say("path"))];
  if (!way) {
    return [
      ...head,
      el("h2", { class: "pair" }, nodeButton(from), nodeButton(to)),
      el("p", { class: "lead" }, say("no-path")),
    ];
  }
  const steps = way.slice(1).map((id, i) => {
    const before = way[i] as number;
    const link = lineBetween(before, id);
    const some = link === undefined ? [] : factsOn(link, passing(state));
    return el(
      "li",
      { class: "step" },
      nodeButton(before),
      el(
        "ul",
        { class: "facts" },
        some.slice(0, 3).map((one) => lineRow(data.facts.indexOf(one), one.s)),
      ),
    );
  });
  return [
    ...head,
    el("h2", {}, count("step", way.length - 1)),
    el("ol", { class: "steps" }, steps, el("li", { class: "step" }, nodeButton(to))),
  ];
}

function keys(): HTMLElement {
  const rows = ["search", "arrows", "enter", "escape", "zoom", "table", "filters"].map((key) =>
    el(
      "div",
      {},
      el(
        "dt",
        {},
        ...say(`key-${key}`)
          .split(" ")
          .map((one) => el("kbd", {}, one)),
      ),
      el("dd", {}, say(`key-${key}-does`)),
    ),
  );
  return el("section", { class: "keys" }, el("h3", {}, say("keys")), el("dl", {}, rows));
}

function start(): Part[] {
  const articles = data.articles.slice(0, 50).map((one) => el("li", {}, cited(one)));
  return [
    el("h2", {}, say("how-title")),
    el("p", { class: "lead" }, say(`how-${data.as}` in data.words ? `how-${data.as}` : "how")),
    section(say("best"), data.best.length, names(data.best)),
    articles.length
      ? section(say("sources"), data.articles.length, el("ul", { class: "facts sources" }, articles))
      : null,
    keys(),
    el("p", { class: "meta colophon" }, say("colophon", { version: data.version })),
  ];
}

function parts(now: State): Part[] {
  const { picked, path } = now;
  if (path && !picked) return pathPart(path);
  if (!picked) return start();
  if ("region" in picked) return regionPart(picked.region);
  return "node" in picked ? nodePart(picked.node) : linePart(picked.line);
}

export function drawPanel(now: State): void {
  const details = byId("details");
  details.replaceChildren(...parts(now).filter((part): part is HTMLElement => part !== null));
  details.scrollTop = 0;
  const chosen = pickedNode(now);
  byId("live").textContent = chosen === null ? "" : `${node(chosen).label}: ${note(chosen)}`;
}

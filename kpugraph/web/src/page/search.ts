/* Search by name, forgiving slips of the pen, any order and parts of words (MiniSearch); it flies to what is chosen. */
import MiniSearch from "minisearch";
import { data, degree, node } from "../model/data";
import { note, say } from "../model/words";
import { choose, connect, type Offer, source } from "./actions";
import { byId, el, mark } from "./dom";

const MOST = 8;
const MARKS = /[\u0300-\u036f’‘'`´]/g;
const fold = (term: string): string => term.normalize("NFKD").replace(MARKS, "").toLowerCase();

const index = new MiniSearch<{ id: number; label: string; aliases: string }>({
  fields: ["label", "aliases"],
  processTerm: (term) => fold(term) || null,
  tokenize: (value) =>
    value
      .replace(MARKS, "")
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
  searchOptions: {
    combineWith: "AND",
    prefix: true,
    fuzzy: (term) => (term.length > 3 ? (term.length > 6 ? 0.25 : 1) : false),
    weights: { fuzzy: 0.25, prefix: 0.6 },
    boostDocument: (id) => 1 + Math.log1p(degree(id as number)) / 8,
  },
});

let found: number[] = [];
let offers: Offer[] = []; // what the server has beside them
let active = -1;
let from: number | null = null; // where a path begins, while its end is asked for

const input = (): HTMLInputElement => byId("search") as HTMLInputElement;

export const find = (query: string): number[] =>
  index
    .search(query)
    .slice(0, MOST)
    .map(({ id }) => id as number);

function shut(): void {
  byId("suggestions").hidden = true;
  active = -1;
  input().setAttribute("aria-expanded", "false");
  input().removeAttribute("aria-activedescendant");
}

function takeOffer(offer: Offer): void {
  input().value = "";
  leave();
  input().blur();
  void source?.take(offer).catch(() => {
    byId("notice").textContent = say("not-loaded");
  });
}

function takeAt(place: number): void {
  const id = found[place];
  const offer = offers[place - found.length];
  if (id !== undefined) take(id);
  else if (offer) takeOffer(offer);
}

function take(id: number): void {
  const start = from;
  input().value = "";
  leave();
  input().blur();
  if (start !== null && start !== id) connect(start, id);
  else choose({ node: id });
}

function point(to: number): void {
  const many = found.length + offers.length;
  active = many ? (to + many) % many : -1;
  [...byId("suggestions").children].forEach((item, i) => {
    item.setAttribute("aria-selected", String(i === active));
    if (i === active) item.scrollIntoView({ block: "nearest" });
  });
  if (active >= 0) input().setAttribute("aria-activedescendant", `suggestion-${active}`);
}

function open(): void {
  found = find(input().value);
  offers = [];
  list();
  void offer(input().value.trim());
}

/* What the server finds comes behind what the page holds, unless the reader has typed on. */
async function offer(query: string): Promise<void> {
  if (!source || from !== null || query.length < 2) return;
  const none = byId("suggestions").querySelector(".none");
  if (none) none.textContent = say("asking");
  const more = await source.find(query).catch(() => []);
  if (query !== input().value.trim() || document.activeElement !== input()) return;
  offers = more;
  list();
}

function list(): void {
  const list = byId("suggestions");
  const items = found.map((id, i) =>
    el(
      "li",
      { role: "option", id: `suggestion-${i}`, "aria-selected": "false", click: () => take(id) },
      mark(node(id).kind),
      el("span", {}, el("b", {}, node(id).label), el("small", {}, note(id))),
    ),
  );
  offers.forEach((one, i) => {
    const name = el("span", {}, el("b", {}, one.label), el("small", {}, say("in-graph")));
    const id = `suggestion-${found.length + i}`;
    const click = (): void => takeOffer(one);
    items.push(
      el("li", { role: "option", id, "aria-selected": "false", click, "data-iri": one.iri }, mark(one.kind), name),
    );
  });
  const none = input().value.trim()
    ? [el("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, say("none"))]
    : [];
  list.replaceChildren(...(items.length ? items : none));
  list.hidden = !list.children.length;
  input().setAttribute("aria-expanded", String(!list.hidden));
  if (items.length) point(0);
}

function leave(): void {
  from = null;
  shut();
  speak();
}

function pressed(event: KeyboardEvent): void {
  if (event.key === "ArrowDown") point(active + 1);
  else if (event.key === "ArrowUp") point(active - 1);
  else if (event.key === "Enter" && active >= 0) takeAt(active);
  else if (event.key === "Escape") {
    if (!input().value) input().blur();
    input().value = "";
    leave();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

/* Asks for the other end of a path. */
export function askPath(start: number): void {
  from = start;
  speak();
  input().focus();
}

export const focusSearch = (): void => input().focus();

/* The words of the search, in the language of the page. */
export function speak(): void {
  const label = from === null ? say("search") : say("path-from", { name: node(from).label });
  input().placeholder = label;
  input().setAttribute("aria-label", label);
  byId("suggestions").setAttribute("aria-label", say("suggestions"));
}

/* Takes up the nodes from a number on. */
export const searchFrom = (first: number): void =>
  index.addAll(
    data.nodes.slice(first).map((one, i) => ({ id: first + i, label: one.label, aliases: one.aliases.join(" ") })),
  );

export function startSearch(): void {
  searchFrom(0);
  input().addEventListener("input", open);
  input().addEventListener("focus", open);
  input().addEventListener("blur", () => {
    setTimeout(() => {
      if (document.activeElement !== input()) leave();
    }, 150);
  });
  input().addEventListener("keydown", pressed);
  byId("suggestions").addEventListener("mousedown", (event) => event.preventDefault());
}

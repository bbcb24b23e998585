/* Search by name, forgiving slips of the pen, any order and parts of words (MiniSearch); it flies to what is chosen. */
import MiniSearch from "minisearch";
import { at, data, degree, node } from "../model/data";
import { note, say } from "../model/words";
import { choose, connect } from "./actions";
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

function take(id: number): void {
  const start = from;
  input().value = "";
  leave();
  input().blur();
  if (start !== null && start !== id) connect(start, id);
  else choose({ node: id });
}

function point(to: number): void {
  active = found.length ? (to + found.length) % found.length : -1;
  [...byId("suggestions").children].forEach((item, i) => {
    item.setAttribute("aria-selected", String(i === active));
    if (i === active) item.scrollIntoView({ block: "nearest" });
  });
  if (active >= 0) input().setAttribute("aria-activedescendant", `suggestion-${active}`);
}

function open(): void {
  const list = byId("suggestions");
  found = find(input().value);
  const items = found.map((id, i) =>
    el(
      "li",
      { role: "option", id: `suggestion-${i}`, "aria-selected": "false", click: () => take(id) },
      mark(node(id).kind),
      el("span", {}, el("b", {}, node(id).label), el("small", {}, note(id))),
    ),
  );
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
  else if (event.key === "Enter" && active >= 0) take(at(found, active));
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

export function startSearch(): void {
  index.addAll(data.nodes.map((one, id) => ({ id, label: one.label, aliases: one.aliases.join(" ") })));
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

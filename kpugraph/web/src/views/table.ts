/* The facts of the present view as a table: for readers of screens and paper, and where WebGL is missing. */
import { at, data, type Fact, fact, node, relationOf } from "../model/data";
import { span } from "../model/dates";
import type { State } from "../model/state";
import { passing } from "../model/visible";
import { count, date, number, percent, period, say, text } from "../model/words";
import { choose } from "../page/actions";
import { button, el, link } from "../page/dom";

const ROWS = 100;

/* The facts between and of these nodes, the latest first. */
export function factsWithin(nodes: readonly number[], now: State): number[] {
  const pass = passing(now);
  const inside = new Set(nodes);
  const days = (one: Fact): string => {
    const other = one.o === null ? null : node(one.o);
    return (span(one.start, one.end) ?? span(node(one.s).date, "") ?? (other && span(other.date, "")) ?? ["", ""])[1];
  };
  return data.facts
    .map((_, i) => i)
    .filter((i) => pass.facts[i] && inside.has(fact(i).s) && (fact(i).o === null || inside.has(fact(i).o as number)))
    .sort((a, b) => days(fact(b)).localeCompare(days(fact(a))) || a - b);
}

export const objectOf = (one: Fact): string => (one.o !== null ? node(one.o).label : text(one.value));

/* When a fact holds: by its own dates, or by those of the event or document that it is about. */
export function daysOf(one: Fact): [string, string] {
  if (one.start) return [one.start, one.end ?? ""];
  const about = [one.s, one.o].filter((id): id is number => id !== null).map(node);
  const dated = about.find((it) => it.date);
  return dated ? [dated.date, dated.end] : ["", ""];
}

const nodeButton = (id: number): HTMLElement => button(node(id).label, () => choose({ node: id }), { class: "name" });

function row(id: number): HTMLElement {
  const one = fact(id);
  const proof = one.e[0] === undefined ? null : at(data.evidence, one.e[0]);
  const article = proof ? at(data.articles, proof.article) : null;
  const [start, end] = daysOf(one);
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, nodeButton(one.s)),
    el(
      "td",
      {},
      text(one.name) || text(relationOf(one).out),
      one.weight ? ` ${number(one.weight)}×` : "",
      one.status ? ` (${text(one.status)})` : "",
    ),
    el("td", {}, one.o !== null ? nodeButton(one.o) : text(one.value)),
    el("td", { class: "when" }, period(start, end)),
    el("td", { class: "sure" }, one.sure === undefined ? "" : percent(one.sure)),
    el(
      "td",
      { class: "says" },
      proof
        ? el(
            "q",
            {},
            proof.parts.map((part, i) => (i % 2 ? el("mark", {}, part) : part)),
          )
        : "",
      article ? el("cite", {}, link(article.url, article.title), article.date ? `, ${date(article.date)}` : "") : "",
    ),
  );
}

export function drawTable(holder: HTMLElement, nodes: readonly number[], now: State, most = ROWS): void {
  const facts = factsWithin(nodes, now);
  const head = ["col-subject", "col-relation", "col-object", "col-when", "col-sure", "col-says"];
  const body = el("tbody", {}, facts.slice(0, most).map(row));
  const more =
    facts.length > most
      ? button(say("rest", { count: number(facts.length - most) }), () => drawTable(holder, nodes, now, most + 400), {
          class: "more",
        })
      : null;
  const table = el(
    "table",
    {},
    el("caption", {}, `${count("fact", facts.length)}, ${count("node", nodes.length)}`),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        head.map((key) => el("th", { scope: "col" }, say(key))),
      ),
    ),
    body,
  );
  holder.replaceChildren(
    el("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": say("mode-table") }, table),
    more ?? "",
  );
}

/* A fact as the panel shows it: what is said, since when, and the sentence that says so. */
import { type Article, at, data, type Fact, fact, kindOf, node, type Proof, relationOf } from "../model/data";
import { date, number, percent, period, say, text } from "../model/words";
import { choose } from "./actions";
import { button, el, link, mark } from "./dom";

const MOST = 8; // facts of one heading that are listed at once

export const nodeButton = (id: number): HTMLElement =>
  el(
    "button",
    { type: "button", class: "node", click: () => choose({ node: id }) },
    mark(node(id).kind),
    el("span", {}, node(id).label),
  );

export const source = (article: Article): HTMLElement =>
  el(
    "cite",
    {},
    link(article.url, article.title || article.url),
    " ",
    el("span", { class: "meta" }, [article.publisher, date(article.date)].filter(Boolean).join(", ")),
  );

/* A sentence with its spans marked, the article that it stands in, and how it was read. */
const evidence = (item: Proof): HTMLElement =>
  el(
    "figure",
    {},
    el(
      "blockquote",
      {},
      item.parts.map((part, i) => (i % 2 ? el("mark", {}, part) : part)),
    ),
    el(
      "figcaption",
      {},
      source(at(data.articles, item.article)),
      item.rules.map(([rule, sure]) =>
        el(
          "span",
          { class: "rule" },
          `${say("rule")} `,
          el("code", {}, rule),
          `, ${say("confidence")} ${percent(sure)}`,
        ),
      ),
      item.steps.map((step) => el("span", { class: "rule" }, step)),
    ),
  );

const proof = (one: Fact, open: boolean): HTMLElement | null =>
  one.e.length
    ? el(
        "details",
        { open },
        el("summary", {}, say("evidence"), " ", el("span", { class: "tally" }, number(one.e.length))),
        one.e.map((i) => evidence(at(data.evidence, i))),
        one.unshown ? el("p", { class: "meta" }, say("unshown", { count: number(one.unshown) })) : null,
      )
    : null;

/* When a fact holds: by its own dates, or by those of the event or document that it is about. */
export function when(one: Fact, id: number): [string, string] {
  if (one.start || one.o === null) return [one.start ?? "", one.end ?? ""];
  const other = node(one.s === id ? one.o : one.s);
  return [other.date, other.end];
}

function meta(one: Fact, id: number): HTMLElement | null {
  const [start, end] = when(one, id);
  const days = start && period(start, end);
  const seen = days && relationOf(one).seen ? say("seen", { period: days }) : days;
  const weight = one.weight ? say("together", { count: number(one.weight) }) : "";
  const line = [weight, ...(one.details ?? []).map(text), text(one.status), seen].filter(Boolean).join(" · ");
  return line ? el("span", { class: "meta" }, line) : null;
}

/* A fact as seen from one of its ends. */
export function row(one: Fact, id: number, open = false): HTMLElement {
  const other = one.o === null ? null : one.s === id ? one.o : one.s;
  const value = text(one.value);
  return el(
    "li",
    {},
    el(
      "div",
      { class: "fact" },
      one.name ? el("strong", {}, text(one.name)) : null,
      value ? el(relationOf(one).quote ? "q" : "span", { class: "value" }, value) : null,
      other === null ? null : nodeButton(other),
      meta(one, id),
    ),
    proof(one, open),
  );
}

/* The facts of a line, each under its own name. */
export function lineRow(id: number, first: number): HTMLElement {
  const one = fact(id);
  const turned = one.s === first || one.o === null ? null : nodeButton(one.o);
  const name = text(one.name) || text(relationOf(one).out);
  return el("li", {}, el("div", { class: "fact" }, el("strong", {}, name), turned, meta(one, first)), proof(one, true));
}

/* A long list shows its first rows, and the rest when asked for. */
export function list(facts: readonly Fact[], id: number): HTMLElement {
  const few = facts.length > MOST + 2 ? facts.slice(0, MOST) : facts;
  const rows = el(
    "ul",
    { class: "facts" },
    few.map((one) => row(one, id)),
  );
  if (few.length === facts.length) return rows;
  const more = button(
    say("rest", { count: number(facts.length - MOST) }),
    () => {
      const rest = facts.slice(MOST).map((one) => row(one, id));
      more.closest("li")?.replaceWith(...rest);
      rest[0]?.querySelector<HTMLElement>("button, summary")?.focus();
    },
    { class: "more" },
  );
  rows.append(el("li", {}, more));
  return rows;
}

/* Facts by heading, as seen from a node: the relations in their order, in each the latest first. */
export function groups(facts: readonly Fact[], id: number): [string, Fact[]][] {
  const found = new Map<string, { rank: number; facts: Fact[] }>();
  for (const one of facts) {
    const relation = relationOf(one);
    const heading = text(one.s === id ? relation.out : relation.in);
    const group = found.get(heading) ?? { rank: relation.rank, facts: [] };
    group.facts.push(one);
    found.set(heading, group);
  }
  const last = (one: Fact): string => when(one, id).findLast(Boolean) ?? "";
  for (const { facts: some } of found.values()) {
    some.sort((a, b) => (b.weight ?? 0) - (a.weight ?? 0) || last(b).localeCompare(last(a)));
  }
  return [...found].sort((a, b) => a[1].rank - b[1].rank).map(([heading, group]) => [heading, group.facts]);
}

export const kindLine = (id: number): HTMLElement => {
  const { label } = kindOf(id);
  const extra = text(node(id).note);
  return el("p", { class: "kind" }, mark(node(id).kind), text(label), extra ? ` · ${extra}` : "");
};

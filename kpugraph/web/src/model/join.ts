/* More of the same data, joined to what the page holds: nodes, facts and articles that are there already stay as they are. */
import { type Beside, beside } from "../draw/local";
import { at, type Data, data, drawn, type Fact, index, type Line, numberOf, type Text } from "./data";

/* Gives the number of the first node that is new. */
export function join(more: Data, parent: number | undefined): number {
  const [nodes, facts, lines] = [data.nodes.length, data.facts.length, data.drawing.lines.length];
  const ids = joinNodes(more, parent);
  const numbers = joinFacts(more, ids);
  joinLines(more, ids, numbers);
  for (const kind of data.kinds) kind.count = data.nodes.filter((one) => one.kind === kind.id).length;
  data.provinces = union(data.provinces, more.provinces, "code").sort((a, b) => a.name.localeCompare(b.name));
  if (more.regions.length > data.regions.length) data.regions = more.regions;
  data.first = [data.first, more.first].filter(Boolean).sort()[0] ?? "";
  data.last = [data.last, more.last].sort()[1] ?? "";
  index(nodes, facts, lines);
  return nodes;
}

const union = <T>(one: T[], other: T[], key: keyof T): T[] => [
  ...one,
  ...other.filter((item) => !one.some((known) => known[key] === item[key])),
];

/* The number here of each node there. New ones stand near the one that they came with. */
function joinNodes(more: Data, parent: number | undefined): number[] {
  const order = new Map(more.kinds.map((kind) => [kind.id, kind]));
  for (const kind of order.values()) if (!data.kinds.some((one) => one.id === kind.id)) data.kinds.push(kind);
  const fresh = more.nodes.map((_, i) => i).filter((i) => numberOf(at(more.nodes, i).id) === undefined);
  const places: Beside[] = beside(
    fresh.length,
    parent === undefined ? { x: 0, y: 0 } : drawn(parent),
    data.drawing.nodes,
  );
  const ids = more.nodes.map((one) => numberOf(one.id) ?? -1);
  fresh.forEach((i, n) => {
    ids[i] = data.nodes.push(at(more.nodes, i)) - 1;
    data.drawing.nodes.push({ ...at(more.drawing.nodes, i), ...at(places, n) });
  });
  return ids;
}

/* Words by their Indonesian, as the order of two languages in an object is no part of what they say. */
const plain = (text: Text | undefined): string | undefined => (typeof text === "object" ? text.id : text);
const keyOf = (one: Fact): string =>
  JSON.stringify([
    ...[one.s, one.r, one.o, plain(one.name), plain(one.value), one.details?.map(plain), plain(one.status)],
    ...[one.start, one.end, one.stated],
  ]);

/* The number here of each fact there. */
function joinFacts(more: Data, ids: readonly number[]): number[] {
  const articles = new Map(data.articles.map((one, i) => [one.id, i]));
  const article = (i: number): number => {
    const one = at(more.articles, i);
    const found = articles.get(one.id) ?? data.articles.push(one) - 1;
    articles.set(one.id, found);
    return found;
  };
  const known = new Map(data.facts.map((one, i) => [keyOf(one), i]));
  return more.facts.map((one) => {
    const here = { ...one, s: at(ids, one.s), o: one.o === null ? null : at(ids, one.o) };
    const found = known.get(keyOf(here));
    if (found !== undefined) return found;
    here.e = one.e.map((i) => {
      const proof = at(more.evidence, i);
      return data.evidence.push({ ...proof, article: article(proof.article) }) - 1;
    });
    return data.facts.push(here) - 1;
  });
}

function joinLines(more: Data, ids: readonly number[], numbers: readonly number[]): void {
  const ends = (one: Pick<Line, "from" | "to">): string => [one.from, one.to].sort((a, b) => a - b).join("/");
  const known = new Map(data.drawing.lines.map((one) => [ends(one), one]));
  for (const one of more.drawing.lines) {
    const here = { ...one, from: at(ids, one.from), to: at(ids, one.to), facts: one.facts.map((i) => at(numbers, i)) };
    const same = known.get(ends(here));
    if (same) same.facts = [...new Set([...same.facts, ...here.facts])];
    else data.drawing.lines.push(here);
  }
}

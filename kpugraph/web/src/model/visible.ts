/* Which nodes, facts and lines pass the reader's filters, and which of those are in the scope. */
import { across, at, data, degree, type Fact, fact, factsOf, line, linesOf, node } from "./data";
import { bounds, meets, type Span, span } from "./dates";
import type { State } from "./state";

export interface Passing {
  nodes: Uint8Array;
  facts: Uint8Array;
  lines: Uint8Array;
  unknown: number; // posts of which nothing says whether they were held on the day asked for
}
export interface Shown {
  nodes: number[];
  lines: number[];
  more: number; // neighbours for which there is no room
}

const DATED = new Set(["event", "document"]);
const TIMELESS = new Set(["org:subOrganizationOf"]);
const POST = "org:member";

const spans: (Span | null)[] = [];
function nodeSpan(id: number): Span | null {
  const one = node(id);
  let found = spans[id];
  if (found === undefined) {
    found = DATED.has(one.kind) ? span(one.date, one.end) : null;
    spans[id] = found;
  }
  return found;
}

/* Evidenced on the day, or within what a text states of the tenure or its term; null where nothing says either. */
export function heldOn(one: Fact, day: string): "evidenced" | "extrapolated" | null {
  const seen = span(one.start, one.end);
  if (seen && seen[0] <= day && day <= seen[1]) return "evidenced";
  const [start, end] = [bounds(one.stated?.[0]), bounds(one.stated?.[1])];
  return start && end && start[0] <= day && day <= end[1] ? "extrapolated" : null;
}

function nodePasses(id: number, now: State): boolean {
  const it = node(id);
  if (now.kinds.has(it.kind)) return false;
  if (now.province && !it.regions.some((region) => region.startsWith(now.province))) return false;
  const days = nodeSpan(id);
  if (!DATED.has(it.kind)) return true;
  if (now.on) return Boolean(days && days[0] <= now.on);
  return !(now.from || now.to) || Boolean(days && meets(days, now.from, now.to));
}

function factPasses(one: Fact, now: State): boolean {
  if (now.relations.has(one.r)) return false;
  if (one.sure !== undefined && one.sure < now.sure) return false;
  if (now.on)
    return one.r === POST ? heldOn(one, now.on) !== null : !one.start || (bounds(one.start)?.[0] ?? "") <= now.on;
  if ((!now.from && !now.to) || !one.start) return true;
  const days = span(one.start, one.end);
  return Boolean(days && meets(days, now.from, now.to));
}

function passes(now: State): Passing {
  const nodes = Uint8Array.from(data.nodes, (_, id) => Number(nodePasses(id, now)));
  const facts = Uint8Array.from(data.facts, (one) =>
    Number(nodes[one.s] && (one.o === null || nodes[one.o]) && factPasses(one, now)),
  );
  if (now.from || now.to || now.on) keepTouched(nodes, facts);
  const lines = Uint8Array.from(data.drawing.lines, (one) => Number(one.facts.some((i) => facts[i])));
  const unknown = now.on
    ? data.facts.filter((one) => one.r === POST && nodes[one.s] && heldOn(one, now.on) === null).length
    : 0;
  return { nodes, facts, lines, unknown };
}

/* In a period, people and bodies stay where something of the period touches them. */
function keepTouched(nodes: Uint8Array, facts: Uint8Array): void {
  const touched = new Set<number>();
  data.facts.forEach((one, i) => {
    if (!facts[i] || TIMELESS.has(one.r)) return;
    touched.add(one.s);
    if (one.o !== null) touched.add(one.o);
  });
  data.nodes.forEach((one, id) => {
    if (!DATED.has(one.kind) && !touched.has(id)) nodes[id] = 0;
  });
  data.facts.forEach((one, i) => {
    if (!nodes[one.s] || (one.o !== null && !nodes[one.o])) facts[i] = 0;
  });
}

let last: { state: State; passing: Passing } | null = null;
const FILTERS = ["kinds", "relations", "province", "sure", "from", "to", "on"] as const;

/* What passes must be worked out anew: the data has grown. */
export const forget = (): void => {
  last = null;
};

export function passing(now: State): Passing {
  if (!last || FILTERS.some((key) => last?.state[key] !== now[key])) last = { state: now, passing: passes(now) };
  return last.passing;
}

/* The neighbours that pass, the best connected first. */
export function neighbours(id: number, pass: Passing): number[] {
  const found = at(linesOf, id).filter((i) => pass.lines[i]);
  return found.map((i) => across(i, id)).sort((a, b) => degree(b) - degree(a) || a - b);
}

/* What the scope shows: everything, or its nodes with at most so many neighbours each, or the nodes of a path. */
export function shown(now: State, room: number, path: readonly number[] | null): Shown {
  const pass = passing(now);
  let more = 0;
  let nodes: number[];
  if (path) nodes = [...path];
  else if (now.scope === "all") nodes = data.nodes.map((_, id) => id).filter((id) => pass.nodes[id]);
  else {
    const found = new Set<number>();
    for (const id of now.scope) {
      if (!pass.nodes[id] && id !== now.scope[0]) continue;
      const around = neighbours(id, pass);
      found.add(id);
      for (const other of around.slice(0, room)) found.add(other);
      more += Math.max(0, around.length - room);
    }
    nodes = [...found];
  }
  const inside = new Uint8Array(data.nodes.length);
  for (const id of nodes) inside[id] = 1;
  const lines: number[] = [];
  data.drawing.lines.forEach((one, i) => {
    if (pass.lines[i] && inside[one.from] && inside[one.to]) lines.push(i);
  });
  return { nodes, lines, more };
}

/* The shortest way from one node to another over lines that pass, as nodes; null where there is none. */
export function shortestPath(from: number, to: number, pass: Passing): number[] | null {
  const before = new Map<number, number>([[from, from]]);
  let edge = [from];
  while (edge.length && !before.has(to)) {
    const next: number[] = [];
    for (const id of edge) {
      for (const other of neighbours(id, pass)) {
        if (before.has(other)) continue;
        before.set(other, id);
        next.push(other);
      }
    }
    edge = next;
  }
  if (!before.has(to)) return null;
  const way = [to];
  while (way[0] !== from) way.unshift(before.get(way[0] as number) as number);
  return way;
}

export const lineBetween = (a: number, b: number): number | undefined => at(linesOf, a).find((i) => across(i, a) === b);

/* The facts of a node or line that pass. */
export const factsPassing = (ids: readonly number[], pass: Passing): number[] => ids.filter((i) => pass.facts[i]);
export const factsAt = (id: number, pass: Passing): number[] => factsPassing(at(factsOf, id), pass);
export const factsOn = (id: number, pass: Passing): Fact[] => factsPassing(line(id).facts, pass).map(fact);

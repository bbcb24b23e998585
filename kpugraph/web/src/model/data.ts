/* What `kpugraph/view/data.py` writes into the page, and the indexes that the parts look things up by. */

export type Lang = "id" | "en";
export interface Words {
  id: string;
  en: string;
}
export type Text = string | Words;
export type Mode = "network" | "tree" | "chart" | "map" | "table";

export interface Kind {
  id: string;
  label: Words;
  plural: Words;
  color: string;
  shape: string;
  count: number;
}
export interface Relation {
  id: string;
  name: Words;
  out: Words;
  in: Words;
  rank: number;
  quote: boolean;
  dashed: boolean;
  seen: boolean;
}
export interface Node {
  id: string;
  kind: string;
  label: string;
  note: Text | null;
  aliases: string[];
  date: string;
  end: string;
  regions: string[];
  between: number;
  community: number;
  reach?: number; // neighbours in the whole graph, where the page holds a part of it
}
export interface Fact {
  s: number;
  o: number | null;
  r: string;
  name?: Text;
  value?: Text;
  details?: Text[];
  status?: Text;
  start?: string;
  end?: string;
  stated?: [string, string];
  weight?: number;
  sure?: number;
  unshown?: number; // sentences beside those of e
  e: number[];
}
export interface Proof {
  article: number;
  parts: string[];
  rules: [string, number][];
  steps: string[];
}
export interface Article {
  id: string;
  title: string;
  url: string;
  publisher: string;
  date: string;
}
export interface Line {
  from: number;
  to: number;
  facts: number[];
  dashes: boolean;
  width: number;
}
export interface Region {
  code: string;
  name: string;
  x: number;
  y: number;
}
export interface Drawn {
  x: number;
  y: number;
  size: number;
  shape: string;
  color: string;
}
export interface Data {
  as: string;
  mode: Mode;
  base: string;
  kinds: Kind[];
  relations: Record<string, Relation>;
  nodes: Node[];
  facts: Fact[];
  evidence: Proof[];
  articles: Article[];
  drawing: { nodes: Drawn[]; lines: Line[]; options: Record<string, unknown> };
  provinces: { code: string; name: string }[];
  regions: Region[];
  estimated: boolean;
  best: number[];
  start: number;
  focus: number | null;
  open: number | null;
  around?: number[]; // what a server's page is around, how deep, and of which kinds
  depth?: number;
  only?: string[];
  most?: number;
  first: string;
  last: string;
  left: { why: string; count: number; name: string }[];
  words: Record<string, Words>;
  title: Words;
  version: string;
}

export const data = JSON.parse(document.getElementById("data")?.textContent ?? "{}") as Data;

/* The item at a number that the data itself gave. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`nothing has the number ${index}`);
  return found;
}

export const node = (id: number): Node => at(data.nodes, id);
export const fact = (id: number): Fact => at(data.facts, id);
export const line = (id: number): Line => at(data.drawing.lines, id);
export const drawn = (id: number): Drawn => at(data.drawing.nodes, id);

export const kindOf = (id: number): Kind => data.kinds.find((kind) => kind.id === node(id).kind) as Kind;
export const relationOf = (one: Fact): Relation => data.relations[one.r] as Relation;

/* The facts of each node, the lines of each node, and the node at the other end of a line. */
export const factsOf: number[][] = [];
export const linesOf: number[][] = [];
const numbers = new Map<string, number>();

/* Takes up what stands in the data from these numbers on. */
export function index(nodes: number, facts: number, lines: number): void {
  data.nodes.slice(nodes).forEach(({ id }, i) => {
    numbers.set(id, nodes + i);
    factsOf.push([]);
    linesOf.push([]);
  });
  data.facts.slice(facts).forEach((one, i) => {
    at(factsOf, one.s).push(facts + i);
    if (one.o !== null && one.o !== one.s) at(factsOf, one.o).push(facts + i);
  });
  data.drawing.lines.slice(lines).forEach((one, i) => {
    at(linesOf, one.from).push(lines + i);
    at(linesOf, one.to).push(lines + i);
  });
}
index(0, 0, 0);
export const across = (id: number, from: number): number => (line(id).from === from ? line(id).to : line(id).from);
export const degree = (id: number): number => at(linesOf, id).length;

export const numberOf = (name: string): number | undefined => numbers.get(name);
/* Neighbours that the server knows of and this page does not hold. */
export const absent = (id: number): number => Math.max(0, (node(id).reach ?? 0) - degree(id));
export const shortName = (id: number): string => {
  const full = node(id).id;
  return full.startsWith(data.base) ? full.slice(data.base.length) : full;
};
export const named = (name: string): number | undefined => numbers.get(data.base + name) ?? numbers.get(name);

/* What a reader can do to the picture, whatever part of the page asks for it. */
import { absent, data, kindOf, node } from "../model/data";
import { change, opening, type Picked, type State, state } from "../model/state";

/* Is the node in the picture? The stage answers once there is one. */
let inView: (id: number) => boolean = () => true;
export const watch = (seen: (id: number) => boolean): void => {
  inView = seen;
};

function without<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  return new Set([...set].filter((one) => one !== item));
}

/* Picks something. A node that the filters or the scope leave out is brought back, the scope becoming its surroundings. */
export function choose(picked: Picked | null): void {
  change(picked && "node" in picked ? { picked, ...bringing(picked.node) } : { picked });
}

/* What must change for a node to be in the picture. */
function bringing(id: number): Partial<State> {
  const patch: Partial<State> = {};
  if (state.kinds.has(node(id).kind)) patch.kinds = without(state.kinds, node(id).kind);
  if (state.province && !node(id).regions.some((one) => one.startsWith(state.province))) patch.province = "";
  if (!inView(id)) Object.assign(patch, { path: null, scope: [id] });
  return patch;
}

export const showAll = (): void => change({ scope: "all", path: null });
export const showAround = (id: number): void => change({ scope: [id], path: null });

/* Loads a node's neighbours from the server, where there is one; the shell of its page says how. */
export interface Source {
  load(id: number): Promise<void>;
  find(query: string): Promise<Offer[]>;
  take(offer: Offer): Promise<void>;
  pageOf(id: number): string;
  address(): string;
}
export interface Offer {
  iri: string;
  label: string;
  kind: string;
}
export let source: Source | null = null;
export const serve = (found: Source): void => {
  source = found;
};

/* Adds a node's neighbours to the picture, or takes them away again. */
export function expand(id: number): void {
  if (source && absent(id) && !loaded.has(id)) {
    void load(id);
    return;
  }
  if (state.scope === "all" || state.path) {
    showAround(id);
    return;
  }
  const [centre] = state.scope;
  if (!state.scope.includes(id)) change({ scope: [...state.scope, id] });
  else if (id !== centre) change({ scope: state.scope.filter((one) => one !== id) });
}

/* The neighbours that the server has, joined to the picture; what was asked for once is not asked for again. */
export const loaded = new Set<number>(data.around ?? []);
export async function load(id: number): Promise<void> {
  if (!source) return;
  await source.load(id);
  const patch: Partial<State> = { picked: { node: id }, path: null };
  if (state.scope === "all" || !inView(id)) patch.scope = state.scope === "all" ? "all" : [id];
  else if (!state.scope.includes(id)) patch.scope = [...state.scope, id];
  change(patch);
}

export const expanded = (id: number): boolean => state.scope !== "all" && state.scope.includes(id);

export const connect = (from: number, to: number): void => change({ path: [from, to], mode: "network", picked: null });

export function clearFilters(): void {
  const { kinds, relations, province, sure, from, to, on } = opening;
  change({ kinds, relations, province, sure, from, to, on });
}

export const filtering = (now: State): number =>
  now.relations.size +
  Number(Boolean(now.province)) +
  Number(now.sure > 0) +
  Number(Boolean(now.from || now.to || now.on));

/* Who a time chart is about: what is picked if it holds posts or has officers, else the focus, else the best connected. */
export function chartOf(): number {
  const able = (id: number | null): id is number => id !== null && ["person", "body"].includes(kindOf(id).id);
  const picked = state.picked && "node" in state.picked ? state.picked.node : null;
  if (able(picked)) charted = picked;
  else if (charted === null || !able(charted)) charted = [data.focus, ...data.best].find(able) ?? data.start;
  return charted;
}
let charted: number | null = null;

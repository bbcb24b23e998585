/* What the reader has chosen. Everything that is shown follows from the data and this; a permalink holds it. */
import { data, type Lang, type Mode } from "./data";

export type Picked = { node: number } | { line: number } | { region: string };

export interface State {
  lang: Lang;
  mode: Mode;
  picked: Picked | null;
  /* All, or what surrounds these nodes, the centre first. */
  scope: "all" | readonly number[];
  kinds: ReadonlySet<string>; // hidden
  relations: ReadonlySet<string>; // hidden
  province: string;
  sure: number;
  from: string;
  to: string;
  on: string;
  path: readonly [number, number] | null;
  by: "kind" | "community";
}

export const opening: State = {
  lang: document.documentElement.lang === "en" ? "en" : "id",
  mode: data.mode,
  picked: data.focus === null ? null : { node: data.focus },
  scope: data.around && data.depth === 1 ? data.around : data.open === null || data.around ? "all" : [data.open],
  kinds: new Set(),
  relations: new Set(),
  province: "",
  sure: 0,
  from: "",
  to: "",
  on: "",
  path: null,
  by: "kind",
};

type Listener = (now: State, before: State) => void;
const listeners: Listener[] = [];

export let state: State = opening;

export function change(patch: Partial<State>): void {
  const before = state;
  state = { ...state, ...patch };
  for (const listener of listeners) listener(state, before);
}

export const follow = (listener: Listener): void => {
  listeners.push(listener);
};

export function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

export const pickedNode = (now: State): number | null => (now.picked && "node" in now.picked ? now.picked.node : null);
export const pickedLine = (now: State): number | null => (now.picked && "line" in now.picked ? now.picked.line : null);

/* The present view as an address: everything that the reader chose, in the hash, by the names of things. */
import { data, line, type Mode, named, node, shortName } from "../model/data";
import { opening, type Picked, type State } from "../model/state";
import { lineBetween } from "../model/visible";

const MODES: readonly Mode[] = ["network", "tree", "chart", "map", "table"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const names = (ids: readonly number[]): string => ids.map(shortName).join(",");

function pickedAs(picked: Picked | null): [string, string][] {
  if (!picked) return [];
  if ("region" in picked) return [["region", picked.region]];
  if ("node" in picked) return [["node", shortName(picked.node)]];
  return [["line", names([line(picked.line).from, line(picked.line).to])]];
}

export function write(now: State): string {
  const hash = new URLSearchParams();
  const put = (key: string, value: string, usual = ""): void => {
    if (value !== usual) hash.set(key, value);
  };
  put("view", now.mode, opening.mode);
  for (const [key, value] of pickedAs(now.picked)) hash.set(key, value);
  if (now.path) hash.set("path", names(now.path));
  else if (String(now.scope) !== String(opening.scope))
    hash.set("around", now.scope === "all" ? "all" : names(now.scope));
  put("hide", [...now.kinds].sort().join(","));
  put("without", [...now.relations].sort().join(","));
  put("province", now.province);
  put("sure", now.sure ? String(Math.round(now.sure * 100)) : "");
  put("from", now.from);
  put("to", now.to);
  put("on", now.on);
  put("by", now.by, "kind");
  put("lang", now.lang, opening.lang);
  if (!now.picked && opening.picked) hash.set("node", "none");
  return hash.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":");
}

function ids(value: string | null): number[] {
  return (value ?? "")
    .split(",")
    .map((name) => named(name))
    .filter((id): id is number => id !== undefined);
}

function picked(hash: URLSearchParams): Picked | null {
  const region = hash.get("region");
  if (region && data.regions.some((one) => one.code === region)) return { region };
  const [first] = ids(hash.get("node"));
  if (first !== undefined) return { node: first };
  const [a, b] = ids(hash.get("line"));
  const found = a === undefined || b === undefined ? undefined : lineBetween(a, b);
  if (found !== undefined) return { line: found };
  return hash.has("node") ? null : opening.picked;
}

function scopeOf(hash: URLSearchParams): State["scope"] {
  if (hash.get("around") === "all") return "all";
  const around = ids(hash.get("around"));
  return around.length ? around : opening.scope;
}

const set = (value: string | null, known: (one: string) => boolean): ReadonlySet<string> =>
  new Set((value ?? "").split(",").filter(known));
const day = (value: string | null): string => (value && DAY.test(value) ? value : "");

/* What a hash says; what it names wrongly counts as not said. */
export function read(text: string): State {
  const hash = new URLSearchParams(text.replace(/^#/, ""));
  const [a, b] = ids(hash.get("path"));
  const lang = hash.get("lang");
  const sure = Number(hash.get("sure") ?? 0) / 100;
  return {
    ...opening,
    mode: MODES.find((one) => one === hash.get("view")) ?? opening.mode,
    picked: picked(hash),
    scope: scopeOf(hash),
    path: a !== undefined && b !== undefined ? [a, b] : null,
    kinds: set(hash.get("hide"), (one) => data.kinds.some((kind) => kind.id === one)),
    relations: set(hash.get("without"), (one) => one in data.relations),
    province: data.provinces.some((one) => one.code === hash.get("province")) ? (hash.get("province") ?? "") : "",
    sure: sure > 0 && sure <= 1 ? sure : 0,
    from: day(hash.get("from")),
    to: day(hash.get("to")),
    on: day(hash.get("on")),
    by: hash.get("by") === "community" ? "community" : "kind",
    lang: lang === "id" || lang === "en" ? lang : opening.lang,
  };
}

export const titleOf = (now: State): string =>
  now.picked && "node" in now.picked
    ? `${node(now.picked.node).label} · ${data.title[now.lang]}`
    : data.title[now.lang];

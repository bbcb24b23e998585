/* Words, numbers and dates in the language that the reader chose. */
import { at, data, type Fact, fact, factsOf, kindOf, node, relationOf, type Text } from "./data";
import { state } from "./state";

const locale = (): string => (state.lang === "id" ? "id-ID" : "en-GB");

/* A word of the page itself; {name} is filled from values. */
export function say(key: string, values: Record<string, string> = {}): string {
  const words = data.words[key]?.[state.lang] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/* A value of the data: a plain string, or one per language. */
export const text = (value: Text | null | undefined): string =>
  value === null || value === undefined ? "" : typeof value === "string" ? value : value[state.lang];

export const number = (value: number): string => new Intl.NumberFormat(locale()).format(value);
export const percent = (value: number): string => new Intl.NumberFormat(locale(), { style: "percent" }).format(value);
export const count = (key: string, value: number): string =>
  `${number(value)} ${say(value === 1 ? `${key}-one` : `${key}-many`)}`;

/* A date at the precision that the text supports. */
export function date(value: string | undefined, month: "long" | "short" = "long"): string {
  const parts = /^(\d{4}|-)(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(value ?? "");
  if (!parts) return value ?? "";
  const [, year, months, day] = parts;
  const format: Intl.DateTimeFormatOptions = {
    ...(year === "-" ? {} : { year: "numeric" }),
    ...(months ? { month } : {}),
    ...(day ? { day: "numeric" } : {}),
    timeZone: "UTC",
  };
  const moment = Date.UTC(year === "-" ? 2000 : Number(year), months ? Number(months) - 1 : 0, day ? Number(day) : 1);
  return new Intl.DateTimeFormat(locale(), format).format(moment);
}

export const period = (start: string | undefined, end: string | undefined): string =>
  !end || end === start ? date(start) : `${date(start)} – ${date(end)}`;

/* What a fact is called on its line: the post's or the relation's own name. */
export const factName = (one: Fact): string => text(one.name) || text(relationOf(one).name);

/* One line on what a node is, for lists of names. */
export function note(id: number): string {
  const it = node(id);
  const kind = text(it.note) || text(kindOf(id).label);
  const post = at(factsOf, id)
    .map(fact)
    .find((one) => one.r === "org:member" && one.s === id && one.o !== null);
  if (post && post.o !== null) return `${factName(post)}, ${node(post.o).label}`;
  return it.date ? `${kind}, ${period(it.date, it.end)}` : kind;
}

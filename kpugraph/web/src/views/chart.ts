/* A person's career, or a body's officers, over time: what a text states as a pale bar, what is evidenced as a strong one. */

import { widthOf, wrap } from "../draw/boxes";
import { at, type Fact, fact, factsOf, kindOf, node } from "../model/data";
import { bounds, dayNumber, dayOf, type Span, span } from "../model/dates";
import type { State } from "../model/state";
import { lineBetween, passing } from "../model/visible";
import { count, date, factName, period, say, text } from "../model/words";
import { chartOf, choose } from "../page/actions";
import { color, el, FACE, roomIn, svg } from "../page/dom";

interface Row {
  line: number;
  title: string;
  under: string;
  bars: { fact: Fact; seen: Span | null; stated: Span | null }[];
}

const ROW = 58;
const TOP = 44;

const POST = "org:member";

function stated(one: Fact): Span | null {
  const [start, end] = [bounds(one.stated?.[0]), bounds(one.stated?.[1])];
  return start && end ? [start[0], end[1]] : null;
}

/* A row for each post that a person held, or for each holder of a post of a body: the earliest first. */
function rows(id: number, now: State): Row[] {
  const pass = passing(now);
  const career = kindOf(id).id === "person";
  const found = new Map<string, Row>();
  for (const i of at(factsOf, id)) {
    const one = fact(i);
    const other = one.s === id ? one.o : one.s;
    if (!pass.facts[i] || one.r !== POST || other === null || (one.s === id) !== career) continue;
    const post = [factName(one), ...(one.details ?? []).map(text).slice(0, 1), text(one.status)]
      .filter(Boolean)
      .join(" · ");
    const key = `${post} ${other}`;
    const [title, under] = career ? [post, node(other).label] : [node(other).label, post];
    const row = found.get(key) ?? { line: lineBetween(id, other) ?? -1, title, under, bars: [] };
    row.bars.push({ fact: one, seen: span(one.start, one.end), stated: stated(one) });
    found.set(key, row);
  }
  const first = (row: Row): string =>
    row.bars.flatMap(({ seen, stated }) => [seen?.[0], stated?.[0]].filter(Boolean) as string[]).sort()[0] ?? "9999";
  return [...found.values()].sort((a, b) => first(a).localeCompare(first(b)) || a.title.localeCompare(b.title));
}

/* The ticks of an axis: days, months or years, whichever give few enough. */
function ticks(from: number, to: number, most: number): { at: number; label: string }[] {
  const [first, last] = [dayOf(from), dayOf(to)];
  const years = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) + 1;
  const found: { at: number; label: string }[] = [];
  if (years > 2) {
    const step = Math.ceil(years / most);
    for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += step) {
      found.push({ at: dayNumber(`${year}-01-01`), label: String(year) });
    }
  } else {
    const step = Math.ceil((to - from) / 30 / most);
    for (let month = 0; month <= 26; month += step) {
      const [year, number] = [
        Number(first.slice(0, 4)) + Math.floor(month / 12),
        String((month % 12) + 1).padStart(2, "0"),
      ];
      found.push({ at: dayNumber(`${year}-${number}-01`), label: date(`${year}-${number}`, "short") });
    }
  }
  return found.filter((one) => one.at >= from && one.at <= to);
}

export function drawChart(holder: HTMLElement, now: State): void {
  const id = chartOf();
  const found = rows(id, now);
  const heading = el(
    "div",
    { class: "headline" },
    el("h2", {}, say(kindOf(id).id === "person" ? "career-of" : "officers-of", { name: node(id).label })),
    el("p", { class: "meta" }, `${count("post", found.length)}. ${say("chart-key")}`),
  );
  const none = (): HTMLElement => el("p", { class: "empty" }, say("no-posts"));
  holder.replaceChildren(heading, found.length ? picture(found, roomIn(holder), id) : none());
}

function picture(found: Row[], width: number, id: number): SVGElement {
  const narrow = width < 620;
  const names = narrow
    ? 132
    : Math.min(330, Math.max(...found.map((row) => widthOf(row.title, `600 15px ${FACE}`))) + 48);
  const [left, right] = [names, width - (narrow ? 16 : 28)];
  const days = found.flatMap((row) => row.bars.flatMap(({ seen, stated }) => [...(seen ?? []), ...(stated ?? [])]));
  const known = days.map(dayNumber);
  const [low, high] = known.length
    ? [Math.min(...known), Math.max(...known)]
    : [dayNumber("2020-01-01"), dayNumber("2025-01-01")];
  const pad = Math.max(20, (high - low) * 0.05);
  const [from, to] = [low - pad, high + pad];
  const x = (day: string, end = false): number =>
    left + ((dayNumber(day) + Number(end) - from) / (to - from)) * (right - left);
  const height = TOP + found.length * ROW + 16;
  const [ink, muted, rule] = [color("--ink"), color("--muted"), color("--line")];
  const axis = ticks(from, to, narrow ? 4 : 10).map(({ at: day, label }) => {
    const where = x(dayOf(day));
    return [
      svg("line", { x1: where, x2: where, y1: TOP - 8, y2: height - 12, stroke: rule }),
      svg("text", { x: where, y: TOP - 16, "font-size": 12, fill: muted, "text-anchor": "middle" }, label),
    ];
  });
  const lines = found.map((row, i) => drawRow(row, i, { x, names, narrow, width }));
  const label = say(kindOf(id).id === "person" ? "career-of" : "officers-of", { name: node(id).label });
  return svg(
    "svg",
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "font-family": FACE,
      fill: ink,
      role: "group",
      "aria-label": label,
    },
    axis.flat(),
    lines,
  );
}

interface Measures {
  x: (day: string, end?: boolean) => number;
  names: number;
  narrow: boolean;
  width: number;
}

function drawRow(row: Row, i: number, { x, names, narrow, width }: Measures): SVGElement {
  const y = TOP + i * ROW;
  const middle = y + ROW / 2;
  const [ink, muted, rule, strong] = [color("--ink"), color("--muted"), color("--line"), color("--bar")];
  const letters = narrow ? 17 : 40;
  const [title] = wrap(row.title, letters);
  const under = wrap(row.under, narrow ? 19 : 46)[0] ?? "";
  const pick = (): void => {
    if (row.line >= 0) choose({ line: row.line });
  };
  return svg(
    "g",
    {
      class: "row",
      tabindex: 0,
      role: "button",
      click: pick,
      keydown: (event) => {
        if ((event as KeyboardEvent).key === "Enter") pick();
      },
    },
    svg("rect", { x: 0, y, width, height: ROW, fill: "transparent" }),
    svg("line", { x1: 0, x2: width, y1: y + ROW, y2: y + ROW, stroke: rule }),
    svg("text", { x: 0, y: middle - 3, "font-size": narrow ? 13.5 : 15, "font-weight": 600, fill: ink }, title ?? ""),
    svg("text", { x: 0, y: middle + 15, "font-size": narrow ? 12 : 13, fill: muted }, under),
    row.bars.flatMap(({ fact: one, seen, stated: term }) => bar(one, seen, term, { x, middle, strong, names })),
  );
}

function bar(
  one: Fact,
  seen: Span | null,
  term: Span | null,
  { x, middle, strong, names }: { x: Measures["x"]; middle: number; strong: string; names: number },
): SVGElement[] {
  const parts: SVGElement[] = [];
  const pale = (from: number, to: number): Record<string, string | number> => ({
    x: from,
    y: middle - 7,
    width: Math.max(2, to - from),
    height: 14,
    rx: 2,
  });
  if (term) parts.push(svg("rect", { ...pale(x(term[0]), x(term[1], true)), fill: strong, opacity: 0.2 }));
  if (seen) {
    const [from, to] = [x(seen[0]), x(seen[1], true)];
    const wide = to - from > 9;
    const style = one.status ? { fill: color("--card"), stroke: strong, "stroke-width": 2 } : { fill: strong };
    parts.push(
      wide
        ? svg("rect", { ...pale(from, to), ...style })
        : svg("circle", { cx: (from + to) / 2, cy: middle, r: 6.5, ...style }),
    );
    const days = period(one.start, one.end);
    parts.push(svg("title", {}, text(relationSeen(days))));
  } else if (!term) {
    parts.push(svg("text", { x: names + 4, y: middle + 4, "font-size": 12, fill: color("--muted") }, say("undated")));
  }
  return parts;
}

const relationSeen = (days: string): string => (days ? say("seen", { period: days }) : "");

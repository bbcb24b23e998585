/* The timeline: how much is dated when, two handles for a period, and a day "as of" which posts are shown. */
import { data } from "../model/data";
import { bounds, dayNumber, dayOf, span } from "../model/dates";
import { change, type State, state } from "../model/state";
import { date, period, say } from "../model/words";
import { button, byId, el, svg } from "./dom";

const TERM = "kg:ofBody"; // a term of office is stated, not reported on its first day

type Unit = "day" | "month" | "year";

/* The first day of everything that is dated. */
const days: string[] = [
  ...data.nodes.map((one) => span(one.date, one.end)?.[0]),
  ...data.facts.map((one) => (one.start && one.r !== TERM ? bounds(one.start)?.[0] : undefined)),
]
  .filter((day): day is string => day !== undefined)
  .sort();

const first = days[0] ?? "";
const last = days.at(-1) ?? "";
const wide = first ? dayNumber(last) - dayNumber(first) : 0;
const unit: Unit = wide <= 75 ? "day" : wide <= 366 * 10 ? "month" : "year";

/* The bins of the timeline, as dates of its unit: "2022-04-12", "2022-04", "2022". */
const bins: string[] = first ? binsBetween() : [];
const WIDTH = { day: 10, month: 7, year: 4 };
const binOf = (day: string): number => bins.indexOf(day.slice(0, WIDTH[unit]));

function binsBetween(): string[] {
  if (unit === "day") return Array.from({ length: wide + 1 }, (_, i) => dayOf(dayNumber(first) + i));
  const found: string[] = [];
  const [start, end] = [first, last].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1) as [
    number,
    number,
  ];
  if (unit === "year") {
    for (let year = Math.floor(start / 12); year <= Math.floor(end / 12); year += 1) found.push(String(year));
    return found;
  }
  for (let month = start; month <= end; month += 1) {
    found.push(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`);
  }
  return found;
}

const counts = bins.map(() => 0);
for (const day of days) counts[binOf(day)] = (counts[binOf(day)] ?? 0) + 1;

export const hasTimeline = bins.length > 1;

const edge = (bin: number, side: 0 | 1): string => bounds(bins[bin])?.[side] ?? "";

/* The bins that the state's period covers, the whole if it has none. */
function covered(now: State): [number, number] {
  const from = now.from ? bins.findIndex((_, i) => edge(i, 1) >= now.from) : 0;
  const to = now.to ? bins.findLastIndex((_, i) => edge(i, 0) <= now.to) : bins.length - 1;
  return [from < 0 ? bins.length - 1 : from, Math.max(to, 0)];
}

function histogram(): SVGElement {
  const most = Math.max(...counts);
  const bars = counts.map((value, i) => {
    const high = value ? 3 + 27 * Math.sqrt(value / most) : 0;
    return svg("rect", { x: i + 0.1, width: 0.8, y: 30 - high, height: high });
  });
  return svg("svg", { viewBox: `0 0 ${bins.length} 30`, preserveAspectRatio: "none", "aria-hidden": "true" }, bars);
}

function handle(key: "from" | "to"): HTMLInputElement {
  const input = el("input", {
    type: "range",
    id: `time-${key}`,
    class: key,
    min: 0,
    max: bins.length - 1,
    step: 1,
    "aria-label": say(key === "from" ? "time-from" : "time-to"),
    input: () => {
      const [from, to] = covered(state);
      const value = Number(input.value);
      if (key === "from") change({ from: value ? edge(Math.min(value, to), 0) : "", on: "" });
      else change({ to: value < bins.length - 1 ? edge(Math.max(value, from), 1) : "", on: "" });
    },
  });
  return input;
}

/* The parts that are made once for a language; what the reader moves is then only brought up to date. */
interface Parts {
  lang: string;
  label: HTMLElement;
  all: HTMLElement;
  bars: SVGElement;
  from: HTMLInputElement;
  to: HTMLInputElement;
  day: HTMLInputElement;
  clear: HTMLElement;
}
let parts: Parts | null = null;

function build(now: State): Parts {
  const made: Parts = {
    lang: now.lang,
    label: el("b"),
    all: button(say("all-time"), () => change({ from: "", to: "" }), { class: "clear-time" }),
    bars: histogram(),
    from: handle("from"),
    to: handle("to"),
    day: el("input", { type: "date", id: "on", change: () => change({ on: made.day.value, from: "", to: "" }) }),
    clear: button("×", () => change({ on: "" }), { class: "clear", "aria-label": say("clear-day") }),
  };
  const asOf = el(
    "p",
    { class: "as-of", title: say("as-of-means") },
    el("label", { for: "on" }, say("as-of")),
    made.day,
    made.clear,
  );
  byId("timeline").setAttribute("aria-label", say("timeline"));
  byId("timeline").replaceChildren(
    el("p", { class: "range-label" }, made.label, made.all),
    el("div", { class: "slider" }, made.bars as unknown as HTMLElement, made.from, made.to),
    asOf,
  );
  return made;
}

export function drawTimeline(now: State): void {
  byId("timeline").hidden = !hasTimeline || now.mode === "chart" || now.mode === "tree";
  if (!hasTimeline) return;
  if (!parts || parts.lang !== now.lang) parts = build(now);
  const [from, to] = covered(now);
  parts.label.textContent = now.on ? say("as-of-day", { day: date(now.on) }) : period(bins[from], bins[to]);
  parts.all.hidden = !now.from && !now.to;
  parts.clear.hidden = !now.on;
  parts.day.value = now.on;
  for (const [input, bin] of [
    [parts.from, from],
    [parts.to, to],
  ] as const) {
    input.value = String(bin);
    input.setAttribute("aria-valuetext", date(bins[bin]));
  }
  for (const [i, bar] of [...parts.bars.children].entries()) bar.classList.toggle("out", i < from || i > to);
}

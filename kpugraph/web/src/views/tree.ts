/* The hierarchy of bodies, each below the one it belongs to, with how many officers and events are known of it. */

import { at, data, fact, factsOf, kindOf, node } from "../model/data";
import { pickedNode, type State, state } from "../model/state";
import { type Passing, passing } from "../model/visible";
import { count, number, say } from "../model/words";
import { choose } from "../page/actions";
import { color, el, FACE, roomIn, shape, svg } from "../page/dom";

const ABOVE = "org:subOrganizationOf";
const ROW = 44;
const STEP = 26;
const TOP = 34;
const MARGIN = 14;
const OPEN_AT_FIRST = 45;

interface Entry {
  id: number;
  depth: number;
  children: number;
  last: boolean;
  trail: boolean[]; // for each level above: does a line go on below?
}

let shut: Set<number> | null = null;

function hierarchy(pass: Passing): { roots: number[]; below: Map<number, number[]> } {
  const below = new Map<number, number[]>();
  const under = new Set<number>();
  data.facts.forEach((one, i) => {
    if (one.r !== ABOVE || one.o === null || !pass.facts[i] || under.has(one.s) || one.s === one.o) return;
    under.add(one.s);
    below.set(one.o, [...(below.get(one.o) ?? []), one.s]);
  });
  const bodies = data.nodes.map((_, id) => id).filter((id) => kindOf(id).id === "body" && pass.nodes[id]);
  const size = (id: number): number => below.get(id)?.length ?? 0;
  const sorted = (ids: number[]): number[] =>
    ids.sort((a, b) => size(b) - size(a) || node(a).label.localeCompare(node(b).label));
  for (const ids of below.values()) sorted(ids);
  return { roots: sorted(bodies.filter((id) => !under.has(id))), below };
}

function entries(pass: Passing): Entry[] {
  const { roots, below } = hierarchy(pass);
  if (!shut) {
    const all = [...below.keys()];
    shut = new Set(data.nodes.length > OPEN_AT_FIRST * 3 ? all.filter((id) => !roots.includes(id)) : []);
  }
  const found: Entry[] = [];
  const seen = new Set<number>();
  const walk = (ids: readonly number[], depth: number, trail: boolean[]): void => {
    ids.forEach((id, i) => {
      if (seen.has(id)) return;
      seen.add(id);
      const last = i === ids.length - 1;
      const children = below.get(id) ?? [];
      found.push({ id, depth, children: children.length, last, trail });
      if (!shut?.has(id)) walk(children, depth + 1, [...trail, !last]);
    });
  };
  walk(roots, 0, []);
  return found;
}

function tally(id: number, pass: Passing): { officers: number; events: number } {
  const facts = at(factsOf, id)
    .filter((i) => pass.facts[i])
    .map(fact);
  const officers = new Set(facts.filter((one) => one.r === "org:member" && one.o === id).map((one) => one.s)).size;
  const events = new Set(
    facts.filter((one) => one.r === "schema:organizer" || one.r === "schema:attendee").map((one) => one.s),
  ).size;
  return { officers, events };
}

export function drawTree(holder: HTMLElement, now: State): void {
  const pass = passing(now);
  const found = entries(pass);
  const heading = el(
    "div",
    { class: "headline" },
    el("h2", {}, say("tree-title")),
    el("p", { class: "meta" }, `${count("body", hierarchyCount(pass))}. ${say("tree-key")}`),
  );
  holder.replaceChildren(
    heading,
    found.length ? picture(found, holder, pass) : el("p", { class: "empty" }, say("nothing")),
  );
}

function picture(found: Entry[], holder: HTMLElement, pass: Passing): SVGElement {
  const width = roomIn(holder);
  const height = TOP + found.length * ROW + 8;
  const tallies = new Map(found.map(({ id }) => [id, tally(id, pass)]));
  const most = Math.max(1, ...[...tallies.values()].flatMap(({ officers, events }) => [officers, events]));
  const rows = found.map((entry, i) => drawEntry(entry, i, holder, { width, most, tally: tallies.get(entry.id) }));
  const columns = columnsOf(width).map(({ x, key }) =>
    svg("text", { x, y: 18, "font-size": 12.5, fill: color("--muted") }, say(key)),
  );
  return svg(
    "svg",
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      "font-family": FACE,
      role: "group",
      "aria-label": say("tree-title"),
    },
    columns,
    rows,
  );
}

const hierarchyCount = (pass: Passing): number =>
  data.nodes.filter((one, id) => one.kind === "body" && pass.nodes[id]).length;

const columnsOf = (width: number): { x: number; key: "officers" | "events" }[] =>
  width < 560
    ? [
        { x: width - 112, key: "officers" },
        { x: width - 56, key: "events" },
      ]
    : [
        { x: width - 240, key: "officers" },
        { x: width - 120, key: "events" },
      ];

interface Around {
  width: number;
  most: number;
  tally: { officers: number; events: number } | undefined;
}

/* The lines that lead to an entry from the one above it, pass it by, and go on to those below. */
function guides({ depth, children, last, trail, id }: Entry, y: number): SVGElement[] {
  const edge = color("--edge");
  const [x, middle] = [MARGIN + depth * STEP, y + ROW / 2];
  const found = trail
    .slice(1)
    .flatMap((goesOn, level) => (goesOn ? [vertical(MARGIN + level * STEP, y, y + ROW, edge)] : []));
  if (depth) {
    found.push(vertical(x - STEP, y, last ? middle : y + ROW, edge));
    found.push(svg("line", { x1: x - STEP, x2: children ? x - 9 : x + 12, y1: middle, y2: middle, stroke: edge }));
  }
  if (children && !shut?.has(id)) found.push(vertical(x, middle, y + ROW, edge));
  return found;
}

/* The knob that opens and shuts a branch. */
function knob({ id, depth }: Entry, y: number, holder: HTMLElement): SVGElement {
  const [x, middle] = [MARGIN + depth * STEP, y + ROW / 2];
  const open = !shut?.has(id);
  return svg(
    "g",
    {
      class: "toggle",
      role: "button",
      tabindex: 0,
      "aria-expanded": String(open),
      "aria-label": say(open ? "shut-branch" : "open-branch", { name: node(id).label }),
      click: (event) => flip(event, id, holder),
      keydown: (event) => {
        if (["Enter", " "].includes((event as KeyboardEvent).key)) flip(event, id, holder);
      },
    },
    svg("rect", { x: x - 14, y, width: 28, height: ROW, fill: "transparent" }),
    svg("circle", { cx: x, cy: middle, r: 8.5, fill: color("--card"), stroke: color("--muted") }),
    svg("path", {
      d: open ? `M${x - 4} ${middle}h8` : `M${x - 4} ${middle}h8M${x} ${middle - 4}v8`,
      stroke: color("--ink"),
      "stroke-width": 1.6,
      fill: "none",
    }),
  );
}

function shortened(label: string, letters: number): string {
  return label.length > letters ? `${label.slice(0, Math.max(6, letters - 1)).trimEnd()}…` : label;
}

/* A name in one line, or in two where the words after the first ones tell entries apart. */
function label(name: string, letters: number, x: number, middle: number): (SVGElement | string)[] {
  if (name.length <= letters) return [name];
  const cut = name.lastIndexOf(" ", letters);
  if (cut < 1) return [shortened(name, letters)];
  return [name.slice(0, cut), shortened(name.slice(cut + 1), letters)].map((line, i) =>
    svg("tspan", { x, y: middle + (i ? 13 : -4) }, line),
  );
}

function drawEntry(entry: Entry, i: number, holder: HTMLElement, { width, most, tally: counts }: Around): SVGElement {
  const { id, depth, children } = entry;
  const y = TOP + i * ROW;
  const [x, middle] = [MARGIN + depth * STEP, y + ROW / 2];
  const ink = color("--ink");
  const kind = kindOf(id);
  const picked = pickedNode(state) === id;
  const letters = Math.floor((width - x - (width < 560 ? 150 : 290)) / 7.4);
  const weight = picked ? 700 : children ? 600 : 400;
  const pick = (): void => choose({ node: id });
  return svg(
    "g",
    {},
    svg("line", { x1: 0, x2: width, y1: y + ROW, y2: y + ROW, stroke: color("--line") }),
    guides(entry, y),
    svg(
      "g",
      {
        class: "row",
        role: "button",
        tabindex: 0,
        "aria-label": node(id).label,
        click: pick,
        keydown: (event) => {
          if ((event as KeyboardEvent).key === "Enter") pick();
        },
      },
      svg("rect", { x: x + 14, y, width: Math.max(10, width - x - 14), height: ROW, fill: "transparent" }),
      shape(kind.shape, x + 22, middle, picked ? 8 : 6, {
        fill: kind.color,
        stroke: picked ? ink : "none",
        "stroke-width": 2,
      }),
      svg(
        "text",
        { x: x + 36, y: middle + 5, "font-size": 14.5, "font-weight": weight, fill: ink },
        label(node(id).label, letters, x + 36, middle),
      ),
    ),
    children ? knob(entry, y, holder) : null,
    columnsOf(width).flatMap(({ x: left, key }) => bars(left, middle, counts?.[key] ?? 0, most, width)),
  );
}

function flip(event: Event, id: number, holder: HTMLElement): void {
  event.preventDefault();
  if (shut?.has(id)) shut.delete(id);
  else shut?.add(id);
  const top = holder.scrollTop;
  drawTree(holder, state);
  holder.scrollTop = top;
  const label = say(shut?.has(id) ? "open-branch" : "shut-branch", { name: node(id).label });
  [...holder.querySelectorAll<SVGElement>(".toggle")].find((one) => one.getAttribute("aria-label") === label)?.focus();
}

const vertical = (x: number, from: number, to: number, stroke: string): SVGElement =>
  svg("line", { x1: x, x2: x, y1: from, y2: to, stroke });

function bars(x: number, middle: number, value: number, most: number, width: number): SVGElement[] {
  if (!value) return [];
  const long = width < 560 ? 0 : (value / most) * 70;
  return [
    svg("rect", { x, y: middle - 6, width: long, height: 12, fill: color("--bar"), opacity: 0.75 }),
    svg(
      "text",
      { x: x + long + (long ? 6 : 0), y: middle + 4.5, "font-size": 13, fill: color("--muted") },
      number(value),
    ),
  ];
}

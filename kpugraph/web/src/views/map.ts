/* Regions on a map that their own coordinates draw: every seat a grey dot, what the network knows of it a circle. */

import { widthOf } from "../draw/boxes";
import { data, kindOf, node, type Region } from "../model/data";
import type { State } from "../model/state";
import { passing } from "../model/visible";
import { number, say } from "../model/words";
import { choose } from "../page/actions";
import { color, el, FACE, roomIn, svg } from "../page/dom";

const BOUNDS = { left: 93_900, right: 142_300, top: 6_900, bottom: -11_600 }; // thousandths of a degree

export interface Place {
  region: Region;
  nodes: number[];
}

/* What belongs to each region, bodies first: a node of several regions stands in each. */
export function placesOf(now: State): Place[] {
  const pass = passing(now);
  const regions = new Map(data.regions.map((one) => [one.code, one]));
  const found = new Map<string, Place>();
  data.nodes.forEach((one, id) => {
    if (!pass.nodes[id]) return;
    for (const code of one.regions) {
      const region = regions.get(code);
      if (!region) continue;
      const place = found.get(code) ?? { region, nodes: [] };
      place.nodes.push(id);
      found.set(code, place);
    }
  });
  const rank = (id: number): number => (kindOf(id).id === "body" ? 0 : 1);
  for (const place of found.values())
    place.nodes.sort((a, b) => rank(a) - rank(b) || node(a).label.localeCompare(node(b).label));
  return [...found.values()].sort(
    (a, b) => b.nodes.length - a.nodes.length || a.region.code.localeCompare(b.region.code),
  );
}

const view = { x: 0, y: 0, scale: 1 };

export function zoomMap(factor: number): void {
  view.scale = factor ? Math.min(24, Math.max(1, view.scale * factor)) : 1;
  if (!factor || view.scale === 1) Object.assign(view, { x: 0, y: 0 });
}

export function drawMap(holder: HTMLElement, now: State): void {
  const places = placesOf(now);
  const heading = el(
    "div",
    { class: "headline" },
    el("h2", {}, say("map-title")),
    el("p", { class: "meta" }, say("map-key", { regions: number(places.length) })),
  );
  const width = roomIn(holder);
  const high = Math.max(220, holder.clientHeight - 76);
  const picture = svg("svg", {
    class: "map",
    width,
    height: high,
    viewBox: `0 0 ${width} ${high}`,
    "font-family": FACE,
    role: "group",
    "aria-label": say("map-title"),
  });
  const paint = (): void => picture.replaceChildren(...marks(places, now, width, high));
  listen(picture, paint);
  paint();
  holder.replaceChildren(heading, picture);
}

function listen(picture: SVGElement, paint: () => void): void {
  picture.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoomMap((event as WheelEvent).deltaY < 0 ? 1.25 : 0.8);
    paint();
  });
  let from: { x: number; y: number } | null = null;
  picture.addEventListener("pointerdown", (event) => {
    if (view.scale > 1)
      from = { x: (event as PointerEvent).clientX - view.x, y: (event as PointerEvent).clientY - view.y };
  });
  picture.addEventListener("pointermove", (event) => {
    if (!from) return;
    Object.assign(view, { x: (event as PointerEvent).clientX - from.x, y: (event as PointerEvent).clientY - from.y });
    paint();
  });
  for (const end of ["pointerup", "pointerleave"])
    picture.addEventListener(end, () => {
      from = null;
    });
}

function marks(places: Place[], now: State, width: number, high: number): SVGElement[] {
  const [wide, tall] = [BOUNDS.right - BOUNDS.left, BOUNDS.top - BOUNDS.bottom];
  const unit = Math.min(width / wide, high / tall) * view.scale;
  const middle = Math.min(high / 2, (tall * unit) / view.scale / 2 + 24);
  const x = (region: Region): number => width / 2 + view.x + (region.x - (BOUNDS.left + BOUNDS.right) / 2) * unit;
  const y = (region: Region): number => middle + view.y - (region.y - (BOUNDS.top + BOUNDS.bottom) / 2) * unit;
  const [ink, paper, land] = [color("--ink"), color("--paper"), color("--land")];
  const ground = data.regions
    .filter((one) => one.code.length > 2)
    .map((one) =>
      svg("circle", {
        cx: x(one).toFixed(1),
        cy: y(one).toFixed(1),
        r: Math.min(5, (width < 600 ? 1.6 : 3) * Math.sqrt(view.scale)),
        fill: land,
      }),
    );
  const most = Math.max(1, ...places.map((place) => place.nodes.length));
  const radius = (place: Place): number => (4 + 13 * Math.sqrt(place.nodes.length / most)) * (width < 600 ? 0.6 : 1);
  const chosen = now.picked && "region" in now.picked ? now.picked.region : null;
  const circles = places.map((place) => {
    const pick = (): void => choose({ region: place.region.code });
    return svg(
      "circle",
      {
        cx: x(place.region),
        cy: y(place.region),
        r: radius(place),
        fill: color("--bar"),
        "fill-opacity": 0.7,
        stroke: place.region.code === chosen ? ink : paper,
        "stroke-width": place.region.code === chosen ? 3 : 1.5,
        class: "row",
        role: "button",
        tabindex: 0,
        "aria-label": `${place.region.name}: ${number(place.nodes.length)}`,
        click: pick,
        keydown: (event) => (event as KeyboardEvent).key === "Enter" && pick(),
      },
      svg("title", {}, `${place.region.name}: ${number(place.nodes.length)}`),
    );
  });
  return [...ground, ...circles, ...names(places, { x, y, radius, width, high, ink, paper })];
}

interface Labelling {
  x: (region: Region) => number;
  y: (region: Region) => number;
  radius: (place: Place) => number;
  width: number;
  high: number;
  ink: string;
  paper: string;
}

/* Names where there is room, the fullest regions first. */
function names(places: Place[], { x, y, radius, width, high, ink, paper }: Labelling): SVGElement[] {
  const taken: [number, number, number, number][] = [];
  for (const place of places) {
    const [cx, cy, r] = [x(place.region), y(place.region), radius(place)];
    taken.push([cx - r, cy - r, cx + r, cy + r]);
  }
  const found: SVGElement[] = [];
  places.forEach((place, i) => {
    const [cx, cy, r] = [x(place.region), y(place.region), radius(place)];
    const half = widthOf(place.region.name, `13px ${FACE}`) / 2;
    const options: [number, number][] = [
      [cx, cy + r + 14],
      [cx, cy - r - 6],
      [cx + r + half + 5, cy + 4],
      [cx - r - half - 5, cy + 4],
    ];
    for (const [at, base] of options) {
      const box: [number, number, number, number] = [at - half - 2, base - 12, at + half + 2, base + 4];
      const inside = box[0] > 0 && box[2] < width && box[1] > 0 && box[3] < high;
      const free = taken.every(
        (other, j) => j === i || box[2] < other[0] || other[2] < box[0] || box[3] < other[1] || other[3] < box[1],
      );
      if (!inside || !free) continue;
      taken.push(box);
      found.push(
        svg(
          "text",
          {
            x: at,
            y: base,
            "font-size": 13,
            "text-anchor": "middle",
            fill: ink,
            stroke: paper,
            "stroke-width": 4,
            "paint-order": "stroke",
            "stroke-linejoin": "round",
            "pointer-events": "none",
          },
          place.region.name,
        ),
      );
      break;
    }
  });
  return found;
}

/* Where nodes stand. The layout of the whole was computed beforehand; the surroundings of one node are set in rings around
   it, those of a further one on the side that is free, a path in a row. Same data, same fonts: same picture. */
import type { Drawn } from "../model/data";
import {
  type Box,
  dot,
  frame,
  GAP,
  type Measured,
  measure,
  type Point,
  type Size,
  separate,
  settle,
  widthOf,
  wrap,
} from "./boxes";

const MOST = 120; // more nodes than this are an overview: no room is kept for names, they show as there is room
const RING = 230;
const CROWD = 10; // more nodes than this around a further one make a circle of their own

export type Placed = Measured & Pick<Drawn, "x" | "y">;

export const overview = (count: number): boolean => count > MOST;

const letters = (stage: Size): number => (stage.width < 600 ? 15 : 23);
const stretchOf = (stage: Size): number => Math.min(1.3, Math.max(0.75, Math.sqrt(stage.width / stage.height)));

/* Rings around the first node, in the shape of the stage. */
export function rings(nodes: readonly Placed[], face: string, stage: Size): Box[] {
  const stretch = stretchOf(stage);
  const [centre, ...others] = nodes;
  if (!centre) return [];
  const points: Box[] = [{ ...measure(centre, face, letters(stage)), x: 0, y: 0 }];
  let rest = others;
  for (let ring = 1; rest.length; ring += 1) {
    const here = rest.slice(0, 10 * ring);
    rest = rest.slice(here.length);
    here.forEach((one, i) => {
      const angle = (2 * Math.PI * (i + (ring % 2) / 2)) / here.length - Math.PI / 2;
      const [x, y] = [RING * ring * stretch * Math.cos(angle), (RING * ring * Math.sin(angle)) / stretch];
      points.push({ ...measure(one, face, letters(stage)), x, y });
    });
  }
  return settle(points, stage, centre.id);
}

/* Further nodes around one that stands already, on the side that faces away from the rest. */
export function grow(
  boxes: readonly Box[],
  anchor: number,
  nodes: readonly Placed[],
  face: string,
  stage: Size,
): Box[] {
  const stand = boxes.map((one) => ({ ...one }));
  const root = stand.find((one) => one.id === anchor);
  if (!root || !nodes.length) return stand;
  const middle = frame(boxes);
  const away = Math.atan2(root.y - middle.y, root.x - middle.x || 1e-6);
  if (nodes.length > CROWD) {
    // so many need a place of their own beside what stands already
    const far = RING * (1.2 + nodes.length / 28);
    root.x += far * Math.cos(away);
    root.y += far * Math.sin(away);
  }
  const spread = Math.min(2 * Math.PI, 0.5 + nodes.length * 0.35);
  const added = nodes.map((one, i) => {
    const angle = away + (nodes.length === 1 ? 0 : (i / (nodes.length - 1) - 0.5) * spread);
    const far = RING * (1 + (i % 2) * 0.45 + Math.floor(i / 18) * 0.6);
    return {
      ...measure(one, face, letters(stage)),
      x: root.x + far * Math.cos(angle),
      y: root.y + far * Math.sin(angle),
    };
  });
  return separate([...stand, ...added], anchor);
}

/* A path as a row, or as a column on a phone, stepping to and fro so that names have room. */
export function row(nodes: readonly Placed[], face: string, stage: Size): Box[] {
  const down = stage.width < stage.height;
  const points = nodes.map((one, i) => {
    const side = i % 2 ? 45 : -45;
    const [x, y] = down ? [side, i * 130] : [i * 250, side];
    return { ...measure(one, face, letters(stage)), x, y };
  });
  return separate(points, null);
}

function extent(values: readonly number[]): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low || 1;
}

/* The whole, turned and stretched within reason to the shape of the stage, so that a phone is used as well as a desk. */
export function whole(nodes: readonly Placed[], face: string, stage: Size): Box[] {
  const [width, height] = [extent(nodes.map((one) => one.x)), extent(nodes.map((one) => one.y))];
  const shape = stage.width / stage.height;
  const turned = width > height !== shape > 1;
  const now = turned ? height / width : width / height;
  const stretch = Math.min(1.8, Math.max(0.55, Math.sqrt(shape / now)));
  const far = overview(nodes.length);
  const points = nodes.map((one) => {
    const [x, y] = turned ? [one.y, -one.x] : [one.x, one.y];
    return { ...(far ? dot(one) : measure(one, face, letters(stage))), x: x * stretch, y: y / stretch };
  });
  return far && points.length > 1500 ? points : settle(points, stage);
}

/* The names that an overview has room for at a scale, those of the first nodes first: lines by id. */
export function names(
  nodes: readonly Placed[],
  where: (id: number) => Point,
  { scale, face, size, most }: { scale: number; face: string; size: number; most: number },
): Map<number, string> {
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  const chosen = new Map<number, string>();
  for (const one of nodes) {
    if (taken.length === most) break;
    const { x, y } = where(one.id);
    const lines = wrap(one.label, 20);
    const half = Math.max(...lines.map((line) => widthOf(line, `${size}px ${face}`) / 2)) + 6;
    const top = (y + one.size) * scale;
    const box = { left: x * scale - half, right: x * scale + half, top, bottom: top + 8 + lines.length * size * 1.15 };
    const hit = taken.some(
      (other) =>
        box.right >= other.left && other.right >= box.left && box.bottom >= other.top && other.bottom >= box.top,
    );
    if (hit) continue;
    taken.push(box);
    chosen.set(one.id, lines.join("\n"));
  }
  return chosen;
}

/* Has the name of a line, written at its middle, room between all these boxes? */
export function free(a: Point, b: Point, label: string, font: string, boxes: readonly Box[]): boolean {
  const lines = label.split("\n");
  const half = Math.max(...lines.map((line) => widthOf(line, font) / 2));
  const high = lines.length * 8;
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  return !boxes.some(
    (one) =>
      Math.abs(one.x - x) < one.half - GAP + half &&
      one.y - one.up + GAP < y + high &&
      one.y + one.down - GAP > y - high,
  );
}

/* Room for nodes and their names: boxes are measured, pushed apart, and drawn out to the shape of the stage. */

export interface Point {
  x: number;
  y: number;
}
export interface Size {
  width: number;
  height: number;
}
/* The room that a node takes with its name below, around the node's own position. */
export interface Box extends Point {
  id: number;
  half: number;
  up: number;
  down: number;
  label: string;
}
export interface Measured {
  id: number;
  size: number;
  font: number;
  label: string;
}

export const GAP = 9;
const ROUNDS = 150;
const LINES = 3;
const LEADING = 1.15;
const TIGHTER = [1, 0.8, 0.64, 0.5, 0.38]; // how far the lines may shrink so that the names can be read

const pen = document.createElement("canvas").getContext("2d");

export function widthOf(text: string, font: string): number {
  if (!pen) return text.length * 7;
  pen.font = font;
  return pen.measureText(text).width;
}

/* A name in lines of about so many letters, at most three. */
export function wrap(label: string, letters: number): string[] {
  const lines = [""];
  for (const word of label.split(/\s+/)) {
    const last = lines.at(-1) ?? "";
    if (last && last.length + word.length >= letters) lines.push(word);
    else lines[lines.length - 1] = last + (last ? " " : "") + word;
  }
  const kept = lines.slice(0, LINES);
  if (lines.length > LINES) kept[LINES - 1] += " …";
  return kept.map((one) => (one.length > letters * 2 ? `${one.slice(0, letters * 2 - 1)}…` : one));
}

export function measure(one: Measured, face: string, letters: number): Omit<Box, "x" | "y"> {
  const lines = wrap(one.label, letters);
  const half = Math.max(one.size, ...lines.map((line) => widthOf(line, `${one.font}px ${face}`) / 2)) + GAP;
  const down = one.size + 6 + lines.length * one.font * LEADING + GAP;
  return { id: one.id, half, up: one.size + GAP, down, label: lines.join("\n") };
}

export const dot = (one: Measured): Omit<Box, "x" | "y"> => {
  const around = one.size + 4;
  return { id: one.id, half: around, up: around, down: around, label: "" };
};

const middle = (one: Box): number => one.y + (one.down - one.up) / 2;

function push(a: Box, b: Box, pinned: number | null): boolean {
  const x = Math.min(a.x + a.half, b.x + b.half) - Math.max(a.x - a.half, b.x - b.half);
  const y = Math.min(a.y + a.down, b.y + b.down) - Math.max(a.y - a.up, b.y - b.up);
  if (x <= 0 || y <= 0) return false;
  const [mine, yours] = a.id === pinned ? [0, 1] : b.id === pinned ? [1, 0] : [0.5, 0.5];
  if (x < y) {
    const way = a.x <= b.x ? 1 : -1;
    a.x -= way * x * mine;
    b.x += way * x * yours;
  } else {
    const way = middle(a) <= middle(b) ? 1 : -1;
    a.y -= way * y * mine;
    b.y += way * y * yours;
  }
  return true;
}

/* Pushes boxes apart along the shorter way until none overlap (or the rounds are used up); one may be pinned. */
export function separate(boxes: Box[], pinned: number | null): Box[] {
  const rounds = boxes.length > 1500 ? 12 : ROUNDS;
  for (let round = 0; round < rounds; round += 1) {
    let moved = false;
    boxes.sort((a, b) => a.x - a.half - (b.x - b.half) || a.id - b.id);
    for (const [i, a] of boxes.entries()) {
      for (let j = i + 1; j < boxes.length; j += 1) {
        const b = boxes[j] as Box;
        if (b.x - b.half >= a.x + a.half) break;
        moved = push(a, b, pinned) || moved;
      }
    }
    if (!moved) break;
  }
  return boxes;
}

/* The frame around boxes: its middle, and how wide and high it is. */
export function frame(boxes: readonly Box[]): Point & Size {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const one of boxes) {
    left = Math.min(left, one.x - one.half);
    right = Math.max(right, one.x + one.half);
    top = Math.min(top, one.y - one.up);
    bottom = Math.max(bottom, one.y + one.down);
  }
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

/* How large the boxes can be shown on a stage. */
export function scaleFor(boxes: readonly Box[], stage: Size): number {
  const { width, height } = frame(boxes);
  return Math.min(stage.width / width, stage.height / height);
}

function extent(boxes: readonly Box[], axis: "x" | "y"): number {
  let [low, high] = [Infinity, -Infinity];
  for (const one of boxes) {
    low = Math.min(low, one[axis]);
    high = Math.max(high, one[axis]);
  }
  return high - low;
}

/* Draws boxes apart along the axis on which the stage has room left: no box can come to touch another by it. */
function fill(boxes: Box[], stage: Size): Box[] {
  const { width, height } = frame(boxes);
  const shape = stage.width / stage.height;
  const grow = (axis: "x" | "y", now: number, room: number): number => {
    const reach = extent(boxes, axis);
    return reach ? Math.min(3, Math.max(1, 1 + (room - now) / reach)) : 1;
  };
  const [x, y] = [grow("x", width, height * shape), grow("y", height, width / shape)];
  return boxes.map((one) => ({ ...one, x: one.x * x, y: one.y * y }));
}

/* Wished points with their names' room made, tightened until the whole can be shown at full size or no gain is left. */
export function settle(points: readonly Box[], stage: Size, pinned: number | null = null): Box[] {
  let best: { boxes: Box[]; shown: number } | null = null;
  for (const factor of TIGHTER) {
    const tight = points.map((one) => ({ ...one, x: one.x * factor, y: one.y * factor }));
    const boxes = fill(separate(tight, pinned), stage);
    const shown = scaleFor(boxes, stage);
    if (!best || shown > best.shown * 1.02) best = { boxes, shown };
    if (shown >= 1) break;
  }
  return best?.boxes ?? [];
}

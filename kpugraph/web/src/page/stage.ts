/* The network on its stage: what is shown stands somewhere, is brought into sight, and is named where there is room. */
import { type Box, frame, type Size, scaleFor } from "../draw/boxes";
import type { Drawing, Scene } from "../draw/drawing";
import { grow, names, overview, type Placed, rings, row, whole } from "../draw/place";
import { data, drawn, node } from "../model/data";
import { pickedNode, state } from "../model/state";
import { neighbours, passing, type Shown, shortestPath, shown } from "../model/visible";
import { FACE } from "./dom";
import { fontOf, lit, type Naming, scene } from "./paint";

const NAME = 12.5; // the size of names in an overview, on the screen
const AREA = 16_000; // square pixels of the screen for each of them
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
let ranking: number[] = [];
/* The nodes by their size, anew when the data has grown. */
function ranked(): number[] {
  if (ranking.length !== data.nodes.length)
    ranking = data.nodes.map((_, id) => id).sort((a, b) => drawn(b).size - drawn(a).size || a - b);
  return ranking;
}
const order = (id: number): number => data.kinds.findIndex((kind) => kind.id === node(id).kind);

export class Stage {
  boxes: Map<number, Box> = new Map();
  view: Shown = { nodes: [], lines: [], more: 0 };
  scene: Scene | null = null;
  private later = 0;
  private placed = "";

  constructor(
    private readonly drawing: Drawing,
    private readonly holder: HTMLElement,
  ) {}

  private size(): Size {
    const { clientWidth, clientHeight } = this.holder.parentElement ?? this.holder;
    return { width: clientWidth || 1000, height: clientHeight || 700 };
  }

  /* Most neighbours of a node that are shown, the best connected first. */
  private room(): number {
    return this.size().width < 600 ? 15 : 34;
  }

  private isOverview(): boolean {
    return state.scope === "all" && !state.path && overview(this.view.nodes.length);
  }

  /* Works out what is shown; places it anew where that is something else than before. */
  update(refit: boolean, animated: boolean): void {
    const pass = passing(state);
    const path = state.path ? shortestPath(state.path[0], state.path[1], pass) : null;
    this.view = shown(state, this.room(), state.path ? (path ?? [...state.path]) : null);
    const { width, height } = this.size();
    const key = `${this.view.nodes}|${String(state.scope)}|${String(state.path)}|${width}x${height}`;
    const moved = key !== this.placed;
    if (!this.placed.endsWith(`|${width}x${height}`)) this.drawing.resize();
    if (moved) this.arrange(path);
    this.placed = key;
    if (refit || moved) this.fit(animated, false);
    this.paint();
  }

  private arrange(path: readonly number[] | null): void {
    const size = this.size();
    const placed = (ids: readonly number[]): Placed[] =>
      ids.map((id) => ({
        id,
        size: drawn(id).size,
        font: fontOf(id),
        label: node(id).label,
        x: drawn(id).x,
        y: drawn(id).y,
      }));
    let boxes: Box[];
    if (state.path) boxes = row(placed(path ?? state.path), FACE, size);
    else if (state.scope === "all") boxes = whole(placed(this.view.nodes), FACE, size);
    else boxes = this.around(state.scope, placed, size);
    this.boxes = new Map(boxes.map((box) => [box.id, box]));
  }

  /* Rings around the centre, and around each further node those of its neighbours that do not stand yet. */
  private around(scope: readonly number[], placed: (ids: readonly number[]) => Placed[], size: Size): Box[] {
    const pass = passing(state);
    const inside = new Set(this.view.nodes);
    const near = (id: number): number[] => neighbours(id, pass).filter((other) => inside.has(other));
    const byKind = (a: number, b: number): number => order(a) - order(b) || a - b;
    const [centre, ...others] = scope;
    if (centre === undefined) return [];
    const first = near(centre).slice(0, this.room()).sort(byKind);
    let boxes = rings(placed([centre, ...first]), FACE, size);
    const stands = new Set([centre, ...first]);
    for (const id of others) {
      const more = near(id)
        .slice(0, this.room())
        .filter((other) => !stands.has(other));
      if (!stands.has(id)) continue;
      for (const other of more) stands.add(other);
      boxes = grow(boxes, id, placed(more.sort(byKind)), FACE, size);
    }
    return boxes;
  }

  paint(): void {
    this.view = { ...this.view, nodes: this.view.nodes.filter((id) => this.boxes.has(id)) };
    const inside = new Set(this.view.nodes);
    this.view.lines = this.view.lines.filter((i) => {
      const { from, to } = data.drawing.lines[i] as { from: number; to: number };
      return inside.has(from) && inside.has(to);
    });
    this.scene = scene(state, passing(state), this.view, this.boxes, this.naming());
    this.drawing.draw(this.scene);
  }

  /* Names follow at the end of a movement, which is at once where nothing is animated. */
  private move(to: { x: number; y: number; scale: number } | null, animated: boolean, name = true): void {
    if (!to) return;
    const moving = animated && !still.matches;
    this.drawing.moveTo(to, moving);
    if (name && !moving) this.name();
  }

  /* Where the picture must be to show these nodes, with their names, as large as they will go. */
  private frame(ids: Iterable<number>): { x: number; y: number; scale: number } | null {
    const boxes = [...ids].map((id) => this.boxes.get(id)).filter((box): box is Box => box !== undefined);
    const margin = this.isOverview() ? 48 : 8;
    const size = this.size();
    const stage = { width: size.width - 2 * margin, height: size.height - 2 * margin };
    if (!boxes.length || stage.width <= 0 || stage.height <= 0) return null;
    const { x, y } = frame(boxes);
    return { x, y, scale: Math.min(1.35, scaleFor(boxes, stage)) };
  }

  fit(animated = true, name = true): void {
    this.move(this.frame(this.view.nodes), animated, name);
  }

  zoom(factor: number): void {
    this.move({ ...this.drawing.centre(), scale: this.drawing.scale() * factor }, true);
  }

  /* After the stage has changed its size: all of it if that can be read, else what is picked with what it touches. */
  refit(): void {
    const { width, height } = this.size();
    if (this.placed.endsWith(`|${width}x${height}`)) return;
    this.update(true, false);
    const whole = this.frame(this.view.nodes);
    const light = lit(state, passing(state));
    if (!light || (whole && whole.scale > 0.7)) return;
    const close = this.frame([...light].filter((id) => this.boxes.has(id)));
    if (close && close.scale > 0.55) this.move(close, false);
    else this.bring(pickedNode(state), false);
  }

  /* Brings a node that is shown into sight, large enough to be read. */
  bring(id: number | null, animated = true): void {
    const box = id === null ? undefined : this.boxes.get(id);
    if (!box) return;
    const { x, y } = this.drawing.toScreen(box);
    const { width, height } = this.size();
    const scale = this.drawing.scale();
    const seen = scale > 0.6 && x > 12 && x < width - 12 && y > 12 && y < height - 24;
    if (!seen) this.move({ x: box.x, y: box.y, scale: Math.max(0.9, Math.min(1.3, scale)) }, animated);
  }

  /* In an overview names are as large at every scale, and as many as there is room for: the lit and best connected first. */
  private naming(): Naming | null {
    if (!this.isOverview()) return null;
    const [light, scale, { width, height }] = [lit(state, passing(state)), this.drawing.scale(), this.size()];
    const chosen = pickedNode(state);
    const seen = (id: number): boolean => {
      const box = this.boxes.get(id);
      if (!box || (light && !light.has(id))) return false;
      const { x, y } = this.drawing.toScreen(box);
      return x > 0 && x < width && y > 0 && y < height;
    };
    const first = [...(chosen === null ? [] : [chosen]), ...ranked().filter((id) => id !== chosen)].filter(seen);
    const placed = first.map((id) => ({ ...drawn(id), id, font: NAME, label: node(id).label }));
    const most = Math.ceil((width * height) / AREA);
    const labels = names(placed, (id) => this.boxes.get(id) as Box, { scale, face: FACE, size: NAME, most });
    return { labels, font: NAME / scale };
  }

  /* Names anew after a movement. */
  name(): void {
    const naming = this.naming();
    if (!naming || !this.scene) return;
    const changed = this.scene.nodes.filter((one) => one.label || naming.labels.has(one.id));
    for (const one of this.scene.nodes) {
      one.label = naming.labels.get(one.id) ?? "";
      one.font = naming.font;
    }
    this.drawing.rename(new Map(changed.map((one) => [one.id, one.label])), naming.font);
  }

  moved(): void {
    window.clearTimeout(this.later);
    this.later = window.setTimeout(() => this.name(), 120);
  }

  /* The neighbour that lies in a direction from the picked node, or from the middle of the picture. */
  towards(x: number, y: number): number | null {
    const chosen = pickedNode(state);
    const from = (chosen !== null && this.boxes.get(chosen)) || { ...this.drawing.centre(), id: -1 };
    const near =
      chosen === null ? this.view.nodes : neighbours(chosen, passing(state)).filter((id) => this.boxes.has(id));
    let best: { id: number; cost: number } | null = null;
    for (const id of near) {
      const box = this.boxes.get(id) as Box;
      const [dx, dy] = [box.x - from.x, box.y - from.y];
      const along = dx * x + dy * y;
      if (along <= 0 || id === chosen) continue;
      const cost = Math.hypot(dx, dy) + 2 * Math.abs(dx * y - dy * x);
      if (!best || cost < best.cost) best = { id, cost };
    }
    return best?.id ?? null;
  }
}

/* What a picture of the network is, whoever draws it: vis-network for small ones, sigma for large ones, SVG for paper. */
import type { Point } from "./boxes";

export interface SceneNode extends Point {
  id: number;
  size: number;
  shape: string;
  color: string;
  label: string;
  font: number;
  faint: boolean;
  picked: boolean;
  more: number; // neighbours that are not shown
}
export interface SceneLine {
  id: number;
  from: number;
  to: number;
  label: string;
  title: string;
  width: number;
  dashed: boolean;
  faint: boolean;
  lit: boolean;
}
export interface Colors {
  ink: string;
  paper: string;
  faint: string;
  edge: string;
  accent: string;
}
export interface Scene {
  nodes: SceneNode[];
  lines: SceneLine[];
  colors: Colors;
}
export interface Listeners {
  node(id: number): void;
  line(id: number): void;
  open(id: number): void;
  ground(): void;
  moved(): void;
}
export interface Drawing {
  draw(scene: Scene): void;
  /* New names and sizes of letters for nodes that are drawn already. */
  rename(labels: ReadonlyMap<number, string>, font: number): void;
  moveTo(to: Point & { scale: number }, animated: boolean): void;
  scale(): number;
  centre(): Point;
  toScreen(point: Point): Point;
  /* Takes up the size that its place on the page has now. */
  resize(): void;
  listen(on: Listeners): void;
}

export const faded = (hex: string, alpha: number): string => {
  const value = Number.parseInt(hex.slice(1), 16);
  return `rgba(${(value >> 16) & 255}, ${(value >> 8) & 255}, ${value & 255}, ${alpha})`;
};

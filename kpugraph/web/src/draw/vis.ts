/* vis-network draws on a canvas, from the script and with the options that pyvis brings. */

import { data } from "../model/data";
import { FACE } from "../page/dom";
import type { Point } from "./boxes";
import type { Drawing, Scene, SceneLine, SceneNode } from "./drawing";

type Item = Record<string, unknown> & { id: number };
interface DataSet {
  clear(): void;
  add(items: Item[]): void;
  update(items: Item[]): void;
}
interface Network {
  moveTo(to: { position: Point; scale: number; animation: unknown }): void;
  getScale(): number;
  getViewPosition(): Point;
  canvasToDOM(point: Point): Point;
  setSize(width: string, height: string): void;
  redraw(): void;
  on(event: "afterDrawing", listener: (context: CanvasRenderingContext2D) => void): void;
  on(event: string, listener: (found: { nodes: number[]; edges: number[]; pointer: { DOM: Point } }) => void): void;
}
declare const vis: {
  DataSet: new () => DataSet;
  Network: new (holder: HTMLElement, items: { nodes: DataSet; edges: DataSet }, options: unknown) => Network;
};

const MOTION = { duration: 450, easingFunction: "easeInOutQuad" };
const MANY = 700; // lines beyond which moving leaves them out

/* A node without a name costs half as much; one that has lost its name needs a blank in its place. */
function nodeItem(one: SceneNode, { ink, paper, faint }: Scene["colors"], blank: string | undefined): Item {
  const border = one.picked ? ink : paper;
  return {
    id: one.id,
    x: one.x,
    y: one.y,
    size: one.size,
    shape: one.shape,
    label: one.label || blank,
    opacity: one.faint ? 0.18 : 1,
    borderWidth: one.picked ? 4 : 1.5,
    color: { background: one.color, border, hover: { background: one.color, border: ink } },
    font: { size: one.font, color: one.faint ? faint : ink, strokeColor: paper, strokeWidth: 4 },
  };
}

function lineItem(one: SceneLine, { ink, paper, edge, accent }: Scene["colors"], blank: string | undefined): Item {
  return {
    id: one.id,
    from: one.from,
    to: one.to,
    label: one.label || blank,
    title: one.title,
    width: one.width,
    dashes: one.dashed,
    color: { color: one.lit ? accent : edge, hover: accent, opacity: one.faint ? 0.25 : 1 },
    font: { color: ink, strokeColor: paper, strokeWidth: 5, size: 12, face: FACE, align: "horizontal" },
  };
}

export function visDrawing(holder: HTMLElement): Drawing {
  const [nodes, edges] = [new vis.DataSet(), new vis.DataSet()];
  const network = new vis.Network(holder, { nodes, edges }, options());
  let before = "";
  let badges: SceneNode[] = [];
  let muted = "#666";

  /* "+3" beside a node that has neighbours which are not shown. */
  network.on("afterDrawing", (context) => {
    context.font = `600 11px ${FACE}`;
    context.fillStyle = muted;
    context.textAlign = "left";
    context.textBaseline = "middle";
    for (const one of badges) context.fillText(`+${one.more}`, one.x + one.size * 0.8 + 3, one.y - one.size * 0.8 - 3);
  });

  const draw = (scene: Scene): void => {
    badges = scene.nodes.filter((one) => one.more && !one.faint);
    muted = scene.colors.ink;
    const now = `${scene.nodes.map((one) => one.id)}/${scene.lines.map((one) => one.id)}`;
    const same = now === before;
    const points = scene.nodes.map((one) => nodeItem(one, scene.colors, same ? " " : undefined));
    const lines = scene.lines.map((one) => lineItem(one, scene.colors, same ? " " : undefined));
    if (same) {
      nodes.update(points);
      edges.update(lines);
    } else {
      edges.clear();
      nodes.clear();
      nodes.add(points);
      edges.add(lines);
    }
    before = now;
  };

  return {
    draw,
    rename: (labels, size) => {
      nodes.update(
        [...labels].map(([id, label]) => ({ id, label: label || " ", font: { size, strokeWidth: 4 * (size / 12.5) } })),
      );
    },
    moveTo: ({ x, y, scale }, animated) => {
      network.moveTo({ position: { x, y }, scale, animation: animated ? MOTION : false });
    },
    scale: () => network.getScale(),
    centre: () => network.getViewPosition(),
    toScreen: (point) => network.canvasToDOM(point),
    resize: () => {
      network.setSize(`${holder.clientWidth}px`, `${holder.clientHeight}px`);
      network.redraw();
    },
    listen: (on) => {
      network.on("click", ({ nodes: [first], edges: [edge] }) => {
        if (first !== undefined) on.node(first);
        else if (edge !== undefined) on.line(edge);
        else on.ground();
      });
      network.on("doubleClick", ({ nodes: [first] }) => {
        if (first !== undefined) on.open(first);
      });
      for (const event of ["zoom", "dragEnd", "animationFinished"]) network.on(event, on.moved);
      for (const kind of ["Node", "Edge"]) {
        network.on(`hover${kind}`, () => holder.classList.add("pointing"));
        network.on(`blur${kind}`, () => holder.classList.remove("pointing"));
      }
    },
  };
}

function options(): Record<string, unknown> {
  const given = data.drawing.options as { interaction?: Record<string, unknown> };
  const many = data.drawing.lines.length > MANY;
  return {
    ...given,
    autoResize: false,
    interaction: { ...given.interaction, hideEdgesOnDrag: many, hideEdgesOnZoom: many, hover: !many },
  };
}

/* sigma draws large networks with WebGL. Names are written by us: several lines, below the node, only those chosen. */
import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, EdgeRectangleProgram } from "sigma/rendering";
import type { Settings } from "sigma/settings";
import { node } from "../model/data";
import { FACE } from "../page/dom";
import type { Point } from "./boxes";
import type { Colors, Drawing, Scene, SceneLine, SceneNode } from "./drawing";
import { ShapeProgram } from "./shapes";

type Attributes = Record<string, unknown>;
type Label = Parameters<Settings["defaultDrawNodeLabel"]>;

const NAME = 13; // the size of the name of a node that is pointed at
const SPAN = 1000; // half of the fixed frame that camera coordinates refer to
const MANY = 4000; // lines beyond which moving leaves them out

export const canDraw = (): boolean => Boolean(document.createElement("canvas").getContext("webgl2"));

/* A colour laid thinly on paper: WebGL blends what is opaque faster and truer. */
function thin(color: string, paper: string, alpha: number): string {
  const [a, b] = [color, paper].map((hex) => Number.parseInt(hex.slice(1, 7), 16)) as [number, number];
  const mix = [16, 8, 0].map((bit) => Math.round(((a >> bit) & 255) * alpha + ((b >> bit) & 255) * (1 - alpha)));
  return `#${mix.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

const nodeAttributes = (one: SceneNode, { paper }: Colors): Attributes => ({
  x: one.x,
  y: -one.y,
  size: one.size,
  shape: one.shape,
  color: one.faint ? thin(one.color, paper, 0.2) : one.color,
  label: one.label,
  font: one.font,
  faint: one.faint,
  forceLabel: Boolean(one.label),
  highlighted: one.picked,
  more: one.more,
  type: "shape",
  zIndex: one.faint ? 0 : 1,
});

const lineAttributes = (one: SceneLine, { edge, paper, accent }: Colors): Attributes => ({
  size: one.width,
  color: one.lit ? accent : thin(edge, paper, one.faint ? 0.25 : 0.8),
  label: one.lit ? one.label.trim() : "",
  forceLabel: one.lit && Boolean(one.label.trim()),
  type: one.lit || one.width > 2 ? "wide" : "thin",
  zIndex: one.lit ? 1 : 0,
});

export function sigmaDrawing(holder: HTMLElement): Drawing {
  const graph = new Graph({ multi: true, type: "undirected" });
  let colors: Colors | null = null;
  let before = "";

  const write = (context: CanvasRenderingContext2D, one: Label[1], size: number): void => {
    const lines = (one.label ?? "").split("\n");
    context.font = `${size}px ${FACE}`;
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.strokeStyle = colors?.paper ?? "#fff";
    context.lineWidth = size / 3;
    context.fillStyle = (one.faint ? colors?.faint : colors?.ink) ?? "#000";
    lines.forEach((line, i) => {
      const y = one.y + one.size + size / 2 + i * size * 1.15;
      context.strokeText(line, one.x, y);
      context.fillText(line, one.x, y);
    });
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
  };
  const label = (context: CanvasRenderingContext2D, one: Label[1]): void => {
    if (one.label) write(context, one, Number(one.font) * scale());
    if (!one.more || one.faint) return;
    context.font = `600 ${11 * scale()}px ${FACE}`;
    context.fillStyle = colors?.ink ?? "#000";
    context.fillText(`+${one.more}`, one.x + one.size * 0.8 + 3, one.y - one.size * 0.8);
  };
  const hover = (context: CanvasRenderingContext2D, one: Label[1]): void => {
    context.beginPath();
    context.arc(one.x, one.y, one.size + 3, 0, 2 * Math.PI);
    context.strokeStyle = colors?.ink ?? "#000";
    context.lineWidth = 3;
    context.stroke();
    if (!one.label) write(context, { ...one, label: String(one.name) }, NAME);
  };

  const sigma = new Sigma(graph, holder, {
    nodeProgramClasses: { shape: ShapeProgram },
    edgeProgramClasses: { thin: EdgeLineProgram, wide: EdgeRectangleProgram },
    defaultDrawNodeLabel: label,
    defaultDrawNodeHover: hover,
    edgeLabelFont: FACE,
    edgeLabelSize: 12,
    renderEdgeLabels: true,
    enableEdgeEvents: true,
    labelDensity: 0,
    labelRenderedSizeThreshold: Infinity,
    itemSizesReference: "positions",
    zoomToSizeRatioFunction: (ratio) => ratio,
    stagePadding: 0,
    minEdgeThickness: 1,
    zIndex: true,
    allowInvalidContainer: true,
    doubleClickZoomingRatio: 1,
  });
  sigma.setCustomBBox({ x: [-SPAN, SPAN], y: [-SPAN, SPAN] });

  const toScreen = ({ x, y }: Point): Point =>
    sigma.graphToViewport({ x, y: -y }, { cameraState: sigma.getCamera().getState() });
  const scale = (): number => (toScreen({ x: SPAN, y: 0 }).x - toScreen({ x: 0, y: 0 }).x) / SPAN;

  const redraw = (scene: Scene): void => {
    graph.clear();
    for (const one of scene.nodes)
      graph.addNode(one.id, { ...nodeAttributes(one, scene.colors), name: node(one.id).label });
    for (const one of scene.lines) {
      graph.addUndirectedEdgeWithKey(one.id, one.from, one.to, lineAttributes(one, scene.colors));
    }
  };
  const repaint = (scene: Scene): void => {
    for (const one of scene.nodes) graph.mergeNodeAttributes(one.id, nodeAttributes(one, scene.colors));
    for (const one of scene.lines) graph.mergeEdgeAttributes(one.id, lineAttributes(one, scene.colors));
  };

  return {
    draw: (scene) => {
      colors = scene.colors;
      sigma.setSetting("edgeLabelColor", { color: colors.ink });
      sigma.setSetting("hideEdgesOnMove", scene.lines.length > MANY);
      const now = `${scene.nodes.map((one) => one.id)}/${scene.lines.map((one) => one.id)}`;
      if (now === before) repaint(scene);
      else redraw(scene);
      before = now;
    },
    rename: (labels, font) => {
      for (const [id, name] of labels) graph.mergeNodeAttributes(id, { label: name, font, forceLabel: Boolean(name) });
    },
    moveTo: ({ x, y, scale: wanted }, animated) => {
      const camera = sigma.getCamera();
      const to = { x: 0.5 + x / (2 * SPAN), y: 0.5 - y / (2 * SPAN), ratio: (camera.ratio * scale()) / wanted };
      if (animated) void camera.animate(to, { duration: 450 });
      else camera.setState(to);
    },
    scale,
    centre: () => {
      const { x, y } = sigma.getCamera();
      return { x: (x - 0.5) * 2 * SPAN, y: (0.5 - y) * 2 * SPAN };
    },
    toScreen,
    resize: () => {
      sigma.resize();
      sigma.refresh();
    },
    listen: (on) => {
      sigma.on("clickNode", ({ node }) => on.node(Number(node)));
      sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
        preventSigmaDefault();
        on.open(Number(node));
      });
      sigma.on("clickEdge", ({ edge }) => on.line(Number(edge)));
      sigma.on("clickStage", () => on.ground());
      sigma.getCamera().on("updated", () => on.moved());
      sigma.on("enterNode", () => holder.classList.add("pointing"));
      sigma.on("leaveNode", () => holder.classList.remove("pointing"));
    },
  };
}

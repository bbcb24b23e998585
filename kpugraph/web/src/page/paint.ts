/* From what is shown to what is drawn: colours, sizes, names, and what is lit because it is picked. */
import type { Box, Point } from "../draw/boxes";
import type { Colors, Scene, SceneLine, SceneNode } from "../draw/drawing";
import { free } from "../draw/place";
import { absent, across, at, data, degree, drawn, fact, kindOf, line, linesOf, node } from "../model/data";
import { pickedLine, pickedNode, type State } from "../model/state";
import type { Passing, Shown } from "../model/visible";
import { factName, number } from "../model/words";
import { color, FACE } from "./dom";

/* Okabe and Ito's colours, for the largest communities; the others are grey. */
const COMMUNITIES = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442"];
export const COMMUNITY_KEY = "community-key";
const REST = "#999999";

export const colors = (): Colors => ({
  ink: color("--ink"),
  paper: color("--paper"),
  faint: color("--faint"),
  edge: color("--edge"),
  accent: color("--accent"),
});

export const communityColor = (id: number): string => COMMUNITIES[node(id).community - 1] ?? REST;
export const fontOf = (id: number): number => Math.round((12.5 + (drawn(id).size - 7) / 3.2) * 10) / 10;

/* What is lit when something is picked: the thing itself and what it touches. */
export function lit(now: State, pass: Passing): Set<number> | null {
  const [chosen, edge] = [pickedNode(now), pickedLine(now)];
  if (edge !== null) return new Set([line(edge).from, line(edge).to]);
  if (chosen === null) return null;
  const around = at(linesOf, chosen).filter((i) => pass.lines[i]);
  return new Set([chosen, ...around.map((i) => across(i, chosen))]);
}

export function lineName(id: number, pass: Passing): string {
  const found = [
    ...new Set(
      line(id)
        .facts.filter((i) => pass.facts[i])
        .map((i) => lineWord(i)),
    ),
  ];
  return found.length > 2 ? `${found[0]} +${found.length - 1}` : found.join("\n");
}

function lineWord(id: number): string {
  const one = fact(id);
  return one.weight ? `${number(one.weight)}×` : factName(one);
}

/* Names for an overview, by node, and the size of their letters on the drawing. */
export interface Naming {
  labels: ReadonlyMap<number, string>;
  font: number;
}

export function scene(
  now: State,
  pass: Passing,
  view: Shown,
  boxes: ReadonlyMap<number, Box>,
  naming: Naming | null,
): Scene {
  const light = lit(now, pass);
  const tones = colors();
  const inside = new Set(view.nodes);
  const [chosen, edge] = [pickedNode(now), pickedLine(now)];
  const path = now.path !== null && !light;
  const few = path || edge !== null || (chosen !== null && at(linesOf, chosen).length <= 14);
  const around = [...boxes.values()];

  const point = (id: number): SceneNode => {
    const box = boxes.get(id) as Box;
    const { size, shape } = drawn(id);
    return {
      id,
      x: Math.round(box.x),
      y: Math.round(box.y),
      size,
      shape,
      color: now.by === "community" ? communityColor(id) : kindOf(id).color,
      label: naming ? (naming.labels.get(id) ?? "") : box.label,
      font: naming ? naming.font : fontOf(id),
      faint: light !== null && !light.has(id),
      picked: chosen === id,
      more: hidden(id, pass, inside),
    };
  };
  const stroke = (id: number): SceneLine => {
    const { from, to, dashes, width } = line(id);
    const mine = path || id === edge || from === chosen || to === chosen;
    const [a, b] = [boxes.get(from) as Point, boxes.get(to) as Point];
    const name = mine && few ? lineName(id, pass) : "";
    const base = Math.min(6, 0.6 + 0.8 * width);
    return {
      id,
      from,
      to,
      label: name && free(a, b, name, `12px ${FACE}`, around) ? name : "",
      title: view.lines.length > 700 ? "" : lineName(id, pass),
      width: id === edge ? base + 2.6 : mine ? base + 0.8 : base,
      dashed: dashes,
      faint: light !== null && !mine,
      lit: mine,
    };
  };
  return { nodes: view.nodes.map(point), lines: view.lines.map(stroke), colors: tones };
}

/* How many neighbours of a node pass the filters but are not shown. */
export function hidden(id: number, pass: Passing, inside: ReadonlySet<number>): number {
  if ((inside.size === data.nodes.length && !data.around) || degree(id) > 3000) return 0;
  const away = at(linesOf, id).filter((i) => pass.lines[i] && !inside.has(across(i, id)));
  return absent(id) + away.length;
}

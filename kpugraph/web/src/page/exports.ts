/* The present view to take away: as a picture (SVG, PNG) with its title and source, or its facts as CSV. */

import { widthOf } from "../draw/boxes";
import type { Scene } from "../draw/drawing";
import { at, data, fact, kindOf, node } from "../model/data";
import { state } from "../model/state";
import { factName, number, say, text } from "../model/words";
import { daysOf, factsWithin, objectOf } from "../views/table";
import { color, FACE, shape, svg } from "./dom";

const PAD = 28;
const HEAD = 76;
const FOOT = 46;

function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const fileName = (ending: string): string =>
  `${data.title[state.lang]
    .normalize("NFKD")
    .replace(/[^\w]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase()
    .slice(0, 60)}.${ending}`;

/* ---------------------------------------------------------------- the picture */

function sceneGroup(scene: Scene): { group: SVGElement; box: [number, number, number, number] } {
  const { ink, paper, edge, accent, faint } = scene.colors;
  const places = new Map(scene.nodes.map((one) => [one.id, one]));
  const lines = scene.lines.map((one) => {
    const [a, b] = [places.get(one.from), places.get(one.to)];
    return svg("line", {
      x1: a?.x ?? 0,
      y1: a?.y ?? 0,
      x2: b?.x ?? 0,
      y2: b?.y ?? 0,
      stroke: one.lit ? accent : edge,
      "stroke-width": one.width,
      opacity: one.faint ? 0.25 : 1,
      "stroke-dasharray": one.dashed ? "6 5" : null,
    });
  });
  const titles = scene.lines
    .filter((one) => one.label)
    .map((one) => {
      const [a, b] = [places.get(one.from), places.get(one.to)];
      return words(one.label, ((a?.x ?? 0) + (b?.x ?? 0)) / 2, ((a?.y ?? 0) + (b?.y ?? 0)) / 2 - 4, 12, ink, paper);
    });
  const nodes = scene.nodes.map((one) =>
    shape(one.shape, one.x, one.y, one.size, {
      fill: one.color,
      opacity: one.faint ? 0.18 : 1,
      stroke: one.picked ? ink : paper,
      "stroke-width": one.picked ? 4 : 1.5,
    }),
  );
  const labels = scene.nodes
    .filter((one) => one.label)
    .map((one) =>
      words(one.label, one.x, one.y + one.size + one.font * 1.25, one.font, one.faint ? faint : ink, paper),
    );
  return { group: svg("g", {}, lines, titles, nodes, labels), box: bounds(scene) };
}

function words(label: string, x: number, y: number, size: number, fill: string, paper: string): SVGElement {
  const lines = label.split("\n").map((line, i) => svg("tspan", { x, y: y + i * size * 1.15 }, line));
  return svg(
    "text",
    {
      "font-size": size,
      "text-anchor": "middle",
      fill,
      stroke: paper,
      "stroke-width": size / 3,
      "paint-order": "stroke",
      "stroke-linejoin": "round",
    },
    lines,
  );
}

function bounds(scene: Scene): [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const one of scene.nodes) {
    const lines = one.label.split("\n");
    const half = Math.max(one.size, ...lines.map((line) => widthOf(line, `${one.font}px ${FACE}`) / 2));
    left = Math.min(left, one.x - half);
    right = Math.max(right, one.x + half);
    top = Math.min(top, one.y - one.size);
    bottom = Math.max(bottom, one.y + one.size + 6 + lines.length * one.font * 1.2);
  }
  return scene.nodes.length ? [left, top, right, bottom] : [0, 0, 400, 300];
}

/* What another view has drawn as SVG, laid beside the title of the page. */
function drawnGroup(holder: HTMLElement): { group: SVGElement; box: [number, number, number, number] } | null {
  const found = holder.querySelector("svg");
  if (!found) return null;
  const copy = found.cloneNode(true) as SVGElement;
  const [width, height] = [Number(found.getAttribute("width")), Number(found.getAttribute("height"))];
  return { group: svg("g", {}, ...copy.childNodes), box: [0, 0, width, height] };
}

function legend(x: number, y: number): SVGElement[] {
  let from = x;
  return data.kinds.flatMap((kind) => {
    const name = text(kind.plural);
    const parts = [
      shape(kind.shape, from + 6, y - 4, 6, { fill: kind.color }),
      svg("text", { x: from + 18, y, "font-size": 12.5, fill: color("--ink") }, name),
    ];
    from += 34 + widthOf(name, `12.5px ${FACE}`);
    return parts;
  });
}

/* The picture of the present view with title, legend and source, whole in itself; null where a view has none. */
export function picture(scene: Scene | null, holder: HTMLElement): SVGElement | null {
  const found = state.mode === "network" ? scene && sceneGroup(scene) : drawnGroup(holder);
  if (!found) return null;
  const [left, top, right, bottom] = found.box;
  const width = Math.max(680, right - left + 2 * PAD);
  const height = bottom - top + HEAD + FOOT + PAD;
  found.group.setAttribute("transform", `translate(${(width - (right - left)) / 2 - left},${HEAD - top})`);
  const [ink, muted, paper] = [color("--ink"), color("--muted"), color("--paper")];
  const line = say("credit", { version: data.version, articles: number(data.articles.length) });
  const title = data.title[state.lang];
  const size = Math.min(22, (22 * (width - 2 * PAD)) / Math.max(1, widthOf(title, `700 22px ${FACE}`)));
  return svg(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FACE },
    svg("rect", { width, height, fill: paper }),
    svg("rect", { width, height: 4, fill: ink }),
    svg("text", { x: PAD, y: 42, "font-size": size, "font-weight": 700, fill: ink }, title),
    found.group,
    svg("line", { x1: PAD, x2: width - PAD, y1: height - FOOT, y2: height - FOOT, stroke: color("--line") }),
    state.mode === "network" ? legend(PAD, height - 18) : [],
    svg("text", { x: width - PAD, y: height - 18, "font-size": 11.5, fill: muted, "text-anchor": "end" }, line),
  );
}

const markup = (drawn: SVGElement): string => new XMLSerializer().serializeToString(drawn);

export function saveSvg(scene: Scene | null, holder: HTMLElement): void {
  const drawn = picture(scene, holder);
  if (drawn) save(new Blob([markup(drawn)], { type: "image/svg+xml" }), fileName("svg"));
}

/* At twice the size where a canvas may be so large. */
export async function savePng(scene: Scene | null, holder: HTMLElement): Promise<void> {
  const drawn = picture(scene, holder);
  if (!drawn) return;
  const [width, height] = [Number(drawn.getAttribute("width")), Number(drawn.getAttribute("height"))];
  const factor = Math.min(2, 12_000 / Math.max(width, height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup(drawn))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * factor), Math.round(height * factor)];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && save(blob, fileName("png")), "image/png");
}

/* ---------------------------------------------------------------- the facts */

/* A cell that no spreadsheet takes for a formula. */
function cell(value: string): string {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export function csv(nodes: readonly number[]): string {
  const head = ["subject", "subject_kind", "relation", "name", "object", "object_kind", "from", "to", "confidence"];
  const rows = factsWithin(nodes, state).map((id) => {
    const one = fact(id);
    const proof = one.e[0] === undefined ? null : at(data.evidence, one.e[0]);
    const article = proof ? at(data.articles, proof.article) : null;
    const [from, to] = daysOf(one);
    return [
      node(one.s).label,
      kindOf(one.s).id,
      one.r,
      factName(one),
      objectOf(one),
      one.o === null ? "" : kindOf(one.o).id,
      from,
      to,
      one.sure === undefined ? "" : String(one.sure),
      proof?.parts.join("") ?? "",
      article?.title ?? "",
      article?.date ?? "",
      article?.url ?? "",
      node(one.s).id,
      one.o === null ? "" : node(one.o).id,
    ];
  });
  const names = [...head, "sentence", "article", "article_date", "url", "subject_iri", "object_iri"];
  return `\ufeff${[names, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

export const saveCsv = (nodes: readonly number[]): void =>
  save(new Blob([csv(nodes)], { type: "text/csv;charset=utf-8" }), fileName("csv"));

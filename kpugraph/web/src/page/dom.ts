/* The making of elements. Text from articles only ever becomes text: nothing here reads markup, and an address becomes a
   link only if it is http or https. */
import { data } from "../model/data";

type Child = Node | string | null | undefined | false;
type Attribute = string | number | boolean | null | undefined | ((event: Event) => void);

export const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return found;
};

function set(element: Element, name: string, value: Attribute): void {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") element.addEventListener(name, value);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/* An element: attributes by name, a function listens, children are elements or text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.flat().filter((child): child is Node | string => Boolean(child)));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(
  tag: string,
  attributes: Record<string, Attribute> = {},
  ...children: (Child | Child[])[]
): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...children.flat().filter((child): child is Node | string => Boolean(child)));
  return element;
}

export const button = (
  label: Child,
  click: () => void,
  attributes: Record<string, Attribute> = {},
): HTMLButtonElement => el("button", { type: "button", click, ...attributes }, label);

export const link = (address: string, label: string): HTMLElement =>
  /^https?:\/\/[^\s]+$/i.test(address)
    ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label)
    : el("span", {}, label);

/* The outline of a shape around a point, or null for a circle. */
const SHAPES: Record<string, readonly (readonly [number, number])[]> = {
  square: [
    [-0.86, -0.86],
    [0.86, -0.86],
    [0.86, 0.86],
    [-0.86, 0.86],
  ],
  diamond: [
    [0, -1.12],
    [1.12, 0],
    [0, 1.12],
    [-1.12, 0],
  ],
  triangle: [
    [0, -1],
    [1, 0.8],
    [-1, 0.8],
  ],
  triangleDown: [
    [0, 1],
    [1, -0.8],
    [-1, -0.8],
  ],
  hexagon: [
    [-0.5, -0.9],
    [0.5, -0.9],
    [1, 0],
    [0.5, 0.9],
    [-0.5, 0.9],
    [-1, 0],
  ],
};

export function shape(
  name: string,
  x: number,
  y: number,
  size: number,
  attributes: Record<string, Attribute>,
): SVGElement {
  const outline = SHAPES[name];
  if (!outline) return svg("circle", { cx: x, cy: y, r: size * 0.96, ...attributes });
  const points = outline.map(([dx, dy]) => `${(x + dx * size).toFixed(1)},${(y + dy * size).toFixed(1)}`).join(" ");
  return svg("polygon", { points, ...attributes });
}

/* The mark of a kind, as it is drawn in the network. */
export function mark(kind: string): SVGElement {
  const found = data.kinds.find((one) => one.id === kind);
  const drawn = shape(found?.shape ?? "dot", 8, 8, 7, { fill: found?.color ?? "#999" });
  return svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true", class: "mark" }, drawn);
}

/* A colour of the style sheet. */
export const color = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/* The width that a view has for its drawing. */
export function roomIn(holder: HTMLElement): number {
  const { paddingLeft, paddingRight } = getComputedStyle(holder);
  return Math.max(300, holder.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight));
}

export const FACE = "Helvetica Neue, Arial, Liberation Sans, sans-serif";

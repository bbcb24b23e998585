/* The keyboard: everything that a pointer does. */
import { change, pickedNode, state } from "../model/state";
import { choose, expand } from "./actions";
import { byId } from "./dom";
import { showFilters } from "./filters";
import { focusSearch } from "./search";
import type { Stage } from "./stage";

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function back(): void {
  if (!byId("filters").hidden) showFilters(false);
  else if (!byId("menu").hidden) closeMenu();
  else if (state.picked) choose(null);
  else if (state.path) change({ path: null });
}

export function closeMenu(): void {
  byId("menu").hidden = true;
  byId("take").setAttribute("aria-expanded", "false");
}

/* Keys that work wherever one is not typing. */
const ANYWHERE: Record<string, () => void> = {
  "/": focusSearch,
  Escape: back,
  t: () => change({ mode: state.mode === "table" ? "network" : "table" }),
  f: () => showFilters(Boolean(byId("filters").hidden)),
};

/* Keys of the drawing: arrows go to the neighbour in that direction, Enter shows or hides neighbours. */
function onDrawing(key: string, stage: Stage): boolean {
  const way = ARROWS[key];
  const chosen = pickedNode(state);
  if (way) {
    const next = stage.towards(...way);
    if (next !== null) choose({ node: next });
  } else if (key === "Enter" && chosen !== null) expand(chosen);
  else if (key === "+" || key === "=") stage.zoom(1.35);
  else if (key === "-") stage.zoom(1 / 1.35);
  else if (key === "0") stage.fit();
  else return false;
  return true;
}

export function startKeys(stage: Stage): void {
  byId("canvas").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !onDrawing(event.key, stage)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && event.key !== "Escape";
    const action = ANYWHERE[event.key];
    if (!action || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
}

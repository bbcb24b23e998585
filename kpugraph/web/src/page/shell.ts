/* The page around a drawing: puts the parts together and brings them up to date whenever the reader chooses something. */
import type { Drawing } from "../draw/drawing";
import { at, data, degree, drawn, fact, factsOf, line, type Mode, node } from "../model/data";
import { change, follow, opening, pickedLine, pickedNode, type State, state } from "../model/state";
import { passing } from "../model/visible";
import { say } from "../model/words";
import { drawChart } from "../views/chart";
import { drawMap, zoomMap } from "../views/map";
import { drawTable } from "../views/table";
import { drawTree } from "../views/tree";
import { choose, expand, source, watch } from "./actions";
import { button, byId } from "./dom";
import { csv, picture, saveCsv, savePng, saveSvg } from "./exports";
import { drawFilters, drawLegend, showFilters } from "./filters";
import { drawFrame, isPicking, speakFrame, tall } from "./frame";
import { closeMenu, startKeys } from "./keys";
import { drawPanel } from "./panel";
import { read, write } from "./permalink";
import { find, speak, startSearch } from "./search";
import { Stage } from "./stage";
import { drawTimeline } from "./timeline";

const VIEWS: Partial<Record<Mode, (holder: HTMLElement, now: State) => void>> = {
  tree: drawTree,
  chart: drawChart,
  map: drawMap,
};

/* What decides which nodes the picture shows. */
const SHOWN = ["scope", "path", "kinds", "relations", "province", "sure", "from", "to", "on"] as const;

export function start(make: (holder: HTMLElement) => Drawing | null): void {
  const holder = byId("canvas");
  const drawing = make(holder);
  const stage = new Stage(drawing ?? nothing(), holder);
  watch((id) => !drawing || stage.boxes.has(id));

  const drawView = (now: State): void => {
    const other = byId("view");
    holder.hidden = now.mode !== "network";
    other.hidden = now.mode === "network";
    other.className = now.mode;
    if (now.mode === "table") drawTable(other, stage.view.nodes, now);
    else VIEWS[now.mode]?.(other, now);
  };

  const drawAll = (now: State, before: State, refit: boolean): void => {
    const scoped = refit || SHOWN.some((key) => now[key] !== before[key]);
    document.body.dataset.mode = now.mode;
    drawTimeline(now);
    holder.hidden = now.mode !== "network";
    if (scoped || now.mode === "table")
      stage.update(refit || now.scope !== before.scope || now.path !== before.path, !refit);
    else stage.paint();
    const chosen = pickedNode(now);
    if (chosen !== null && now.picked !== before.picked && now.scope === before.scope) stage.bring(chosen);
    drawView(now);
    drawLegend(now, tallies(now, stage));
    drawFilters(now);
    drawFrame(now, stage);
    if (scoped || now.picked !== before.picked || now.lang !== before.lang) drawPanel(now);
  };

  follow((now, before) => {
    if (now.lang !== before.lang) words(now, stage);
    if (now.picked !== before.picked || now.path !== before.path) tall(isPicking());
    drawAll(now, before, false);
    remember(now);
  });

  startSearch();
  listen(drawing, stage, holder);
  startKeys(stage);
  change(read(location.hash));
  words(state, stage);
  if (!drawing) change({ mode: state.mode === "network" ? "table" : state.mode });
  drawTimeline(state);
  drawLegend(state, new Map());
  drawFrame(state, stage); // first the frame, so that the drawing has its place
  drawAll(state, opening, true);
  stage.refit(); // the frame has its words now, and with them its height
  if (isPicking()) stage.bring(pickedNode(state), false);
  window.addEventListener("hashchange", () => {
    if (location.hash.slice(1) !== write(state)) change(read(location.hash));
  });
  expose(stage, drawing);
  document.body.classList.add("ready");
}

/* How many nodes of each kind the view shows: those of the picture, or all that pass the filters. */
function tallies(now: State, stage: Stage): Map<string, number> {
  const pass = passing(now);
  const nodes = now.mode === "network" || now.mode === "table" ? stage.view.nodes : data.nodes.map((_, id) => id);
  const found = new Map<string, number>();
  for (const id of nodes) if (pass.nodes[id]) found.set(node(id).kind, (found.get(node(id).kind) ?? 0) + 1);
  return found;
}

/* The hash follows the state, without a step of history for each click. */
let soon = 0;
function remember(now: State): void {
  window.clearTimeout(soon);
  soon = window.setTimeout(() => {
    const hash = write(now);
    if (hash !== location.hash.slice(1) || source) history.replaceState(null, "", address(hash));
  }, 120);
}

/* On a server's page the query says what was loaded. */
const address = (hash: string): string =>
  (source?.address() ?? location.pathname + location.search) + (hash ? `#${hash}` : "");

function words(now: State, stage: Stage): void {
  speakFrame(now);
  speak();
  tall(document.body.classList.contains("tall"));
  const zoom = (factor: number): void => {
    if (state.mode === "map") {
      zoomMap(factor);
      drawMap(byId("view"), state);
    } else if (factor) stage.zoom(factor);
    else stage.fit();
  };
  byId("zoom").replaceChildren(
    button("+", () => zoom(1.35), { "aria-label": say("closer") }),
    button("−", () => zoom(1 / 1.35), { "aria-label": say("farther") }),
    button("⤢", () => zoom(0), { "aria-label": say("fit") }),
  );
  const take = (key: string, how: () => void): HTMLElement =>
    button(
      say(key),
      () => {
        closeMenu();
        how();
      },
      { role: "menuitem", "data-take": key },
    );
  const view = byId("view");
  byId("menu").replaceChildren(
    take("take-png", () => void savePng(stage.scene, view)),
    take("take-svg", () => saveSvg(stage.scene, view)),
    take("take-csv", () => saveCsv(stage.view.nodes)),
    take("take-link", copyLink),
    take("take-print", () => window.print()),
  );
}

function copyLink(): void {
  const full = new URL(address(write(state)), location.href).href;
  const said = (key: string): void => {
    byId("live").textContent = say(key);
  };
  navigator.clipboard?.writeText(full).then(
    () => said("copied"),
    () => said("not-copied"),
  );
}

function listen(drawing: Drawing | null, stage: Stage, holder: HTMLElement): void {
  drawing?.listen({
    node: (id) => choose({ node: id }),
    line: (id) => choose({ line: id }),
    open: expand,
    ground: () => {
      if (state.picked) choose(null);
    },
    moved: () => stage.moved(),
  });
  for (const one of document.querySelectorAll<HTMLElement>("[data-lang]")) {
    one.addEventListener("click", () => change({ lang: one.dataset.lang === "en" ? "en" : "id" }));
  }
  byId("handle").addEventListener("click", () => tall(!document.body.classList.contains("tall")));
  byId("filter").addEventListener("click", () => showFilters(Boolean(byId("filters").hidden)));
  byId("take").addEventListener("click", () => {
    const open = byId("menu").hidden;
    byId("menu").hidden = !open;
    byId("take").setAttribute("aria-expanded", String(open));
    if (open) byId("menu").querySelector<HTMLElement>("button")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (!(event.target as HTMLElement).closest(".taking")) closeMenu();
  });
  const again = (): void => {
    if (state.mode === "network") stage.refit();
  };
  new ResizeObserver(again).observe(holder.parentElement ?? holder);
  let width = 0;
  new ResizeObserver(() => {
    const now = byId("view").clientWidth;
    if (now && now !== width && state.mode !== "table") VIEWS[state.mode]?.(byId("view"), state);
    width = now;
  }).observe(byId("view"));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => change({}));
  window.addEventListener("beforeprint", () => {
    if (state.mode === "network") drawTable(byId("view"), stage.view.nodes, state, 2000);
  });
}

/* Stands in where nothing can draw: the table then shows what there is. */
function nothing(): Drawing {
  const none = (): void => {};
  const zero = { x: 0, y: 0 };
  return {
    draw: none,
    rename: none,
    moveTo: none,
    listen: none,
    scale: () => 1,
    centre: () => zero,
    toScreen: () => zero,
    resize: none,
  };
}

/* For the console of a browser, and for tests: what is shown, and how to choose. */
function expose(stage: Stage, drawing: Drawing | null): void {
  const shownNodes = (): unknown =>
    stage.scene?.nodes.map((one) => ({ ...one, name: node(one.id).label, ...drawing?.toScreen(one) })) ?? [];
  Object.assign(window, {
    kpugraph: {
      data,
      stage,
      drawing,
      choose,
      change,
      find,
      csv,
      degree,
      line,
      node,
      drawn,
      shownNodes,
      state: () => state,
      reset: () => change(read("")),
      hash: () => write(state),
      facts: (id: number) => at(factsOf, id).map(fact),
      picture: () => picture(stage.scene, byId("view"))?.outerHTML ?? "",
      pickedLine: () => pickedLine(state),
    },
  });
}

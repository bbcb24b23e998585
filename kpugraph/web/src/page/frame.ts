/* The frame around the picture: title, ways of looking, scope, what is left out, export, language. */

import type { Mode } from "../model/data";
import { absent, data, factsOf, node } from "../model/data";
import { change, pickedNode, type State, state } from "../model/state";
import { passing } from "../model/visible";
import { count, number, period, say, text } from "../model/words";
import { filtering, showAll, showAround } from "./actions";
import { button, byId, el, svg } from "./dom";
import { titleOf } from "./permalink";
import type { Stage } from "./stage";

function modes(): Mode[] {
  const found: Mode[] = ["network"];
  const facts = data.facts;
  if (facts.filter((one) => one.r === "org:subOrganizationOf" && one.o !== null).length > 1) found.push("tree");
  if (facts.some((one) => one.r === "org:member" && one.o !== null)) found.push("chart");
  if (data.regions.length && data.provinces.length) found.push("map");
  return [...found, "table"];
}
function drawModes(now: State): void {
  const tabs = modes().map((mode) =>
    button(say(`mode-${mode}`), () => change({ mode }), {
      "aria-pressed": String(now.mode === mode),
      "data-mode": mode,
    }),
  );
  byId("modes").replaceChildren(...tabs);
  byId("modes").setAttribute("aria-label", say("modes"));
}

/* All or the surroundings of one node: a choice only where the two differ. */
function drawScope(now: State): void {
  const holder = byId("scope");
  holder.hidden = now.mode !== "network" && now.mode !== "table";
  const centre = now.scope === "all" ? null : (now.scope[0] ?? null);
  const near = centre ?? pickedNode(now) ?? data.start;
  const all = `${say("all")} ${number(data.nodes.length)}`;
  const others = now.scope === "all" ? 0 : now.scope.length - 1;
  const around = say("around", { name: node(near).label }) + (others ? ` +${number(others)}` : "");
  holder.replaceChildren(
    button(all, showAll, { "aria-pressed": String(centre === null && !now.path), "data-scope": "all" }),
    button(around, () => showAround(near), {
      "aria-pressed": String(centre !== null && !now.path),
      "data-scope": "around",
    }),
    ...(now.path
      ? [button(say("path"), () => change({ picked: null }), { "aria-pressed": "true", "data-scope": "path" })]
      : []),
  );
  holder.setAttribute("aria-label", say("scope"));
}

function leftName({ why, name }: { why: string; name: string }): string {
  if (why === "many") return number(Number(name));
  if (why === "unsure") return `${Math.round(Number(name) * 100)}%`;
  if (why === "as") return say(`as-${name}`);
  if (why === "kinds")
    return name
      .split(",")
      .map((kind) => text(data.kinds.find((one) => one.id === kind)?.plural) || kind)
      .join(", ");
  if (why !== "dates") return name;
  const [from, to] = name.split("/").map((one) => one || "…");
  return period(from, to);
}

/* What the picture does not show, and why. */
function drawNotice(now: State, stage: Stage): void {
  const scope = now.scope === "all" ? (data.around ?? []) : now.scope;
  const there = data.around ? scope.reduce((sum, id) => sum + absent(id), 0) : 0;
  const parts = data.left.map((one) => say(`left-${one.why}`, { count: number(one.count), name: leftName(one) }));
  const pass = passing(now);
  const hidden = data.nodes.filter((one) => now.kinds.has(one.kind)).length;
  const away = pass.nodes.reduce((sum, passes) => sum - passes, data.nodes.length) - hidden;
  const facts = pass.facts.reduce((sum, passes) => sum - passes, data.facts.length);
  if (there) parts.push(say("left-there", { count: number(there) }));
  if (stage.view.more && now.mode === "network" && !now.path)
    parts.push(say("left-near", { count: number(stage.view.more) }));
  if (hidden) parts.push(say("left-kind", { count: number(hidden) }));
  if (away) parts.push(say("left-filter", { count: number(away) }));
  if (filtering(now) && facts && !away) parts.push(say("left-facts", { count: number(facts) }));
  if (pass.unknown) parts.push(say("left-unknown", { count: number(pass.unknown) }));
  byId("notice").textContent = parts.length ? `${say("left")} ${parts.join("; ")}.` : "";
}

function dek(): string {
  const parts = data.kinds.map(
    (kind) => `${number(kind.count)} ${text(kind.count === 1 ? kind.label : kind.plural).toLowerCase()}`,
  );
  if (data.articles.length) {
    const [first, last] = [data.first, data.last];
    parts.push(say("from", { articles: count("article", data.articles.length), period: period(first, last) }));
  }
  return parts.join(" · ");
}

/* A funnel, and an arrow into a tray. */
const BUTTONS = [
  ["filter", "filters", "M1.5 2.5h13L9.6 8.4v5.1l-3.2-1.6V8.4z"],
  ["take", "take", "M8 1.5v8.2M4.6 6.6 8 10l3.4-3.4M2 11.5v3h12v-3"],
] as const;

/* The words of the frame, which change with the language alone. */
export function speakFrame(now: State): void {
  const put = (id: string, key: string): void => byId(id).setAttribute("aria-label", say(key));
  document.documentElement.lang = now.lang;
  byId("title").textContent = text(data.title);
  byId("dek").textContent = dek();
  for (const [id, key] of [
    ["languages", "language"],
    ["panel", "panel"],
    ["zoom", "zoom"],
    ["menu", "take"],
  ] as const)
    put(id, key);
  const size = { nodes: number(data.nodes.length), facts: number(factsOf.length ? data.facts.length : 0) };
  byId("canvas").setAttribute("aria-label", say("network", size));
  for (const [id, key, path] of BUTTONS) {
    const icon = svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true", class: "icon" }, svg("path", { d: path }));
    byId(id).replaceChildren(icon as unknown as Node, el("span", { class: "word" }, say(key)));
    byId(id).setAttribute("aria-label", say(key));
  }
  for (const one of document.querySelectorAll<HTMLElement>("[data-lang]")) {
    one.setAttribute("aria-pressed", String(one.dataset.lang === now.lang));
  }
}

export function drawFrame(now: State, stage: Stage): void {
  document.title = titleOf(now);
  drawModes(now);
  drawScope(now);
  drawNotice(now, stage);
  const active = filtering(now);
  byId("filter").querySelector(".tally")?.remove();
  if (active) byId("filter").append(el("span", { class: "tally" }, number(active)));
  byId("zoom").hidden = now.mode !== "network" && now.mode !== "map";
}

/* The sheet of a phone, up or down. */
export function tall(open: boolean): void {
  document.body.classList.toggle("tall", open);
  byId("handle").setAttribute("aria-expanded", String(open));
  byId("handle").setAttribute("aria-label", say(open ? "less" : "more"));
}

export const isPicking = (): boolean => state.picked !== null || state.path !== null;

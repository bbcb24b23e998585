/* The filters: relations, province, confidence, what colours mean; and the legend, which hides kinds. */
import { data, fact, type Relation } from "../model/data";
import { change, type State, state, toggled } from "../model/state";
import { number, percent, say, text } from "../model/words";
import { clearFilters, filtering } from "./actions";
import { button, byId, el, mark } from "./dom";
import { COMMUNITY_KEY } from "./paint";

const used = new Map<string, number>();
let present: Relation[] = [];
let unsure = 1;

/* What there is to filter by; anew when the data has grown. */
export function countFilters(): void {
  used.clear();
  for (const one of data.facts) {
    if (one.o !== null || data.relations[one.r]?.quote) used.set(one.r, (used.get(one.r) ?? 0) + 1);
  }
  present = Object.values(data.relations)
    .filter((one) => used.has(one.id))
    .sort((a, b) => a.rank - b.rank);
  unsure = data.facts.map((_, i) => fact(i).sure ?? 1).reduce((low, sure) => Math.min(low, sure), 1);
}
countFilters();

function relations(now: State): HTMLElement {
  const rows = present.map((one) =>
    el(
      "label",
      { class: "tick" },
      el("input", {
        type: "checkbox",
        checked: !now.relations.has(one.id),
        "data-relation": one.id,
        change: () => change({ relations: toggled(state.relations, one.id) }),
      }),
      el("span", {}, text(one.name)),
      el("span", { class: "tally" }, number(used.get(one.id) ?? 0)),
    ),
  );
  return el("fieldset", { class: "relations" }, el("legend", {}, say("relations")), rows);
}

function province(now: State): HTMLElement | null {
  if (data.provinces.length < 2) return null;
  const options = data.provinces.map(({ code, name }) =>
    el("option", { value: code, selected: now.province === code }, name),
  );
  const select = el(
    "select",
    { id: "province", change: () => change({ province: select.value }) },
    el("option", { value: "" }, say("everywhere")),
    options,
  );
  return el("p", { class: "field" }, el("label", { for: "province" }, say("province")), select);
}

const sureText = (now: State): string => (now.sure ? say("at-least", { value: percent(now.sure) }) : say("any"));

function sure(now: State): HTMLElement {
  const low = Math.floor(unsure * 20) * 5;
  const output = el("output", { for: "sure" }, sureText(now));
  const range = el("input", {
    type: "range",
    id: "sure",
    min: low,
    max: 100,
    step: 1,
    value: Math.max(low, Math.round(now.sure * 100)),
    input: () => change({ sure: Number(range.value) <= low ? 0 : Number(range.value) / 100 }),
  });
  return el("p", { class: "field" }, el("label", { for: "sure" }, say("confidence-least")), range, output);
}

function coloured(now: State): HTMLElement {
  const option = (by: State["by"]): HTMLElement =>
    button(say(`by-${by}`), () => change({ by }), { "aria-pressed": String(now.by === by) });
  return el(
    "p",
    { class: "field", role: "group", "aria-label": say("coloured") },
    el("span", {}, say("coloured")),
    el("span", { class: "choice" }, option("kind"), option("community")),
  );
}

export function drawFilters(now: State): void {
  const holder = byId("filters");
  const focused = document.activeElement?.id;
  if (focused === "sure") {
    holder.querySelector("output")?.replaceChildren(sureText(now)); // the slider is being moved: it must stay
    return;
  }
  holder.setAttribute("aria-label", say("filters"));
  holder.replaceChildren(
    ...[
      el("h2", {}, say("filters")),
      button("×", () => showFilters(false), { class: "close", "aria-label": say("close") }),
      province(now),
      sure(now),
      relations(now),
      coloured(now),
      filtering(now) ? button(say("reset"), clearFilters, { class: "action" }) : null,
    ].filter((part): part is HTMLElement => part !== null),
  );
  if (focused && holder.querySelector(`#${CSS.escape(focused)}`)) byId(focused).focus();
}

export function showFilters(open: boolean): void {
  byId("filters").hidden = !open;
  byId("filter").setAttribute("aria-expanded", String(open));
  if (open) byId("filters").querySelector<HTMLElement>("select, input")?.focus();
  else byId("filter").focus();
}

/* How many nodes of each kind the picture shows; a kind that is hidden is struck through. */
export function drawLegend(now: State, tallies: ReadonlyMap<string, number>): void {
  const rows = data.kinds.map((kind) =>
    el(
      "li",
      {},
      el(
        "button",
        {
          type: "button",
          "data-kind": kind.id,
          "aria-pressed": String(!now.kinds.has(kind.id)),
          title: say("toggle"),
          click: () => change({ kinds: toggled(state.kinds, kind.id) }),
        },
        mark(kind.id),
        el("span", {}, text(kind.plural)),
        el("span", { class: "tally" }, number(tallies.get(kind.id) ?? 0)),
      ),
    ),
  );
  const communities =
    now.by === "community" && now.mode === "network" ? [el("li", { class: "note" }, say(COMMUNITY_KEY))] : [];
  byId("legend").replaceChildren(...rows, ...communities);
  byId("legend").setAttribute("aria-label", say("legend"));
}

/* Puts the parts together: the frame's words, the legend, choosing, keys, and the language. */
"use strict";

(() => {
  const { el, say, text, byId, data, graph, panel } = Kg;
  const sheet = byId("panel");

  const button = (label, action, attributes = {}) => el("button", { type: "button", click: action, ...attributes }, label);

  const tall = (open) => {
    document.body.classList.toggle("tall", open);
    byId("handle").setAttribute("aria-expanded", String(open));
    byId("handle").setAttribute("aria-label", say(open ? "less" : "more"));
  };

  Kg.choose = (picked) => {
    tall(picked !== null);
    if (picked && picked.node) graph.fly(picked.node);
    graph.pick(picked);
    panel.draw(picked);
    frame();
    if (picked && picked.node) byId("live").textContent = `${Kg.nodes.get(picked.node).label}: ${Kg.note(Kg.nodes.get(picked.node))}`;
  };

  Kg.centre = (id) => {
    graph.show(id);
    panel.draw(graph.state.picked);
    frame();
  };

  const toggle = (kind) => {
    const { hidden } = graph.state;
    if (!hidden.delete(kind)) hidden.add(kind);
    graph.paint();
    frame();
  };

  const legend = () => {
    const counts = new Map();
    graph.scope().shown.forEach((id) => counts.set(Kg.nodes.get(id).kind, (counts.get(Kg.nodes.get(id).kind) || 0) + 1));
    const rows = data.kinds.filter((kind) => counts.has(kind.id)).map((kind) =>
      el("li", {}, el("button", { type: "button", "data-kind": kind.id, "aria-pressed": String(!graph.state.hidden.has(kind.id)),
        title: say("toggle"), click: () => toggle(kind.id) },
      Kg.mark(kind.id), el("span", {}, text(kind.plural)), el("span", { class: "tally" }, Kg.number(counts.get(kind.id))))));
    byId("legend").replaceChildren(...rows);
    byId("legend").setAttribute("aria-label", say("legend"));
  };

  /* All or the surroundings of one node: a choice only where the two differ. */
  const scopes = () => {
    const { centre, picked } = graph.state;
    const near = centre || (picked && picked.node) || data.start;
    const parts = [
      button(`${say("all")} ${Kg.number(data.nodes.length)}`, () => Kg.centre(null), { "aria-pressed": String(centre === null) }),
      button(say("around", { name: Kg.nodes.get(near).label }), () => Kg.centre(near), { "aria-pressed": String(centre !== null) }),
    ];
    byId("scope").replaceChildren(...parts);
    byId("scope").setAttribute("aria-label", say("scope"));
  };

  /* What the picture does not show, and why. */
  const notice = () => {
    const { more, shown } = graph.scope();
    const away = shown.length - graph.visible().length;
    const name = ({ why, name }) => {
      if (why === "many") return Kg.number(Number(name));
      return why === "dates" ? Kg.period(...name.split("/").map((day) => day || "…")) : name;
    };
    const parts = data.left.map((one) => say(`left-${one.why}`, { count: Kg.number(one.count), name: name(one) }));
    if (more) parts.push(say("left-near", { count: Kg.number(more) }));
    if (away) parts.push(say("left-kind", { count: Kg.number(away) }));
    byId("notice").textContent = parts.length ? `${say("left")} ${parts.join("; ")}.` : "";
  };

  const frame = () => {
    legend();
    scopes();
    notice();
  };

  const dek = () => {
    const parts = data.kinds.map((kind) => `${Kg.number(kind.count)} ${text(kind.count === 1 ? kind.label : kind.plural).toLowerCase()}`);
    if (data.articles.length) parts.push(say("from", { articles: Kg.count("article", data.articles.length), period: Kg.period(data.first, data.last) }));
    return parts.join(" · ");
  };

  const speak = (lang) => {
    Kg.lang = lang;
    document.documentElement.lang = lang;
    document.title = text(data.title);
    byId("title").textContent = text(data.title);
    byId("dek").textContent = dek();
    byId("search").placeholder = say("search");
    byId("search").setAttribute("aria-label", say("search"));
    byId("suggestions").setAttribute("aria-label", say("suggestions"));
    byId("languages").setAttribute("aria-label", say("language"));
    sheet.setAttribute("aria-label", say("panel"));
    byId("stage").setAttribute("aria-label", say("network", { nodes: Kg.number(data.nodes.length), facts: Kg.number(data.facts.length) }));
    document.querySelectorAll("[data-lang]").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.lang === lang)));
    byId("zoom").replaceChildren(
      button("+", () => graph.zoom(1.35), { "aria-label": say("closer") }),
      button("−", () => graph.zoom(1 / 1.35), { "aria-label": say("farther") }),
      button("⤢", () => graph.fit(), { "aria-label": say("fit") }));
    byId("zoom").setAttribute("aria-label", say("zoom"));
    tall(document.body.classList.contains("tall"));
    graph.paint();
    panel.draw(graph.state.picked);
    frame();
  };

  document.querySelectorAll("[data-lang]").forEach((one) => one.addEventListener("click", () => speak(one.dataset.lang)));
  byId("handle").addEventListener("click", () => tall(!document.body.classList.contains("tall")));
  graph.network.on("click", ({ nodes, edges }) => {
    Kg.choose(nodes.length ? { node: nodes[0] } : edges.length ? { edge: edges[0] } : null);
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      Kg.search.focus();
    } else if (event.key === "Escape") Kg.choose(null);
  });
  new ResizeObserver(() => graph.refit()).observe(byId("canvas"));

  graph.show(data.open, false);
  speak(Kg.lang);
  if (data.focus) Kg.choose({ node: data.focus });
  document.body.classList.add("ready");
})();

/* The drawing: vis-network on the nodes, edges and options that pyvis wrote. */
"use strict";

Kg.graph = (() => {
  const drawing = Kg.data.network;
  const holder = Kg.byId("canvas");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const nodes = new vis.DataSet(drawing.nodes);
  const edges = new vis.DataSet(drawing.edges);
  const original = new Map(drawing.nodes.map((node) => [node.id, node]));
  const network = new vis.Network(holder, { nodes, edges }, drawing.options);
  const face = drawing.options.nodes.font.face;
  const ORDER = Kg.data.kinds.map((kind) => kind.id);
  const state = { hidden: new Set(), centre: null, picked: null, boxes: [], overview: false, margin: 8 };
  const NAME = 12.5; // the size of names in an overview, on the screen
  const AREA = 16000; // square pixels of the screen for each of them

  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const motion = () => (still.matches ? false : { duration: 450, easingFunction: "easeInOutQuad" });
  const degree = (id) => Kg.neighbours(id).size;
  const near = () => (holder.clientWidth < 600 ? 16 : 50); // most nodes of a neighbourhood, the best connected first
  const ranked = [...original.values()].sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));

  /* The nodes of the current scope before kinds are hidden: all, or one with its best connected neighbours. */
  const scope = () => {
    if (state.centre === null) return { shown: [...original.keys()], more: 0 };
    const around = [...Kg.neighbours(state.centre)].sort((a, b) => degree(b) - degree(a) || (a < b ? -1 : 1));
    return { shown: [state.centre, ...around.slice(0, near() - 1)], more: Math.max(0, around.length - near() + 1) };
  };

  const order = (ids) => {
    const rank = (id) => ORDER.indexOf(Kg.nodes.get(id).kind);
    return [ids[0], ...ids.slice(1).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))];
  };

  const visible = () => scope().shown.filter((id) => !state.hidden.has(Kg.nodes.get(id).kind));

  const ends = (edge) => [edge.from, edge.to];

  /* What is lit when something is picked: the thing itself and what it touches. */
  const lit = () => {
    if (!state.picked) return null;
    if (state.picked.edge) return new Set(ends(edges.get(state.picked.edge)));
    return new Set([state.picked.node, ...Kg.neighbours(state.picked.node)]);
  };

  const edgeLabel = (edge) => {
    const names = [...new Set(edge.facts.map((i) => Kg.factName(Kg.data.facts[i])))];
    return names.length > 2 ? `${names[0]} +${names.length - 1}` : names.join("\n");
  };

  /* The name of a line, or a blank where it would lie on a node or on a node's name. */
  const roomy = (edge, shown) => {
    const label = edgeLabel(edge);
    const [from, to] = ends(edge).map((id) => network.getPosition(id));
    const boxes = state.boxes.filter(({ id }) => shown.has(id)).map((box) => ({ ...box, ...network.getPosition(box.id) }));
    return Kg.place.free(from, to, label, `12px ${face}`, boxes) ? label : " ";
  };

  const paint = () => {
    const shown = new Set(visible());
    const light = lit();
    const [ink, paper, line, accent] = ["--ink", "--paper", "--edge", "--accent"].map(style);
    nodes.update(
      drawing.nodes.map(({ id, color, font }) => {
        const faint = light !== null && !light.has(id);
        const picked = state.picked && state.picked.node === id;
        return {
          id,
          hidden: !shown.has(id),
          opacity: faint ? 0.18 : 1,
          borderWidth: picked ? 4 : 1.5,
          color: { background: color, border: picked ? ink : paper, highlight: { background: color, border: ink } },
          font: { ...(state.overview ? nodes.get(id).font : font), color: faint ? style("--faint") : ink, strokeColor: paper, vadjust: 0 },
        };
      }),
    );
    edges.update(
      drawing.edges.map((edge) => {
        const mine = state.picked && (state.picked.edge === edge.id || ends(edge).includes(state.picked.node));
        const few = state.picked && (state.picked.edge || degree(state.picked.node) <= 14);
        return {
          id: edge.id,
          hidden: !ends(edge).every((id) => shown.has(id)),
          label: mine && few ? roomy(edge, shown) : " ",
          title: edgeLabel(edge),
          width: state.picked && state.picked.edge === edge.id ? 4 : mine ? 2.2 : 1.4,
          color: { color: mine ? accent : line, hover: accent, highlight: accent, opacity: light && !mine ? 0.25 : 1 },
          font: { color: ink, strokeColor: paper, strokeWidth: 5, size: 12, face, align: "horizontal" },
        };
      }),
    );
  };

  const arrange = () => {
    const { shown } = scope();
    const drawn = (state.centre === null ? shown : order(shown)).map((id) => original.get(id));
    const stage = { width: holder.clientWidth, height: holder.clientHeight };
    const boxes = Kg.place[state.centre === null ? "whole" : "rings"](drawn, face, stage);
    state.boxes = boxes;
    nodes.update(boxes.map(({ id, x, y, label }) => ({ id, label, x: Math.round(x), y: Math.round(y) })));
    state.overview = state.centre === null && Kg.place.overview(drawn);
    state.margin = state.overview ? 48 : 8;
  };

  /* Moves the picture; names follow at its end, which is at once where nothing is animated. */
  const move = (to, animated = true) => {
    const animation = animated && motion();
    network.moveTo({ position: network.getViewPosition(), ...to, animation });
    if (!animation) name();
  };

  /* Where the picture must be to show these nodes, with their names, as large as they will go. */
  const frame = (ids) => {
    const wanted = new Set(ids);
    const boxes = state.boxes.filter(({ id }) => wanted.has(id)).map((box) => ({ ...box, ...network.getPosition(box.id) }));
    const stage = { width: holder.clientWidth - 2 * state.margin, height: holder.clientHeight - 2 * state.margin };
    if (!boxes.length || stage.width <= 0 || stage.height <= 0) return {};
    return { position: Kg.place.frame(boxes), scale: Math.min(1.35, Kg.place.scale(boxes, stage)) };
  };

  const fit = (animated = true) => move(frame(visible()), animated);

  /* After the stage has changed its size: all of it if that can be read, else what is picked with what it touches. */
  const refit = () => {
    const { picked } = state;
    const shown = new Set(visible());
    const whole = frame(shown);
    const close = frame([...(lit() || [])].filter((id) => shown.has(id)));
    if (!picked || whole.scale > 0.7) move(whole, false);
    else if (close.scale > 0.55) move(close, false);
    else if (shown.has(picked.node)) fly(picked.node, false);
  };

  const show = (centre, animated = true) => {
    state.centre = centre;
    arrange();
    paint();
    fit(animated);
  };

  /* Is the node well inside the picture, and large enough to be read? */
  const inSight = (id) => {
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    const [width, height] = [holder.clientWidth, holder.clientHeight];
    return network.getScale() > 0.6 && x > 12 && x < width - 12 && y > 12 && y < height - 24;
  };

  /* Brings a node into sight; where the scope lacks it, the scope becomes that node's surroundings. */
  const fly = (id, animated = true) => {
    state.hidden.delete(Kg.nodes.get(id).kind);
    const scale = Math.max(0.9, Math.min(1.3, network.getScale()));
    if (!visible().includes(id)) show(id);
    else if (!inSight(id)) move({ position: network.getPosition(id), scale }, animated);
  };

  const pick = (picked) => {
    state.picked = picked;
    paint();
    name();
  };

  /* In an overview names are as large at every scale, and as many as there is room for: the lit and best connected first. */
  const name = () => {
    if (!state.overview) return;
    const [light, shown, scale] = [lit(), new Set(visible()), network.getScale()];
    const [width, height] = [holder.clientWidth, holder.clientHeight];
    const near = (id) => {
      const { x, y } = network.canvasToDOM(network.getPosition(id));
      return x > 0 && x < width && y > 0 && y < height;
    };
    const picked = (state.picked && original.get(state.picked.node)) || ranked[0];
    const first = [picked, ...ranked.filter((node) => node !== picked)].filter(({ id }) => shown.has(id) && (!light || light.has(id)) && near(id));
    const most = Math.ceil((width * height) / AREA);
    const chosen = Kg.place.names(first, (id) => network.getPosition(id), { scale, face, size: NAME, most });
    nodes.update(
      nodes.get().map(({ id, font }) => ({ id, label: chosen.get(id) || " ", font: { ...font, size: NAME / scale, strokeWidth: 4 / scale } })),
    );
  };

  const zoom = (factor) => move({ scale: network.getScale() * factor });

  network.on("zoom", () => {
    clearTimeout(state.later);
    state.later = setTimeout(name, 120);
  });
  network.on("animationFinished", name);
  network.on("dragEnd", name);
  network.on("hoverNode", () => holder.classList.add("pointing"));
  network.on("hoverEdge", () => holder.classList.add("pointing"));
  network.on("blurNode", () => holder.classList.remove("pointing"));
  network.on("blurEdge", () => holder.classList.remove("pointing"));
  dark.addEventListener("change", paint);

  return { network, nodes, edges, state, scope, visible, paint, fit, refit, show, fly, pick, zoom };
})();

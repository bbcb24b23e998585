/* The side panel: what is known of a node or of the line between two, each fact with the sentence that says so. */
"use strict";

/* What a fact is called on its line: the post's or the relation's own name. */
Kg.factName = (fact) => Kg.text(fact.name) || Kg.text(Kg.data.relations[fact.r].name);

/* One line on what a node is, for lists of names. */
Kg.note = (node) => {
  const facts = Kg.factsOf.get(node.id);
  const kind = Kg.text(node.note) || Kg.text(Kg.data.kinds.find((one) => one.id === node.kind).label);
  const post = facts.find((fact) => fact.r === "org:member" && fact.s === node.id && fact.o);
  if (post) return `${Kg.factName(post)}, ${Kg.nodes.get(post.o).label}`;
  return node.date ? `${kind}, ${Kg.period(node.date, node.end)}` : kind;
};

Kg.panel = (() => {
  const { el, say, text } = Kg;
  const details = Kg.byId("details");
  const MOST = 8; // facts of one heading that are listed at once

  const nodeButton = (id) =>
    el("button", { type: "button", class: "node", click: () => Kg.choose({ node: id }) }, Kg.mark(Kg.nodes.get(id).kind),
      el("span", {}, Kg.nodes.get(id).label));

  const percent = (value) => new Intl.NumberFormat(Kg.lang, { style: "percent" }).format(value);

  const source = (article) =>
    el("cite", {}, Kg.link(article.url, article.title || article.url), " ",
      el("span", { class: "meta" }, [article.publisher, Kg.date(article.date)].filter(Boolean).join(", ")));

  /* A sentence with its spans marked, the article that it stands in, and how it was read. */
  const evidence = (item) =>
    el("figure", {},
      el("blockquote", {}, item.parts.map((part, i) => (i % 2 ? el("mark", {}, part) : part))),
      el("figcaption", {}, source(Kg.data.articles[item.article]),
        item.rules.map(([rule, confidence]) => el("span", { class: "rule" }, `${say("rule")} `, el("code", {}, rule),
          `, ${say("confidence")} ${percent(confidence)}`)),
        item.steps.map((step) => el("span", { class: "rule" }, step))));

  const proof = (fact, open) =>
    fact.e.length === 0 ? null
      : el("details", { open }, el("summary", {}, say("evidence"), " ", el("span", { class: "tally" }, Kg.number(fact.e.length))),
          fact.e.map((i) => evidence(Kg.data.evidence[i])));

  /* When a fact holds: by its own dates, or by those of the event or document that it is about. */
  const when = (fact, id) => {
    if (fact.start || !fact.o) return [fact.start, fact.end];
    const other = Kg.nodes.get(fact.s === id ? fact.o : fact.s);
    return [other.date, other.end];
  };

  const meta = (fact, id) => {
    const [start, end] = when(fact, id);
    const period = start && Kg.period(start, end);
    const seen = period && Kg.data.relations[fact.r].seen ? say("seen", { period }) : period;
    const line = [...(fact.details || []).map(text), text(fact.status), seen].filter(Boolean).join(" · ");
    return line ? el("span", { class: "meta" }, line) : null;
  };

  /* A fact as seen from one of its ends. */
  const row = (fact, id, open = false) => {
    const other = fact.o === null ? null : fact.s === id ? fact.o : fact.s;
    const quoted = Kg.data.relations[fact.r].quote;
    const value = text(fact.value);
    return el("li", {},
      el("div", { class: "fact" },
        fact.name ? el("strong", {}, text(fact.name)) : null,
        value ? el(quoted ? "q" : "span", { class: "value" }, value) : null,
        other ? nodeButton(other) : null,
        meta(fact, id)),
      proof(fact, open));
  };

  const groups = (id) => {
    const found = new Map();
    for (const fact of Kg.factsOf.get(id)) {
      const relation = Kg.data.relations[fact.r];
      const heading = text(fact.s === id ? relation.out : relation.in);
      const rank = relation.rank;
      if (!found.has(heading)) found.set(heading, { rank, facts: [] });
      found.get(heading).facts.push(fact);
    }
    const last = (fact) => when(fact, id).findLast(Boolean) || "";
    const latest = (a, b) => (last(a) === last(b) ? 0 : last(a) < last(b) ? 1 : -1);
    found.forEach(({ facts }) => facts.sort(latest));
    return [...found].sort((a, b) => a[1].rank - b[1].rank);
  };

  /* A long list shows its first rows, and the rest when asked for. */
  const list = (facts, id) => {
    const shown = facts.length > MOST + 2 ? facts.slice(0, MOST) : facts;
    const rows = el("ul", { class: "facts" }, shown.map((fact) => row(fact, id)));
    if (shown.length === facts.length) return rows;
    const more = el("button", { type: "button", class: "more", click: () => {
      const rest = facts.slice(MOST).map((fact) => row(fact, id));
      more.closest("li").replaceWith(...rest);
      rest[0].querySelector("button, summary")?.focus();
    } }, say("rest", { count: Kg.number(facts.length - MOST) }));
    rows.append(el("li", {}, more));
    return rows;
  };

  const kindLine = (node) =>
    el("p", { class: "kind" }, Kg.mark(node.kind), text(Kg.data.kinds.find((one) => one.id === node.kind).label),
      text(node.note) ? ` · ${text(node.note)}` : "");

  const close = () => el("button", { type: "button", class: "close", "aria-label": say("close"), click: () => Kg.choose(null) }, "×");

  const node = (id) => {
    const it = Kg.nodes.get(id);
    const centred = Kg.graph.state.centre === id;
    return [
      close(),
      kindLine(it),
      el("h2", {}, it.label),
      it.aliases.length ? el("p", { class: "aliases" }, `${say("aliases")} ${it.aliases.join(", ")}`) : null,
      el("p", { class: "actions" },
        centred ? null : el("button", { type: "button", class: "action", click: () => Kg.centre(id) }, say("surroundings"))),
      groups(id).map(([heading, { facts }]) =>
        el("section", {}, el("h3", {}, heading, " ", el("span", { class: "tally" }, Kg.number(facts.length))),
          list(facts, id))),
    ];
  };

  const edge = (id) => {
    const line = Kg.graph.edges.get(id);
    const first = Kg.data.facts[line.facts[0]];
    return [
      close(),
      el("p", { class: "kind" }, say("line")),
      el("h2", { class: "pair" }, nodeButton(first.s), nodeButton(first.o)),
      el("ul", { class: "facts" }, line.facts.map((i) => {
        const fact = Kg.data.facts[i];
        const relation = text(Kg.data.relations[fact.r].out);
        const turned = fact.s === first.s ? null : nodeButton(fact.o);
        return el("li", {},
          el("div", { class: "fact" }, el("strong", {}, text(fact.name) || relation), turned, meta(fact, first.s)), proof(fact, true));
      })),
    ];
  };

  const start = () => {
    const best = Kg.data.best.map((id) => el("li", {}, nodeButton(id), el("span", { class: "meta" }, Kg.note(Kg.nodes.get(id)))));
    return [
      el("h2", {}, say("how-title")),
      el("p", { class: "lead" }, say("how")),
      el("section", {}, el("h3", {}, say("best")), el("ul", { class: "facts" }, best)),
      Kg.data.articles.length === 0 ? null : el("section", {}, el("h3", {}, say("sources"), " ", el("span", { class: "tally" }, Kg.number(Kg.data.articles.length))),
        el("ul", { class: "facts sources" }, Kg.data.articles.slice(0, 50).map((article) => el("li", {}, source(article))))),
      el("p", { class: "meta colophon" }, say("colophon", { version: Kg.data.version })),
    ];
  };

  const draw = (picked) => {
    const parts = picked === null ? start() : picked.node ? node(picked.node) : edge(picked.edge);
    details.replaceChildren(...parts.flat().filter(Boolean));
    details.scrollTop = 0;
  };

  return { draw };
})();

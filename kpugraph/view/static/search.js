/* Search by name, forgiving: any order of words, parts of words, one slip of the pen in a longer word. */
"use strict";

Kg.search = (() => {
  const input = Kg.byId("search");
  const list = Kg.byId("suggestions");
  const MOST = 8;
  let found = [];
  let active = -1;

  const fold = (value) => value.normalize("NFKD").replace(/[\u0300-\u036f’‘'`´]/g, "").toLowerCase();
  const words = (value) => fold(value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  const index = Kg.data.nodes.map((node) => ({ id: node.id, weight: Kg.neighbours(node.id).size, words: words([node.label, ...node.aliases].join(" ")) }));

  /* Is one word the other but for one letter left out, put in, changed, or two swapped? */
  const slip = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0;
    while (i < a.length && a[i] === b[i]) i += 1;
    const tails = [[1, 1], [1, 0], [0, 1]].map(([p, q]) => a.slice(i + p) === b.slice(i + q));
    const swapped = a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
    return tails.some(Boolean) || swapped;
  };

  const match = (asked, word) => {
    if (word === asked) return 4;
    if (word.startsWith(asked)) return 3;
    if (asked.length > 2 && word.includes(asked)) return 2;
    return asked.length > 3 && (slip(asked, word) || slip(asked, word.slice(0, asked.length))) ? 1 : 0;
  };

  const find = (query) => {
    const asked = words(query);
    if (!asked.length) return [];
    return index
      .map((entry) => {
        const scores = asked.map((one) => Math.max(0, ...entry.words.map((word) => match(one, word))));
        return { ...entry, score: scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0) };
      })
      .filter((entry) => entry.score)
      .sort((a, b) => b.score - a.score || b.weight - a.weight || (a.id < b.id ? -1 : 1))
      .slice(0, MOST)
      .map((entry) => entry.id);
  };

  const shut = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const take = (id) => {
    input.value = "";
    shut();
    input.blur();
    Kg.choose({ node: id });
  };

  const point = (to) => {
    active = found.length ? (to + found.length) % found.length : -1;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    if (active >= 0) input.setAttribute("aria-activedescendant", `suggestion-${active}`);
  };

  const open = () => {
    found = find(input.value);
    const items = found.map((id, i) => {
      const node = Kg.nodes.get(id);
      return Kg.el("li", { role: "option", id: `suggestion-${i}`, "aria-selected": "false", click: () => take(id) },
        Kg.mark(node.kind), Kg.el("span", {}, Kg.el("b", {}, node.label), Kg.el("small", {}, Kg.note(node))));
    });
    const none = input.value.trim() ? [Kg.el("li", { class: "none" }, Kg.say("none"))] : [];
    list.replaceChildren(...(items.length ? items : none));
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (items.length) point(0);
  };

  input.addEventListener("input", open);
  input.addEventListener("focus", open);
  input.addEventListener("blur", () => setTimeout(shut, 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") point(active + 1);
    else if (event.key === "ArrowUp") point(active - 1);
    else if (event.key === "Enter" && active >= 0) take(found[active]);
    else if (event.key === "Escape" && input.value) input.value = "";
    else if (event.key === "Escape") input.blur();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") shut();
  });

  return { find, focus: () => input.focus() };
})();

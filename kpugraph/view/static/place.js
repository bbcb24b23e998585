/* Where nodes stand. The layout of the whole was computed beforehand; here labels are measured and pushed apart, and the
   surroundings of one node are set in rings around it. Same data, same fonts: same picture. */
"use strict";

Kg.place = (() => {
  const ROUNDS = 150;
  const GAP = 9;
  const TIGHTER = [1, 0.8, 0.64, 0.5, 0.38]; // how far the lines may shrink so that the labels can be read
  const MOST = 120; // more nodes than this are an overview: no room is kept for names, they show as there is room
  const pen = document.createElement("canvas").getContext("2d");

  /* A label in lines of about so many letters, at most three. */
  const wrap = (label, letters) => {
    const lines = [""];
    for (const word of label.split(/\s+/)) {
      const last = lines.length - 1;
      if (lines[last] && lines[last].length + word.length >= letters) lines.push(word);
      else lines[last] += (lines[last] ? " " : "") + word;
    }
    return lines.length > 3 ? [...lines.slice(0, 2), `${lines[2]} …`] : lines;
  };

  /* The room that a node takes with its label below, as a box around the node's own position. */
  const measure = (node, face, letters) => {
    pen.font = `${node.font.size}px ${face}`;
    const lines = wrap(node.label, letters);
    const half = Math.max(node.size, ...lines.map((line) => pen.measureText(line).width / 2)) + GAP;
    const down = node.size + 6 + lines.length * node.font.size * 1.15 + GAP;
    return { id: node.id, half, up: node.size + GAP, down, label: lines.join("\n") };
  };

  const dot = (node) => ({ id: node.id, half: node.size + 4, up: node.size + 4, down: node.size + 4, label: " " });

  const middle = (one) => one.y + (one.down - one.up) / 2;

  const push = (a, b, pinned) => {
    const x = Math.min(a.x + a.half, b.x + b.half) - Math.max(a.x - a.half, b.x - b.half);
    const y = Math.min(a.y + a.down, b.y + b.down) - Math.max(a.y - a.up, b.y - b.up);
    if (x <= 0 || y <= 0) return false;
    const share = a.id === pinned ? [0, 1] : b.id === pinned ? [1, 0] : [0.5, 0.5];
    if (x < y) {
      const way = a.x <= b.x ? 1 : -1;
      a.x -= way * x * share[0];
      b.x += way * x * share[1];
    } else {
      const way = middle(a) <= middle(b) ? 1 : -1;
      a.y -= way * y * share[0];
      b.y += way * y * share[1];
    }
    return true;
  };

  /* Pushes boxes apart along the shorter way until none overlap (or the rounds are used up); one may be pinned. */
  const separate = (boxes, pinned) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      let moved = false;
      boxes.sort((a, b) => a.x - a.half - (b.x - b.half) || (a.id < b.id ? -1 : 1));
      for (let i = 0; i < boxes.length; i += 1) {
        for (let j = i + 1; j < boxes.length && boxes[j].x - boxes[j].half < boxes[i].x + boxes[i].half; j += 1) {
          moved = push(boxes[i], boxes[j], pinned) || moved;
        }
      }
      if (!moved) break;
    }
    return boxes;
  };

  /* The frame around boxes: its middle, and how wide and high it is. */
  const frame = (boxes) => {
    const edge = (value) => Math.max(...boxes.map(value));
    const [left, right] = [-edge((one) => one.half - one.x), edge((one) => one.x + one.half)];
    const [top, bottom] = [-edge((one) => one.up - one.y), edge((one) => one.y + one.down)];
    return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
  };

  /* How large the boxes can be shown on a stage. */
  const scale = (boxes, stage) => {
    const { width, height } = frame(boxes);
    return Math.min(stage.width / width, stage.height / height);
  };

  /* Draws boxes apart along the axis on which the stage has room left: no box can come to touch another by it. */
  const fill = (boxes, stage) => {
    const { width, height } = frame(boxes);
    const grow = (axis, now, room) => {
      const extent = Math.max(...boxes.map((one) => one[axis])) - Math.min(...boxes.map((one) => one[axis]));
      return extent ? Math.min(3, Math.max(1, 1 + (room - now) / extent)) : 1;
    };
    const shape = stage.width / stage.height;
    const [x, y] = [grow("x", width, height * shape), grow("y", height, width / shape)];
    return boxes.map((one) => ({ ...one, x: one.x * x, y: one.y * y }));
  };

  /* Wished points with their labels' room made, tightened until the whole can be shown at full size or no gain is left. */
  const settle = (points, stage, pinned = null) => {
    let best = null;
    for (const factor of TIGHTER) {
      const boxes = fill(separate(points.map((one) => ({ ...one, x: one.x * factor, y: one.y * factor })), pinned), stage);
      const shown = scale(boxes, stage);
      if (!best || shown > best.shown * 1.02) best = { boxes, shown };
      if (shown >= 1) break;
    }
    return best.boxes;
  };

  const letters = (stage) => (stage.width < 600 ? 15 : 23);

  /* Rings around the first node, in the shape of the stage. */
  const rings = (nodes, face, stage) => {
    const stretch = Math.min(1.3, Math.max(0.75, Math.sqrt(stage.width / stage.height)));
    const points = [{ ...measure(nodes[0], face, letters(stage)), x: 0, y: 0 }];
    let ring = 1;
    let rest = nodes.slice(1);
    while (rest.length) {
      const here = rest.slice(0, 10 * ring);
      rest = rest.slice(here.length);
      here.forEach((node, i) => {
        const angle = (2 * Math.PI * (i + (ring % 2) / 2)) / here.length - Math.PI / 2;
        const [x, y] = [230 * ring * stretch * Math.cos(angle), (230 * ring * Math.sin(angle)) / stretch];
        points.push({ ...measure(node, face, letters(stage)), x, y });
      });
      ring += 1;
    }
    return settle(points, stage, nodes[0].id);
  };

  /* The whole, turned and stretched within reason to the shape of the stage, so that a phone is used as well as a desk. */
  const whole = (nodes, face, stage) => {
    const extent = (axis) => {
      const values = nodes.map((node) => node[axis]);
      return Math.max(...values) - Math.min(...values) || 1;
    };
    const shape = stage.width / stage.height;
    const turned = (extent("x") > extent("y")) !== (shape > 1);
    const now = turned ? extent("y") / extent("x") : extent("x") / extent("y");
    const stretch = Math.min(1.8, Math.max(0.55, Math.sqrt(shape / now)));
    const points = nodes.map((node) => {
      const [x, y] = turned ? [node.y, -node.x] : [node.x, node.y];
      return { ...(overview(nodes) ? dot(node) : measure(node, face, letters(stage))), x: x * stretch, y: y / stretch };
    });
    return settle(points, stage);
  };

  const overview = (nodes) => nodes.length > MOST;

  /* The names that an overview has room for at a scale, those of the first nodes first: a label by id. */
  const names = (nodes, at, { scale, face, size, most }) => {
    const taken = [];
    const chosen = new Map();
    pen.font = `${size}px ${face}`;
    for (const node of nodes) {
      const { x, y } = at(node.id);
      const lines = wrap(node.label, 20);
      const half = Math.max(...lines.map((line) => pen.measureText(line).width / 2)) + 6;
      const top = y * scale + node.size * scale;
      const one = { left: x * scale - half, right: x * scale + half, top, bottom: top + 8 + lines.length * size * 1.15 };
      const free = (other) => one.right < other.left || other.right < one.left || one.bottom < other.top || other.bottom < one.top;
      if (!taken.every(free)) continue;
      if (taken.length === most) break;
      taken.push(one);
      chosen.set(node.id, lines.join("\n"));
    }
    return chosen;
  };

  /* Has the name of a line, written at its middle, room between all these boxes? */
  const free = (a, b, label, font, boxes) => {
    pen.font = font;
    const lines = label.split("\n");
    const half = Math.max(...lines.map((line) => pen.measureText(line).width / 2));
    const high = lines.length * 8;
    const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
    return !boxes.some((one) =>
      Math.abs(one.x - x) < one.half - GAP + half && one.y - one.up + GAP < y + high && one.y + one.down - GAP > y - high);
  };

  return { rings, whole, free, frame, scale, overview, names };
})();

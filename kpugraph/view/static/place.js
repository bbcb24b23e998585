/* Where nodes stand. The layout of the whole was computed beforehand; here labels are measured and pushed apart, and the
   surroundings of one node are set in rings around it. Same data, same fonts: same picture. */
"use strict";

Kg.place = (() => {
  const ROUNDS = 120;
  const GAP = 10;
  const pen = document.createElement("canvas").getContext("2d");

  /* The room that a node takes with its label below, as a box around the node's own position. */
  const box = (node, x, y, face) => {
    pen.font = `${node.font.size}px ${face}`;
    const lines = node.label.split("\n");
    const half = Math.max(node.size, ...lines.map((line) => pen.measureText(line).width / 2)) + GAP;
    return { id: node.id, x, y, half, up: node.size + GAP, down: node.size + 6 + lines.length * node.font.size * 1.2 + GAP };
  };

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
  const separate = (boxes, pinned = null) => {
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

  /* Rings around the first node, wide rather than high, as labels are. */
  const rings = (nodes, face) => {
    const boxes = [box(nodes[0], 0, 0, face)];
    let ring = 1;
    let rest = nodes.slice(1);
    while (rest.length) {
      const here = rest.slice(0, 10 * ring);
      rest = rest.slice(here.length);
      here.forEach((node, i) => {
        const angle = (2 * Math.PI * (i + (ring % 2) / 2)) / here.length - Math.PI / 2;
        boxes.push(box(node, 300 * ring * Math.cos(angle), 210 * ring * Math.sin(angle), face));
      });
      ring += 1;
    }
    return separate(boxes, nodes[0].id);
  };

  /* The whole, turned and stretched within reason to the shape of the stage, so that a phone is used as well as a desk. */
  const whole = (nodes, face, shape) => {
    const [width, height] = ["x", "y"].map((axis) => Math.max(...nodes.map((node) => node[axis])) - Math.min(...nodes.map((node) => node[axis])) || 1);
    const turned = (width > height) !== (shape > 1);
    const now = turned ? height / width : width / height;
    const stretch = Math.min(1.8, Math.max(0.55, Math.sqrt(shape / now)));
    return separate(nodes.map((node) => {
      const [x, y] = turned ? [node.y, -node.x] : [node.x, node.y];
      return box(node, x * stretch, y / stretch, face);
    }));
  };

  return { rings, whole };
})();

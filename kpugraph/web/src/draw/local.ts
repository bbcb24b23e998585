/* Places for nodes that come later, near the one that they belong to: rings that leave what stands where it stands. */
import type { Point } from "./boxes";

export type Beside = Point;

const APART = 110; // between nodes
const RING = 150; // from ring to ring

export function beside(count: number, parent: Point, others: readonly Point[]): Beside[] {
  const found: Beside[] = [];
  for (let ring = 1; found.length < count; ring += 1) {
    const seats = Math.floor((2 * Math.PI * RING * ring) / APART);
    for (let i = 0; i < seats && found.length < count; i += 1) {
      const angle = (2 * Math.PI * (i + (ring % 2) / 2)) / seats - Math.PI / 2;
      const seat = {
        x: Math.round(parent.x + RING * ring * Math.cos(angle)),
        y: Math.round(parent.y + RING * ring * Math.sin(angle)),
      };
      if (others.every((one) => Math.hypot(one.x - seat.x, one.y - seat.y) > APART * 0.7)) found.push(seat);
    }
  }
  return found;
}

/**
 * A document that can be rendered with more or less of each thing -> the most that fits.
 *
 * Invariant: what goes first goes wholly before anything of the next is touched; of each, as much is kept as fits.
 */

/** How much of each thing is shown; the same keys throughout. */
export type Room<Thing extends string> = Readonly<Record<Thing, number>>;

/**
 * @param full with which nothing is left out
 * @param order what goes first, first, and how much of it stays at this step
 * @returns the text, which is too long only where even with nothing of anything it is
 */
export function fitted<Thing extends string>(
  full: Room<Thing>,
  order: readonly (readonly [Thing, number])[],
  render: (room: Room<Thing>) => string,
  budget: number,
): string {
  const fits = (text: string): boolean => Buffer.byteLength(text) <= budget;
  let room = full;
  let text = render(room);
  for (const [thing, floor] of order) {
    if (fits(text)) return text;
    const without = room;
    const kept = most(floor, room[thing], (count) => fits(render({ ...without, [thing]: count })));
    room = { ...room, [thing]: kept };
    text = render(room);
  }
  return text;
}

/** The greatest count below `limit` that fits, or `floor`; one more never makes the text shorter, so it is found by halving. */
function most(floor: number, limit: number, fits: (count: number) => boolean): number {
  let low = Math.min(floor, limit);
  let high = Math.max(low, limit - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Work that leaves little behind and throws much away -> the same work in less memory.
 *
 * V8 lets the heap grow to several times what lives in it before it looks through all of it, and the part of it where things
 * are made to 64 MB and more; for a folder of templates, of which one is alive at a time, that is most of the memory that a
 * run takes. The command line owns its process and may change that; the library does not. What V8 compiled is kept only for
 * the flags that it was compiled under (see load-script.ts), so they are as they were before when the work is done.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** How much the heap may grow, in percent of what lives, before all of it is looked through. 0: as V8 thinks best. */
const growth = 40;

/** Bytes of the space where things are made. With less, things are looked at too often; with more, memory is only touched. */
const nursery = 16 * 2 ** 20;

/** How many times as large V8 makes that space, where it would make it larger. V8's own choice is 2. */
let nurseryGrowth = 2;

export function keepHeapSmall<Given extends readonly unknown[], T>(work: (...given: Given) => T, ...given: Given): T {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
  try {
    return work(...given);
  } finally {
    setFlagsFromString("--heap-growing-percent=0");
    if (nurseryGrowth !== 2) growNurseryBy(2);
  }
}

/** For the work to call after each of its pieces. V8 takes an upper bound only when it starts; but it may be told to stop. */
export function boundNursery(): void {
  if (nurseryGrowth === 1) return;
  const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space");
  if (space !== undefined && space.space_size >= nursery) growNurseryBy(1);
}

function growNurseryBy(factor: number): void {
  nurseryGrowth = factor;
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
}

/**
 * Work that leaves little behind and throws much away -> the same work in less memory.
 *
 * V8 lets the heap grow to several times what lives in it before it looks through all of it; for a folder of templates,
 * of which one is alive at a time, that is most of the memory that a run takes. The command line owns its process and may
 * change that; the library does not. What V8 compiled is kept only for the flags that it was compiled under (see
 * load-script.ts), so the flag is as it was before when the work is done.
 */
import { setFlagsFromString } from "node:v8";

/** How much the heap may grow, in percent of what lives, before all of it is looked through. 0: as V8 thinks best. */
const growth = 40;

export function keepHeapSmall<Given extends readonly unknown[], T>(work: (...given: Given) => T, ...given: Given): T {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
  try {
    return work(...given);
  } finally {
    setFlagsFromString("--heap-growing-percent=0");
  }
}

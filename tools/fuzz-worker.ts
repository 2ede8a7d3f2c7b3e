/**
 * Reads damaged templates, one after the other, and tells its parent how far it is and what went wrong; see fuzz.ts.
 *
 * `fuzz-worker FOLDER SEED FROM TO LINT_EVERY`
 */
import { readFileSync } from "node:fs";
import { inspectLinting, inspectReading } from "./fuzz/inspect.ts";
import { mutated } from "./fuzz/mutate.ts";
import { randomOf } from "./fuzz/random.ts";
import { templatesBelow } from "./fuzz/templates.ts";

/** What is slower is reported: a template is read in a millisecond. */
const patience = 1000;

export interface FuzzMessage {
  /** The input that is about to be read. */
  readonly at: number;
  readonly problems: readonly string[];
}

export function main([folder = "", ...numbers]: readonly string[]): Promise<number> {
  const [seed = 1, from = 0, to = 0, lintEvery = 1] = numbers.map(Number);
  const texts = templatesBelow(folder).map((path) => readFileSync(path, "utf8"));
  for (let index = from; index < to; index++) {
    if (index % 100 === 0) tell({ at: index, problems: [] });
    const random = randomOf(seed, index);
    const path = random.pick(["a.yaml", "a.json", "a.template"]);
    const text = mutated(texts, random);
    const problems = watched(() => [
      ...inspectReading(path, text),
      ...(index % lintEvery === 0 ? inspectLinting(path, text) : []),
    ]);
    if (problems.length > 0) tell({ at: index, problems });
  }
  return new Promise((done) => {
    if (process.send === undefined) done(0);
    else process.send({ at: to, problems: [] }, () => done(0));
  });
}

function watched(inspect: () => readonly string[]): readonly string[] {
  const start = performance.now();
  try {
    const problems = inspect();
    const took = performance.now() - start;
    return took < patience ? problems : [...problems, `it takes ${Math.round(took)} ms`];
  } catch (error) {
    return [`thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

function tell(message: FuzzMessage): void {
  if (process.send === undefined) {
    if (message.problems.length > 0) console.log(message.at, message.problems.join("\n"));
  } else process.send(message);
}

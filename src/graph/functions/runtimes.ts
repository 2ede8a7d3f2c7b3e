/**
 * Runtimes of Lambda that AWS has deprecated, each with the day from which it gets no more security patches.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 *
 * Invariant: only what was deprecated by June 2026, when the list was last read, is here. A date that lies ahead is often
 * moved, and nothing here looks at a clock.
 */
import { readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode } from "../model.ts";

const deprecated: ReadonlyMap<string, string> = new Map([
  ["nodejs20.x", "2026-04-30"],
  ["nodejs18.x", "2025-09-01"],
  ["nodejs16.x", "2024-06-12"],
  ["nodejs14.x", "2023-12-04"],
  ["nodejs12.x", "2023-03-31"],
  ["nodejs10.x", "2021-07-30"],
  ["nodejs8.10", "2020-03-06"],
  ["nodejs6.10", "2019-08-12"],
  ["nodejs4.3", "2020-03-05"],
  ["nodejs4.3-edge", "2020-03-05"],
  ["nodejs", "2016-10-31"],
  ["python3.9", "2025-12-15"],
  ["python3.8", "2024-10-14"],
  ["python3.7", "2023-12-04"],
  ["python3.6", "2022-07-18"],
  ["python2.7", "2021-07-15"],
  ["ruby3.2", "2026-03-31"],
  ["ruby2.7", "2023-12-07"],
  ["ruby2.5", "2021-07-30"],
  ["java8", "2024-01-08"],
  ["go1.x", "2024-01-08"],
  ["provided", "2024-01-08"],
  ["dotnet6", "2024-12-20"],
  ["dotnetcore3.1", "2023-04-03"],
  ["dotnetcore2.1", "2022-01-05"],
  ["dotnetcore2.0", "2019-05-30"],
  ["dotnetcore1.0", "2019-06-27"],
]);

/** The day (`2024-06-12`) on which the runtime of a function was deprecated; undefined where it is not, or is an image's. */
export function runtimeDeprecation(fn: GraphNode, world: World): string | Reason | undefined {
  const runtime = readAt(fn.properties, ["Runtime"], world);
  const name = textOf(runtime);
  return name === undefined ? reasonOf(runtime) : deprecated.get(name);
}

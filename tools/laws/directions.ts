/**
 * Who may import whom, and that nobody imports himself over a detour.
 *
 * The laws of the architecture: source <- template <- input, resolve <- graph <- policy <- config <- lint <- change <-
 * report <- github <- cli, action (`A <- B`: B imports A, never the other way). Types count as imports, too.
 */
import { dirname, posix } from "node:path";
import type { Syntax } from "./syntax.ts";

export interface Breach {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Each room, and the rooms that it may import besides itself. */
const judging = ["source", "template", "input", "resolve", "graph", "policy", "config", "validity", "lint", "change"];
const rooms: ReadonlyMap<string, readonly string[]> = new Map([
  ["source", []],
  ["template", ["source"]],
  ["input", ["source", "template"]],
  ["resolve", ["source", "template", "input"]],
  ["graph", ["source", "template", "input", "resolve"]],
  ["policy", ["source", "template", "input", "resolve", "graph"]],
  ["config", ["source", "template", "input", "resolve", "graph", "policy"]],
  ["validity", ["source"]],
  ["lint", ["source", "template", "input", "resolve", "graph", "policy", "config", "validity"]],
  ["change", ["source", "template", "input", "resolve", "graph", "policy", "config", "lint"]],
  // Reports see results, never graphs.
  ["report", ["source", "policy", "config", "lint", "change"]],
  ["github", [...judging, "report"]],
  ["cli", [...judging, "report", "github"]],
  ["action", [...judging, "report", "github"]],
  ["cdk", [...judging, "report"]],
  ["index.ts", [...judging, "report"]],
]);

/** Rooms that may touch the file system, the environment, the clock and the network; `input` gets a Host instead. */
export const shells: ReadonlySet<string> = new Set(["cli", "action", "github", "cdk"]);

/** The room that a file of src/ stands in. */
export function roomOf(path: string): string {
  return path.split("/")[1] ?? "";
}

/** What a relative specifier leads to, from the project's root. */
export function targetOf(path: string, specifier: string): string | undefined {
  return specifier.startsWith(".") ? posix.normalize(`${dirname(path)}/${specifier}`) : undefined;
}

export function directionBreaches(files: readonly Syntax[]): Breach[] {
  const breaches: Breach[] = [];
  for (const { path, imports } of files) {
    const room = roomOf(path);
    const allowed = rooms.get(room);
    if (allowed === undefined)
      breaches.push({ path, line: 1, message: `src/${room} is not a room of the architecture` });
    for (const { text, line } of imports) {
      const target = targetOf(path, text);
      if (target === undefined) continue;
      if (!target.startsWith("src/")) {
        if (!target.endsWith(".json")) breaches.push({ path, line, message: `${target} is outside src/` });
        continue;
      }
      const other = roomOf(target);
      if (other !== room && !allowed?.includes(other)) {
        breaches.push({ path, line, message: `src/${room} must not import ${target}` });
      }
    }
  }
  return breaches;
}

/** One breach a cycle of imports, at its first file. */
export function cycleBreaches(files: readonly Syntax[]): Breach[] {
  const importsOf = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.flatMap(({ text, line }) => {
        const target = targetOf(path, text);
        return target === undefined ? [] : [{ target, line }];
      }),
    ]),
  );
  const breaches: Breach[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (path: string, trail: readonly string[]): void => {
    state.set(path, "open");
    for (const { target, line } of importsOf.get(path) ?? []) {
      if (state.get(target) === "open") {
        const round = [...trail, path];
        const cycle = [...round.slice(round.indexOf(target)), target];
        breaches.push({ path, line, message: `import cycle: ${cycle.join(" -> ")}` });
      } else if (!state.has(target)) visit(target, [...trail, path]);
    }
    state.set(path, "done");
  };
  for (const path of importsOf.keys()) if (!state.has(path)) visit(path, []);
  return breaches;
}

/**
 * Stackplumb's own reference architectures, compiled when Stackplumb was built.
 */
import { compiledArchitectures } from "../generated/architectures.ts";
import type { Architecture } from "./architecture.ts";

let architectures: readonly Architecture[] | undefined;

/** All built-in architectures, by name. Where their parts were written is not kept. */
export function builtinArchitectures(): readonly Architecture[] {
  architectures ??= JSON.parse(compiledArchitectures) as readonly Architecture[];
  return architectures;
}

/**
 * A name that a person wrote -> the built-in architecture that has it.
 */
import type { Architecture } from "./architecture.ts";
import { builtinArchitectures } from "./builtin-architectures.ts";

/** In any case, with or without `stackplumb:`. */
export function findArchitecture(name: string): Architecture | undefined {
  const asked = name.toLowerCase().replace(/^stackplumb:/, "");
  return builtinArchitectures().find((architecture) => architecture.name === asked);
}

/**
 * A template -> a stack of which nothing else is known: for examples, and for comparing.
 */
import type { Template } from "../template/template.ts";
import type { Stack } from "./app.ts";

export function loneStack(name: string, template: Template, more: Partial<Stack> = {}): Stack {
  return {
    name,
    template,
    sha256: "",
    constructPaths: new Map(),
    account: undefined,
    region: undefined,
    parameters: new Map(),
    tags: new Map(),
    nested: new Map(),
    parent: undefined,
    ...more,
  };
}

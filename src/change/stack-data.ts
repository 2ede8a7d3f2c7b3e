/**
 * Judged apps -> what of their stacks a comparison needs, as plain data, so that the apps can be let go.
 */
import type { JudgedApp } from "../lint/judge-app.ts";
import { locationOf } from "../lint/location.ts";
import type { Location } from "../lint/report.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import type { SourceNode } from "../source/node.ts";
import { childOf } from "../source/node.ts";
import type { ResourceDeclaration } from "../template/template.ts";
import type { StackContents } from "./match-stacks.ts";
import { replacingOf } from "./replacing-properties.ts";
import { type TemplateValue, templateValue } from "./template-data.ts";

export interface ResourceData {
  readonly type: string;
  readonly constructPath: string | null;
  /** Those that a replacement may follow from, as the template has them. */
  readonly properties: ReadonlyMap<string, TemplateValue>;
  /** Null where there is none, or it is decided at deployment. */
  readonly deletionPolicy: string | null;
  readonly updateReplacePolicy: string | null;
  readonly location: Location;
}

export interface StackData extends StackContents {
  readonly contents: ReadonlySet<string>;
  /** By logical id. */
  readonly resources: ReadonlyMap<string, ResourceData>;
  /** The stack that nests this one. */
  readonly parent: { readonly stack: string; readonly logicalId: string } | undefined;
}

/** To be given each judged app before it is let go. */
export class StackCollector {
  readonly #stacks = new Map<string, StackData>();

  get stacks(): readonly StackData[] {
    return [...this.#stacks.values()];
  }

  readonly inspect = ({ stacks }: Pick<JudgedApp, "stacks">): void => {
    // Several environments judge one stack; what it declares is the same in each.
    for (const resolved of stacks) {
      if (!this.#stacks.has(resolved.stack.name)) this.#stacks.set(resolved.stack.name, stackData(resolved));
    }
  };
}

function stackData({ stack, template }: ResolvedStack): StackData {
  const resources = new Map(
    [...template.resources].map(([id, declaration]) => [
      id,
      resourceData(declaration, stack.constructPaths.get(id) ?? null),
    ]),
  );
  return {
    name: stack.name,
    file: template.file.path,
    sha256: stack.sha256,
    contents: new Set([...resources].map(([id, { type }]) => `${type} ${id}`)),
    resources,
    parent: stack.parent,
  };
}

function resourceData(declaration: ResourceDeclaration, constructPath: string | null): ResourceData {
  const { type, key, properties, deletionPolicy, updateReplacePolicy } = declaration;
  const { always, maybe } = replacingOf(type);
  return {
    type,
    constructPath,
    properties: new Map(
      [...always, ...maybe].flatMap((name) => {
        const value = childOf(properties, name);
        return value === undefined ? [] : [[name, templateValue(value)] as const];
      }),
    ),
    deletionPolicy: textOf(deletionPolicy),
    updateReplacePolicy: textOf(updateReplacePolicy),
    location: locationOf(key),
  };
}

function textOf(node: SourceNode | undefined): string | null {
  return node?.kind === "scalar" ? node.text : null;
}

/**
 * An architecture document as it was written: what it does not say is undefined, because a parent may say it.
 *
 * Not here: defaults and inheritance; see complete-parts.ts and extend-architecture.ts.
 */
import { childOf, type MappingNode, type SourceNode } from "../../source/node.ts";
import type { Component, Flow, Forbidden, Quality, RequirementSettings } from "./architecture.ts";

/** `T` with what was not written undefined; `node` is its name, and `source` all of it. */
type Part<T extends RequirementSettings, Identity extends keyof T> = {
  readonly [K in Exclude<keyof T, Identity | "at">]: T[K] | undefined;
} & Readonly<Pick<T, Identity>> & { readonly node: SourceNode; readonly source: MappingNode };

export type ComponentPart = Part<Component, "name">;
export type FlowPart = Part<Flow, "id">;
export type QualityPart = Part<Quality, "on" | "rules">;
export type ForbiddenPart = Part<Forbidden, "id" | "on" | "rules">;
export type SettingsPart = {
  readonly [K in Exclude<keyof RequirementSettings, "at">]: RequirementSettings[K] | undefined;
};

/** A rule's severity, set for all that require it. */
export interface SeverityPart {
  readonly rule: string;
  readonly severity: RequirementSettings["severity"];
  readonly node: SourceNode;
}

export interface BindPart {
  readonly from: string;
  readonly to: string;
  readonly node: SourceNode;
}

export interface ArchitectureParts {
  readonly name: string;
  readonly title: string | undefined;
  readonly version: string | undefined;
  readonly components: readonly ComponentPart[];
  readonly flows: readonly FlowPart[];
  readonly qualities: readonly QualityPart[];
  readonly forbidden: readonly ForbiddenPart[];
  readonly severities: readonly SeverityPart[];
  readonly bind: readonly BindPart[];
}

/** Where a part says a key, or one of the texts under it; else the part's name. */
export function placeIn(
  { source, node }: { readonly source: MappingNode; readonly node: SourceNode },
  key: string,
  text?: string,
): SourceNode {
  const value = childOf(source, key);
  if (value?.kind !== "sequence") return value ?? node;
  return value.items.find((item) => item.kind === "scalar" && [text, `${text}?`].includes(item.text)) ?? value;
}

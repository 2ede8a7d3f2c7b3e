/**
 * Parts of a document -> the parts of an architecture: what was not said is inherited, else has its default.
 */
import { spanOf } from "../../source/node.ts";
import type { Rule } from "../rule.ts";
import type { Component, Flow, Forbidden, Quality, RequirementSettings } from "./architecture.ts";
import type { ComponentPart, FlowPart, ForbiddenPart, QualityPart, SettingsPart } from "./document-parts.ts";
import { bothNeeds } from "./needs.ts";
import { severityOfRules } from "./severity-of-rules.ts";

const plain = { severity: "error", onUnknown: "warn", locked: false, at: null } as const satisfies RequirementSettings;

const anyNumber = { atLeast: 1, atMost: null };

export function completeComponent(part: ComponentPart, inherited: Component | undefined): Component {
  return {
    name: part.name,
    title: part.title ?? inherited?.title ?? "",
    roles: part.roles ?? inherited?.roles ?? [],
    where: part.where ?? inherited?.where ?? null,
    count: part.count ?? inherited?.count ?? anyNumber,
    zones: part.zones ?? inherited?.zones ?? null,
    optional: part.optional ?? inherited?.optional ?? false,
    of: part.of ?? inherited?.of ?? null,
    ...settingsOf(part, inherited ?? plain),
    at: spanOf(part.node),
  };
}

export function completeFlow(part: FlowPart, inherited: Flow | undefined): Flow {
  return {
    id: part.id,
    title: part.title ?? inherited?.title ?? "",
    from: part.from ?? inherited?.from ?? [],
    to: part.to ?? inherited?.to ?? "",
    // What another need of the flow already asks for is not asked for twice.
    needs: bothNeeds(part.needs ?? inherited?.needs ?? [], []),
    via: part.via ?? inherited?.via ?? [],
    survivesZone: part.survivesZone ?? inherited?.survivesZone ?? false,
    oneOf: part.oneOf ?? inherited?.oneOf ?? null,
    ...settingsOf(part, inherited ?? plain),
    at: spanOf(part.node),
  };
}

export function completeQuality(part: QualityPart, inherited: Quality | undefined, rules: readonly Rule[]): Quality {
  return {
    on: part.on,
    rules: part.rules,
    with: part.with ?? inherited?.with ?? {},
    ...settingsOf(part, inherited ?? { ...plain, severity: severityOfRules(part.rules, rules) }),
    at: spanOf(part.node),
  };
}

export function completeForbidden(
  part: ForbiddenPart,
  inherited: Forbidden | undefined,
  rules: readonly Rule[],
): Forbidden {
  return {
    id: part.id,
    on: part.on,
    rules: part.rules,
    ...settingsOf(part, inherited ?? { ...plain, severity: severityOfRules(part.rules, rules) }),
    at: spanOf(part.node),
  };
}

function settingsOf(part: SettingsPart, otherwise: RequirementSettings): Omit<RequirementSettings, "at"> {
  return {
    severity: part.severity ?? otherwise.severity,
    onUnknown: part.onUnknown ?? otherwise.onUnknown,
    locked: part.locked ?? otherwise.locked,
  };
}

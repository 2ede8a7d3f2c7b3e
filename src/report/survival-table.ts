/**
 * The flows of an architecture without each zone -> a small table: which flow breaks with which zone, and where.
 *
 * Flows that hold whichever zone is lost are left out, though it may not be known of a zone which one it is; those of which
 * the same is to be said are one row. What stands in one of several zones, of which nobody knows which, breaks with one of them.
 */
import type { ReportArchitecture, ReportOutcome, ReportSurvival } from "../lint/report.ts";
import { nodeName } from "./node-name.ts";

export type SurvivalCell = "holds" | "breaks" | "breaks with one" | "unknown";

export interface SurvivalTable {
  readonly zones: readonly string[];
  readonly rows: readonly SurvivalRow[];
}

export interface SurvivalRow {
  readonly flows: readonly { readonly name: string; readonly required: boolean }[];
  /** One for each zone. */
  readonly cells: readonly SurvivalCell[];
  /** Where it breaks, why, and when. */
  readonly why: string;
}

/** Undefined where no zone takes anything with it. */
export function survivalTable({ flows }: ReportArchitecture): SurvivalTable | undefined {
  const rows = new Map<string, SurvivalRow>();
  let zones: readonly string[] = [];
  for (const { address, survival } of flows) {
    if (survival === null || (survival.worst.outcome === "holds" && !survival.zones.some(isBroken))) continue;
    // Where no zone can be named, there is one all the same.
    const without = survival.zones.length === 0 ? [{ ...survival.worst, zone: "a zone" }] : survival.zones;
    zones = without.map(({ zone }) => zone);
    const cells = without.map(({ outcome }) => cellOf(outcome, survival));
    const why = whyOf(survival);
    const key = JSON.stringify([cells, why]);
    const flow = { name: address.slice(address.indexOf(".") + 1), required: survival.required };
    rows.set(key, { flows: [...(rows.get(key)?.flows ?? []), flow], cells, why });
  }
  return rows.size === 0 ? undefined : { zones: shortened(zones), rows: [...rows.values()] };
}

function isBroken({ outcome }: ReportOutcome): boolean {
  return outcome === "broken";
}

function cellOf(outcome: ReportOutcome["outcome"], { worst, zones }: ReportSurvival): SurvivalCell {
  if (outcome === "broken") return "breaks";
  if (outcome === "holds") return "holds";
  const isOneOfThem = isBroken(worst) && !zones.some(isBroken);
  return isOneOfThem ? "breaks with one" : "unknown";
}

/** Of the zones that break it the first, else what is said of the worst. */
function whyOf({ worst, zones }: ReportSurvival): string {
  const told = zones.find(isBroken) ?? worst;
  const { hop, why, guard } = told;
  const at = hop === null || hop.from === hop.to ? "" : `${nodeName(hop.from)} -> ${nodeName(hop.to)}: `;
  return `${at}${why}${guard === null ? "" : ` (when ${guard})`}`;
}

const ending = " of the region";

/** Where all zones are places in one list, the list need not be named. */
function shortened(zones: readonly string[]): readonly string[] {
  return zones.every((zone) => zone.endsWith(ending)) ? zones.map((zone) => zone.slice(0, -ending.length)) : zones;
}

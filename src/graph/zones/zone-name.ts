/**
 * What a value says of a zone -> the zone, as far as it can be named: a literal, a place among the zones of the region, a
 * parameter, or the id of a subnet from outside.
 *
 * Invariant: equal keys are one zone. Two zones of one family with different keys differ; of others that is not known.
 * Not here: whose zone a reference means; see zone.ts.
 */
import { canonical } from "../../resolve/canonical.ts";
import { textOf } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { Evidence, NodeIndex } from "../model.ts";
import { declaredElsewhere } from "../network/elsewhere.ts";
import { regionGroupOf } from "./region-group.ts";

/** A zone as far as it can be named. */
export interface Zone {
  readonly key: string;
  /** Null where nothing is known to differ from it. */
  readonly family: string | null;
  /** What a person calls it: `us-east-1a`, `zone 1 of the region`. */
  readonly label: string;
  /** Whether it is no zone of a region: a Local Zone, a Wavelength Zone, an Outpost. Services there make do with one. */
  readonly isEdge: boolean;
  readonly evidence: Evidence | null;
  /** What would settle which zone it is; null where that is known. */
  readonly reason: Reason | null;
}

/** Whether two zones are the same; undefined where that cannot be known. */
export function sameZone(a: Zone, b: Zone): boolean | undefined {
  if (a.key === b.key) return true;
  return a.family !== null && a.family === b.family ? false : undefined;
}

/** @param by whether the value names a zone, or a subnet that stands in one */
export function zoneNamed(index: NodeIndex, value: Decided, by: "subnet" | "zone"): Zone {
  const evidence = (label: string): Evidence | null =>
    value.origin === null ? null : { message: label, node: value.origin };
  if (by === "subnet") return zoneOfSubnet(value, evidence);
  const told = comparable(index, value);
  if (told !== undefined)
    return { ...told, isEdge: isEdgeZone(told.label), evidence: evidence(told.label), reason: null };
  const label = `zone ${wordsFor(value) ?? "from outside"}`;
  const reason = reasonOf(value) ?? null;
  return { key: `zone ${canonical(value)}`, family: null, label, isEdge: false, evidence: evidence(label), reason };
}

/** A zone that is told in words that can be compared with others of its family. */
function comparable(index: NodeIndex, value: Decided): Pick<Zone, "key" | "family" | "label"> | undefined {
  if (value.kind === "known") {
    const label = String(value.value);
    // `use1-az1` is the same place in every account, `us-east-1a` is not: the two cannot be compared.
    return { key: `zone ${label}`, family: zoneId.test(label) ? "zone id" : "zone name", label };
  }
  if (value.kind === "identity" && value.symbol.kind === "zone") {
    const { index: place, stack, region } = value.symbol;
    // Stacks of one region see one list of zones.
    const family = `zone of ${region.includes("AWS::Region") ? "" : region} ${regionGroupOf(index, stack)}`;
    const where = /^[\w-]+$/.test(region) ? region : "the region";
    return { key: `${family} ${place}`, family, label: `zone ${place + 1} of ${where}` };
  }
  const ending = value.kind === "text" ? value.parts.at(-1) : undefined;
  if (value.kind !== "text" || ending === undefined || textOf(ending) === undefined) return undefined;
  // `${AWS::Region}a` and `${AWS::Region}b` differ, whatever the region is: they begin alike and end differently.
  const family = `text ${value.parts.slice(0, -1).map(canonical).join("")}`;
  return { key: `zone ${canonical(value)}`, family, label: spell(value) };
}

function zoneOfSubnet(value: Decided, evidence: (label: string) => Evidence | null): Zone {
  const words = wordsFor(value);
  const label = `the zone of ${words === null ? "a subnet from outside" : `subnet ${words}`}`;
  const key = `subnet ${canonical(value)}`;
  return {
    key,
    family: null,
    label,
    isEdge: false,
    evidence: evidence(`${label} is not known`),
    reason: fromOutside(value),
  };
}

function fromOutside(value: Decided): Reason {
  const reason = reasonOf(value);
  if (reason !== undefined) return declaredElsewhere("subnet", reason);
  const message = `the zone of subnet ${spell(value)} is not known, because it is declared outside this app`;
  const settle = "judge the stack that declares the subnet together with this one, and import its id";
  return { kind: "subnet", name: canonical(value), stack: "", message, settle };
}

/** `${Zones}[0]`, `${Subnet}`, `subnet-0123`, `network-SubnetA`; null where there are no words for it. */
export function wordsFor(value: Decided): string | null {
  if (value.kind === "unknown" && value.reason.kind === "import") {
    return /^export (.*) is not among /.exec(value.reason.message)?.[1] ?? null;
  }
  const place = value.kind === "unknown" ? /^Select (\d+)$/.exec(value.derived?.how ?? "") : null;
  const [list] = value.kind === "unknown" ? (value.derived?.of ?? []) : [];
  const words = place === null || list === undefined ? spell(value) : `${spell(list)}[${place[1]}]`;
  return words.includes("?") ? null : words;
}

const zoneId = /^[a-z]+\d+-([a-z]+\d+-)?az\d+$/;

/** `us-west-2-lax-1a`, `usw2-lax1-az1`, `us-east-1-wl1-bos-wlz-1`. */
function isEdgeZone(name: string): boolean {
  const id = zoneId.exec(name);
  return id === null ? /[\d}]-[a-z]/.test(name) : id[1] !== undefined;
}

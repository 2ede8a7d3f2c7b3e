/**
 * `relax:` -> relaxations, or errors that say what each of them lacks.
 *
 * Invariant: without a reason and an owner nothing is relaxed, and nothing that does not exist or is locked.
 */
import { childOf, type MappingNode, type SourceNode, spanOf } from "../../source/node.ts";
import { isCalendarDay, notADay } from "../calendar-day.ts";
import type { DocumentReader } from "../document-reader.ts";
import { keysOf } from "../document-shape.ts";
import type { Relaxation } from "./relaxation.ts";
import { relaxationShape } from "./relaxation-shape.ts";

/** Relaxations of one document. */
const most = 1000;
/** Parameters of one relaxation, and values of each. */
const mostValues = 50;
/** Mistakes after which nothing more is read: the nearest right names are looked for at each of them. */
const mostMistakes = 100;

/** The requirement that a text names; the sentence that says why there is none that could be relaxed. */
export type ResolveRequirement = (written: string) => { readonly address: string } | { readonly problem: string };

/**
 * @param also keys that the place of the relaxations adds, which are read by whoever adds them
 * @returns each with the mapping that it was read from
 */
export function readRelaxations(
  node: SourceNode | undefined,
  resolve: ResolveRequirement,
  reader: DocumentReader,
  also: readonly string[] = [],
): readonly (Relaxation & { readonly source: MappingNode })[] {
  if (node === undefined) return [];
  if (node.kind !== "sequence") {
    reader.error(node, "relax must be a list of {requirement, to, reason, owner}");
    return [];
  }
  if (node.items.length > most) reader.error(node, `relax has more than ${most} entries; only the first are read`);
  return node.items.slice(0, most).flatMap((item) => {
    if (reader.diagnostics.length >= mostMistakes) return [];
    const entry = reader.mapping(item, "a relaxation", [...keysOf(relaxationShape), ...also]);
    const read = entry && readRelaxation(entry, resolve, reader);
    return entry === undefined || read === undefined ? [] : [{ ...read, source: entry }];
  });
}

function readRelaxation(
  entry: MappingNode,
  resolve: ResolveRequirement,
  reader: DocumentReader,
): Relaxation | undefined {
  const named = reader.required(entry, "requirement", "the relaxation");
  const toNode = reader.required(entry, "to", "the relaxation", "info, warning, off or satisfied-by");
  const reason = reader.required(entry, "reason", "the relaxation");
  const owner = reader.required(entry, "owner", "the relaxation");
  const to = toNode && reader.oneOf(toNode, "to", ["info", "warning", "off", "satisfied-by"]);
  const external = reader.scalar(entry, "external");
  if (to === "satisfied-by" && external === undefined && !entry.entries.has("external"))
    reader.error(toNode ?? entry, "satisfied-by needs external: what meets the requirement");
  if (to !== undefined && to !== "satisfied-by" && external !== undefined)
    reader.error(external, "external is for to: satisfied-by alone");
  const until = reader.scalar(entry, "until");
  const isDay = until === undefined || isCalendarDay(until.text);
  if (!isDay) reader.error(until, notADay(until.text));
  const found = named && resolve(named.text);
  if (named !== undefined && found !== undefined && "problem" in found) reader.error(named, found.problem);
  const when = readWhen(childOf(entry, "when"), reader);
  if (found === undefined || "problem" in found || to === undefined || !isDay) return undefined;
  if (reason === undefined || owner === undefined) return undefined;
  return {
    requirement: found.address,
    to,
    when,
    external: external?.text.trim() ?? null,
    reason: reason.text.trim(),
    owner: owner.text.trim(),
    until: until?.text ?? null,
    place: spanOf(named ?? entry),
  };
}

function readWhen(node: SourceNode | undefined, reader: DocumentReader): Relaxation["when"] {
  if (node === undefined) return [];
  if (node.kind !== "mapping") {
    reader.error(node, "when must be a mapping of parameters to the values for which this holds");
    return [];
  }
  const isTooMuch = ({ value }: { readonly value: SourceNode }): boolean => reader.items(value).length > mostValues;
  if (node.entries.size > mostValues || [...node.entries.values()].some(isTooMuch)) {
    reader.error(node, `when has more than ${mostValues} parameters, or values of one`);
    return [];
  }
  return [...node.entries.values()].map(({ name, value }) => ({
    parameter: name,
    values: reader.items(value).flatMap((item) => reader.text(item, `the value of ${name}`)?.text ?? []),
  }));
}

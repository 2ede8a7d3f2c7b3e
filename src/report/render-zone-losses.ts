/**
 * What is lost without each zone -> text for a terminal.
 */
import type { FlowLoss, LostNode, ZoneLoss } from "../lint/zone-losses.ts";
import { counted } from "./counted.ts";
import { printable } from "./printable.ts";
import { hanging } from "./wrap.ts";

/** @param width columns that a line may take */
export function renderZoneLosses(losses: readonly ZoneLoss[], width: number): string {
  if (losses.length === 0) return "nothing here stands in an Availability Zone\n";
  return losses.map((loss) => `${linesOf(loss, width).join("\n")}\n`).join("\n");
}

function linesOf({ zone, lost, uncertain, flows, holding, isCut }: ZoneLoss, width: number): readonly string[] {
  const breaking = flows.filter(({ outcome }) => outcome === "breaks");
  const unknown = flows.filter(({ outcome }) => outcome === "unknown");
  const line = (label: string, text: string): readonly string[] =>
    hanging(`  ${label.padEnd(9)}`, printable(text), width);
  return [
    printable(`without ${zone}`),
    ...lost.flatMap((node) => line("lost", nodeText(node))),
    ...once(breaking.map(flowText)).flatMap((text) => line("breaks", text)),
    ...byReason(uncertain).flatMap((text) => line("unknown", text)),
    ...once(unknown.map(flowText)).flatMap((text) => line("unknown", text)),
    ...line("holds", `${counted(holding, "flow")}${isCut ? ", of those that were followed" : ""}`),
  ];
}

/** Between the same things there may be several ways of one kind. */
function once(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** What is not known for one reason is one line. */
function byReason(nodes: readonly LostNode[]): readonly string[] {
  const groups = new Map<string, LostNode[]>();
  for (const node of nodes) groups.set(node.reason ?? "", [...(groups.get(node.reason ?? "") ?? []), node]);
  return [...groups].map(([reason, alike]) => `${alike.map(nodeText).join(", ")}: ${reason}`);
}

function nodeText({ label, type, guard }: LostNode): string {
  return `${label} (${type})${guard === null ? "" : ` when ${guard}`}`;
}

function flowText({ path, hop, why, guard }: FlowLoss): string {
  const when = guard === null ? "" : ` when ${guard}`;
  const at = path.length > 2 ? `, at ${hop}` : "";
  return `${path.join(" -> ")}${at}${when}: ${why}`;
}

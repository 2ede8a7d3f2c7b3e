import type { Report } from "../lint/report.ts";
import { nodeName } from "./node-name.ts";

/** Logical ids and stacks that messages mention and that look like words: `Uploads`. */
export function namesOfReport({ findings, architectures, change }: Report): ReadonlySet<string> {
  const subjects = [...findings, ...(change?.fixed ?? [])].map(({ subject }) => subject);
  const parts = architectures.flatMap(({ components }) => components.flatMap(({ nodes }) => nodes));
  return new Set([
    ...[...subjects, ...(change?.losses ?? [])].flatMap(({ logicalId, stack }) => [logicalId, stack]),
    ...parts.map((id) => nodeName(id.split("#", 1)[0] ?? "")),
  ]);
}

/**
 * What an instance's configuration holds in plain text that it should not, and whether it is kept where it stays.
 *
 * A secret that a template puts into user data or into a file is there for whoever may describe the instance or read its
 * disk, however well it was kept before.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
 */
import { and, type Guard, or } from "../../resolve/guard.ts";
import { alternativesOf, textOf } from "../../resolve/reading.ts";
import type { Decided, Value } from "../../resolve/value.ts";
import type { SourceNode } from "../../source/node.ts";
import { fileUnder } from "../file-under.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { type StartupText, startupTextsOf } from "./startup-texts.ts";
import { type CredentialSetting, credentialSettings } from "./written-credentials.ts";

/** User data, or a file that cfn-init writes. */
export interface ConfigurationText {
  readonly node: GraphNode;
  readonly guard: Guard;
  readonly where: StartupText["where"];
  /** The file that it is written to; empty for user data. */
  readonly file: string;
  readonly value: Value;
  /** The secrets that stand in it: each with when it does. */
  readonly secrets: readonly { readonly guard: Guard; readonly evidence: Evidence }[];
  /** Those of them that are written out in the template itself. */
  readonly credentials: readonly CredentialSetting[];
  readonly origin: SourceNode;
}

export const configurationTexts = oncePerGraph((index: NodeIndex): readonly ConfigurationText[] => {
  const written = writtenOut(index);
  return index.nodes.flatMap((node) =>
    startupTextsOf(node)
      .filter(({ where, file, value }) => value.kind !== "absent" && (where === "user-data" || file !== ""))
      .map(({ where, file, value }) => {
        const credentials = (written.get(node) ?? []).filter((one) => one.where === where && one.file === file);
        const secrets = [...credentials.map(told), ...secretsIn(value)];
        return {
          node,
          guard: node.guard,
          where,
          file,
          value,
          secrets,
          credentials,
          origin: value.origin ?? node.origin,
        };
      }),
  );
});

/** What looks like a secret and is written out, by the resource whose set-up holds it. */
function writtenOut(index: NodeIndex): ReadonlyMap<GraphNode, readonly CredentialSetting[]> {
  const found = new Map<GraphNode, CredentialSetting[]>();
  for (const setting of credentialSettings(index))
    if (setting.node !== null && setting.kind !== undefined) fileUnder(found, setting.node, setting);
  return found;
}

function told({ guard, name, origin }: CredentialSetting): ConfigurationText["secrets"][number] {
  return { guard, evidence: { message: `what looks like a secret (${name}) stands here in plain text`, node: origin } };
}

/** At most this many parts of a text are looked at. */
const maximalParts = 10_000;

function secretsIn(root: Value): ConfigurationText["secrets"] {
  const found = new Map<string, { guard: Guard; evidence: Evidence }>();
  let left = maximalParts;
  const visit = (value: Value, guard: Guard, at: SourceNode | null): void => {
    if (left-- <= 0) return;
    for (const alternative of alternativesOf(value)) {
      const decided = alternative.value;
      const when = and(guard, alternative.guard);
      const place = decided.origin ?? at;
      if (decided.kind === "text") for (const part of decided.parts) visit(part, when, place);
      else if (decided.kind === "list") for (const item of decided.items) visit(item, when, place);
      else if (decided.kind === "unknown" && decided.derived !== undefined)
        for (const of of decided.derived.of) visit(of, when, place);
      const name = secretNamed(decided);
      if (name === undefined || place === null) continue;
      const before = found.get(name);
      const node = substitutedAt(place, name);
      const evidence = before?.evidence ?? { message: `${name} stands here in plain text`, node };
      found.set(name, { guard: before === undefined ? when : or(before.guard, when), evidence });
    }
  };
  visit(root, and(), root.origin);
  return [...found.values()];
}

/** Where a text substitutes a parameter (`${DbPassword}`), in the text that stands at a place. */
function substitutedAt(place: SourceNode, name: string): SourceNode {
  const { file, start, end } = place;
  const spelled = `\${${name.split(" ")[1]}}`;
  const at = file.text.slice(start, end).indexOf(spelled);
  if (at < 0) return place;
  const from = start + at;
  return { kind: "scalar", file, start: from, end: from + spelled.length, value: spelled, text: spelled };
}

/** Parameters that hold a secret; one that is called "secret" more often holds the name of one. */
const password = /(?:password|passwd|passphrase|pwd|token|secret_?(?:access_?)?key|private_?key|api_?key)$/i;

/** What a person calls the secret that a value is; undefined where it is none. */
function secretNamed(value: Value): string | undefined {
  if (value.kind === "secret") return value.source === "parameter" ? `parameter ${value.name}` : `secret ${value.name}`;
  const parameter =
    value.from ?? (value.kind === "unknown" && value.reason.kind === "parameter" ? value.reason.name : undefined);
  return parameter !== undefined && password.test(parameter) ? `parameter ${parameter}` : undefined;
}

/** The file of an instance store, which is empty after every stop, that it is written to; undefined where it is none. */
export function storeFileOf({ file, where, value }: ConfigurationText): string | undefined {
  if (where !== "user-data") return onStore.test(file) ? file : undefined;
  // What one way to set the instance up writes there, and another does not, is not written there.
  const files = alternativesOf(value).map((one) => hereDocumentOnStore(one.value));
  return files.includes(undefined) ? undefined : files[0];
}

const onStore = /^\/media\/ephemeral\d*(?:\/|$)|^\/mnt\/(?:ephemeral|instance-?store)\d*(?:\/|$)|^\/dev\/shm\//;

/** Where a command writes what follows it: `cat > /etc/shop.conf <<EOF`, `tee /etc/shop.conf <<EOF`. */
const target = /(?:>|\btee(?: -a)? )[ \t]{0,8}["']?(\/[^\s"';|&<>]{1,200})/;

function hereDocumentOnStore(script: Decided): string | undefined {
  const text = script.kind === "text" ? script.parts.map((part) => textOf(part) ?? "").join("") : textOf(script);
  for (const line of text?.split("\n") ?? []) {
    const file = line.includes("<<") && !/^\s*#/.test(line) ? target.exec(line)?.[1] : undefined;
    if (file !== undefined && onStore.test(file)) return file;
  }
  return undefined;
}

/**
 * ARNs of which parts may be undecided: `arn:${AWS::Partition}:s3:::${Bucket}/*` -> its fields.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 *
 * Invariant: a field keeps its values as they are; nothing undecided is read as text.
 */
import type { Value } from "../resolve/value.ts";

/** A text cut into values: literals are `known`, the rest is symbolic. */
export type Parts = readonly Value[];

export interface Arn {
  readonly partition: Parts;
  readonly service: string;
  readonly region: Parts;
  readonly account: Parts;
  /** All that follows the fifth colon. */
  readonly resource: Parts;
}

/** The parts of a text value; a single value is its own only part. */
export function partsOf(value: Value): Parts {
  return value.kind === "text" ? value.parts : [value];
}

/** Reads an ARN; undefined where the text is none, or where its service is not known. */
export function parseArn(value: Value): Arn | undefined {
  const fields: Value[][] = [[]];
  for (const part of partsOf(value)) {
    if (part.kind !== "known") {
      fields.at(-1)?.push(part);
      continue;
    }
    let rest = String(part.value);
    while (fields.length < 6) {
      const colon = rest.indexOf(":");
      if (colon < 0) break;
      push(fields, rest.slice(0, colon), part);
      fields.push([]);
      rest = rest.slice(colon + 1);
    }
    push(fields, rest, part);
  }
  const [prefix, partition, service, region, account, resource] = fields;
  if (
    literalOf(prefix) !== "arn" ||
    partition === undefined ||
    region === undefined ||
    account === undefined ||
    resource === undefined
  )
    return undefined;
  const name = literalOf(service);
  return name === undefined ? undefined : { partition, service: name, region, account, resource };
}

function push(fields: Value[][], text: string, from: Value): void {
  if (text !== "") fields.at(-1)?.push({ kind: "known", value: text, origin: from.origin });
}

/** The text of parts that are one literal (or nothing), else undefined. */
export function literalOf(parts: Parts | undefined): string | undefined {
  if (parts === undefined) return undefined;
  if (parts.length === 0) return "";
  const [only] = parts;
  return parts.length === 1 && only?.kind === "known" ? String(only.value) : undefined;
}

/** Cuts parts at the first occurrence of one of the characters in a literal; the character starts the second half. */
export function cutAt(parts: Parts, characters: string): readonly [Parts, Parts] {
  for (const [i, part] of parts.entries()) {
    if (part.kind !== "known") continue;
    const text = String(part.value);
    let at = 0;
    while (at < text.length && !characters.includes(text.charAt(at))) at++;
    if (at === text.length) continue;
    const literal = (slice: string): Parts =>
      slice === "" ? [] : [{ kind: "known", value: slice, origin: part.origin }];
    return [
      [...parts.slice(0, i), ...literal(text.slice(0, at))],
      [...literal(text.slice(at)), ...parts.slice(i + 1)],
    ];
  }
  return [parts, []];
}

/** The parts without a literal that they begin with, or undefined where they do not begin with it. */
export function after(parts: Parts, prefix: string): Parts | undefined {
  const [first, ...rest] = parts;
  if (first?.kind !== "known") return undefined;
  const text = String(first.value);
  if (!text.startsWith(prefix)) return undefined;
  const left = text.slice(prefix.length);
  return left === "" ? rest : [{ kind: "known", value: left, origin: first.origin }, ...rest];
}

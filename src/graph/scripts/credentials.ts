/**
 * Texts -> whether they look like a credential that somebody wrote down.
 *
 * Two ways: shapes that only credentials have (an access key of AWS), and a name that says "password" with a value that is
 * too irregular to be a name, a path or a placeholder. The second is a guess.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */

/** `aws` for keys of AWS, `token` for other shapes that are unmistakable, `guess` for what name and irregularity say. */
export type CredentialKind = "aws" | "token" | "guess";

/** Names whose value is a secret. The end counts: `PasswordArn` and `SecretName` are none. */
const secretName =
  /(?:password|passwd|passphrase|pwd|secret|secret_?string|secret_?key|access_?key|private_?key|api_?key|token)$/i;

const awsKeyId = /(?:^|[^A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/;
const awsSecretKey = /^[A-Za-z0-9/+]{40}$/;
const tokens =
  /(?:^|[^A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36}|xox[abprs]-[A-Za-z0-9-]{20}|sk_live_[A-Za-z0-9]{20})|-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY-----/;

/** Words of examples and of values that somebody is meant to replace. */
const placeholder =
  /example|change.?(?:me|it|this)|placeholder|your|replace|insert|dummy|sample|todo|tbd|xxx|\*\*\*|<|>|\.\.\.|fake|mock|123456789/i;

export function namesSecret(name: string): boolean {
  return secretName.test(name);
}

/** What a value is that stands by itself under a name; undefined where it looks like no credential. */
export function credentialIn(name: string, value: string): CredentialKind | undefined {
  const byShape = shapeIn(value);
  if (byShape !== undefined) return byShape;
  if (/secret_?(?:access_?)?key$/i.test(name) && awsSecretKey.test(value) && isIrregular(value)) return "aws";
  if (isSecretValue(inAddress.exec(value)?.[1])) return "guess";
  return namesSecret(name) && isSecretValue(value) ? "guess" : undefined;
}

/** A password in an address: `postgres://app:s3cr3t@host`. */
const inAddress = /:\/\/[^\s:/@]{1,64}:([^\s:/@]{1,128})@/;

function shapeIn(text: string): CredentialKind | undefined {
  const key = awsKeyId.exec(text)?.[0];
  if (key !== undefined && !/EXAMPLE/.test(key) && distinct(key) > 8) return "aws";
  return tokens.test(text) ? "token" : undefined;
}

export interface FoundCredential {
  readonly kind: CredentialKind;
  /** What it is called in the text: `password`; empty for a shape. */
  readonly name: string;
  /** Offsets of the line's part that says so. */
  readonly start: number;
  readonly end: number;
}

/** `password=...`, `DB_TOKEN: "..."`: a name that says secret, and what is assigned to it. */
const assignment =
  /((?:password|passwd|passphrase|pwd|secret_?key|access_?key|private_?key|api_?key|token)["']?[ \t]{0,8}[:=][ \t]{0,8}["']?)([^\s"',;)}\]&|]{1,256})/gi;

/** At most this much of a text is read: what is longer was not written by hand. */
const maximalText = 200_000;

/** The credentials that a script or a configuration file holds, line by line. */
export function credentialsIn(text: string): readonly FoundCredential[] {
  const found: FoundCredential[] = [];
  let start = 0;
  for (const line of text.slice(0, maximalText).split("\n")) {
    const one = inLine(line);
    if (one !== undefined) found.push({ ...one, start: start + one.start, end: start + one.end });
    start += line.length + 1;
  }
  return found;
}

function inLine(line: string): FoundCredential | undefined {
  const whole = { start: line.length - line.trimStart().length, end: line.trimEnd().length };
  const byShape = shapeIn(line);
  if (byShape !== undefined) return { kind: byShape, name: "", ...whole };
  if (/^\s*(?:#|\/\/)/.test(line)) return undefined;
  if (isSecretValue(inAddress.exec(line)?.[1])) return { kind: "guess", name: "password in an address", ...whole };
  for (const match of line.matchAll(assignment)) {
    const [, name = "", value = ""] = match;
    const atEnd = match.index + match[0].length === line.length;
    if (atEnd && line.endsWith(value) && value.endsWith(hole)) continue;
    if (isSecretValue(value)) return { kind: "guess", name: name.replace(/["'\s:=]+$/, ""), ...whole };
  }
  return undefined;
}

/** Stands for an undecided part of a text; what holds one is not written out. */
export const hole = "\uFFFC";

const shortest = 8;

/** Whether a value is neither a reference, a name, a path, an address nor an id, and is irregular enough. */
function isSecretValue(value: string | undefined): boolean {
  if (value === undefined || value.length < shortest || value.length > 256) return false;
  if (/[\s$`{}()\uFFFC\\]/.test(value) || placeholder.test(value)) return false;
  if (/^(?:arn:|https?:|s3:|ssm:|\/|\.\/|~)/i.test(value) || /:\/\//.test(value)) return false;
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)) return false;
  // Words joined by separators are names: `prod/db/password`, `my-app.token`, `MyDatabaseSecret`, `GITHUB_TOKEN`.
  if (/^[A-Za-z]+(?:[-_./:][A-Za-z]+)*$/.test(value)) return false;
  if (/^[\d.,:-]+$/.test(value)) return false;
  return isIrregular(value);
}

/** At least two kinds of characters, few of them twice (three bits each). */
function isIrregular(value: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length;
  return kinds >= 2 && entropy(value) >= 2.7;
}

function distinct(text: string): number {
  return new Set(text).size;
}

/** Shannon's, in bits for each character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

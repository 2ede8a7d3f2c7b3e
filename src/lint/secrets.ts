/**
 * Templates -> the texts in them that must never be printed, and the means to keep them out of what is printed.
 *
 * Two ways, because each sees what the other misses: values are collected from where a template keeps secrets (NoEcho
 * parameters, keys called password or token), and text that looks like a credential is recognised wherever it stands.
 * Not here: whether a secret in a template is a finding; that is policy.
 */
import type { Stack } from "../input/app.ts";
import type { Scalar, SourceNode } from "../source/node.ts";
import { childOf } from "../source/node.ts";

/** Keys whose value is a secret. The end counts: `PasswordArn` and `SecretName` are no secrets. */
const secretKey =
  /(?:password|passwd|passphrase|pwd|secret|secret_?string|secret_?key|access_?key|private_?key|api_?key|token)$/i;

/** Shapes of credentials, wherever they stand. */
const credentials = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{36,255}/g,
  /\bxox[abprs]-[A-Za-z0-9-]{10,255}/g,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,8192}/g,
];

/** `password: hunter2`, `DB_TOKEN=...`: the value after a key that is called so; no reference, tag or boolean. */
const assignment =
  /((?:password|passwd|passphrase|pwd|secret|secret_?string|secret_?key|access_?key|private_?key|api_?key|token)["']?[ \t]{0,8}[:=][ \t]{0,8}["']?)(?!(?:true|false|null|arn)\b)([^\s"'${}!&*<|>,[\]()][^\s"',)}\]]{2,})/gi;

/** A password in an address: `postgres://app:hunter2@host`. */
const inAddress = /(:\/\/[^\s:/@"']{1,64}:)([^\s:/@"'${}]{1,128})(?=@)/g;

const shortest = 3;

/** Every text in the stacks' templates, and among the given parameters, that is a secret. */
export function secretsIn(stacks: readonly Stack[], given: ReadonlyMap<string, string>): ReadonlySet<string> {
  const secrets = new Set<string>();
  const add = (value: Scalar | undefined): void => {
    if (typeof value === "boolean" || value === null || value === undefined) return;
    // Line by line, because that is how they are met again in a frame of source code.
    for (const line of String(value).split(/[\r\n]+/)) {
      const text = line.trim();
      if (text.length >= shortest && !/^(?:arn:|\{\{)/.test(text)) secrets.add(text);
    }
  };
  const files = new Set<SourceNode>();
  for (const { template, parameters } of stacks) {
    for (const { name, noEcho, defaultValue } of template.parameters.values()) {
      if (!noEcho && !secretKey.test(name)) continue;
      if (defaultValue?.kind === "scalar") add(defaultValue.value);
      add(parameters.get(name));
      add(given.get(name));
    }
    if (files.has(template.root)) continue;
    files.add(template.root);
    for (const node of writtenSecrets(template.root)) {
      const text = String(node.value);
      if (!template.resources.has(text) && !template.parameters.has(text)) add(node.value);
    }
  }
  return secrets;
}

/** Once for a template, because every environment asks, and the report as well as who shows its lines. */
function writtenSecrets(root: SourceNode): readonly { readonly value: Scalar }[] {
  let found = knownSecrets.get(root);
  if (found === undefined) {
    found = secretScalars(root);
    knownSecrets.set(root, found);
  }
  return found;
}

const knownSecrets = new WeakMap<SourceNode, readonly { readonly value: Scalar }[]>();

/** Scalars that stand under a secret's key, or beside its name (`{Name: DB_PASSWORD, Value: ...}`). */
function secretScalars(root: SourceNode): { readonly value: Scalar }[] {
  const found: { readonly value: Scalar }[] = [];
  const visited = new Set<SourceNode>();
  const waiting: SourceNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === "scalar" || visited.has(node)) continue;
    visited.add(node);
    if (node.kind === "sequence") {
      for (const item of node.items) if (item.kind !== "scalar") waiting.push(item);
      continue;
    }
    for (const { name, value } of node.entries.values()) {
      if (value.kind !== "scalar") waiting.push(value);
      else if (typeof value.value === "string" && secretKey.test(name)) found.push(value);
    }
    const named = childOf(node, "Name") ?? childOf(node, "Key") ?? childOf(node, "OptionName");
    const value = childOf(node, "Value");
    if (named?.kind === "scalar" && value?.kind === "scalar" && secretKey.test(named.text)) found.push(value);
  }
  return found;
}

/** The text with every secret replaced by asterisks, one for each character, so that columns stay true. */
export function redact(text: string, secrets: ReadonlySet<string>): string {
  let result = text;
  for (const secret of secrets) if (result.includes(secret)) result = hide(result, secret);
  for (const shape of credentials) result = result.replace(shape, stars);
  const keepKey = (_: string, key: string, value: string): string => key + stars(value);
  return result.replace(inAddress, keepKey).replace(assignment, keepKey);
}

/** Hides a secret where it stands by itself: a password `web` leaves `WebServer` and `webhook` alone. */
function hide(text: string, secret: string): string {
  let result = "";
  let from = 0;
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, from)) {
    const end = at + secret.length;
    const apart = !isWordAt(text, at - 1) && !isWordAt(text, end);
    result += text.slice(from, at) + (apart ? stars(secret) : secret);
    from = end;
  }
  return result + text.slice(from);
}

function isWordAt(text: string, index: number): boolean {
  return /[A-Za-z0-9]/.test(text.charAt(index));
}

function stars(text: string): string {
  return text.replace(/[^\r\n]/g, "*");
}

/**
 * A rule's message with secrets hidden in what was filled in, and the rule's own words left alone: they are ours, and a
 * parameter whose default is "password" must not blot them out.
 */
export function redactMessage(message: string, ownWords: readonly string[], secrets: ReadonlySet<string>): string {
  let result = "";
  let rest = message;
  for (const words of ownWords) {
    const at = rest.indexOf(words);
    if (at < 0) return redact(message, secrets);
    result += redact(rest.slice(0, at), secrets) + words;
    rest = rest.slice(at + words.length);
  }
  return result + redact(rest, secrets);
}

/**
 * SAM's configuration, read from TOML, YAML or JSON -> the parameters and tags that `sam deploy` would give the stack.
 *
 * `[ENVIRONMENT.deploy.parameters]` counts, and `[ENVIRONMENT.global.parameters]` where it says nothing.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 */
import { didYouMean } from "../policy/nearest.ts";
import type { GivenValues, UnreadableFile } from "./given-values.ts";

/** SAM's own. */
const defaultEnvironment = "default";

/** @param table the whole file, as plain data. */
export function readSamConfig(
  path: string,
  table: unknown,
  environment = defaultEnvironment,
): GivenValues | UnreadableFile {
  const environments = entriesOf(table).filter(([, value]) => entriesOf(value).length > 0);
  const names = environments.map(([name]) => name);
  const found = environments.find(([name]) => name === environment)?.[1];
  if (found === undefined) {
    const known = names.length === 0 ? "" : ` It has ${names.join(", ")}.`;
    return { problem: `${path}: there is no environment ${environment}.${known}${didYouMean(environment, names)}` };
  }
  const setting = (name: string): unknown =>
    at(found, ["deploy", "parameters", name]) ?? at(found, ["global", "parameters", name]);
  const values = pairsOf(setting("parameter_overrides"));
  const tags = pairsOf(setting("tags"));
  const unread = [...values.unread, ...tags.unread];
  return unread.length === 0
    ? { values: values.pairs, tags: tags.pairs }
    : { problem: `${path}: expected NAME=VALUE among the parameters of ${environment}, not ${unread[0]}` };
}

/** Names of the environments that give a stack parameters or tags. @param table the whole file, as plain data. */
export function samEnvironments(path: string, table: unknown): readonly string[] {
  return entriesOf(table)
    .map(([name]) => name)
    .filter((name) => {
      const read = readSamConfig(path, table, name);
      return !("problem" in read) && read.values.size + read.tags.size > 0;
    });
}

interface Pairs {
  readonly pairs: ReadonlyMap<string, string>;
  /** What is no pair. */
  readonly unread: readonly string[];
}

/** `"A=1 B=\"two words\""`, a list of such texts, or a map. */
function pairsOf(setting: unknown): Pairs {
  const pairs = new Map<string, string>();
  const unread: string[] = [];
  for (const one of Array.isArray(setting) ? (setting as readonly unknown[]) : setting == null ? [] : [setting]) {
    if (typeof one === "string") {
      for (const word of wordsIn(one)) {
        const pair = pairIn(word);
        if (pair === undefined) unread.push(word);
        else pairs.set(...pair);
      }
    } else
      for (const [name, value] of entriesOf(one))
        pairs.set(name, Array.isArray(value) ? value.join(",") : String(value));
  }
  return { pairs, unread };
}

/** As on a command line: cut at blanks, except between quotes. */
function wordsIn(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === "\\" && i + 1 < text.length && `"'\\ `.includes(text.charAt(i + 1))) {
      word = (word ?? "") + text.charAt(++i);
    } else if (quote === "" && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (quote === char) quote = "";
    else if (quote === "" && (char === '"' || char === "'")) {
      quote = char;
      word ??= "";
    } else word = (word ?? "") + char;
  }
  return word === undefined ? words : [...words, word];
}

/** `Name=value`, or `ParameterKey=Name,ParameterValue=value`. */
function pairIn(word: string): readonly [string, string] | undefined {
  const long = /^ParameterKey=([^,]*),ParameterValue=/.exec(word);
  if (long !== null) return [long[1] ?? "", word.slice(long[0].length)];
  const equals = word.indexOf("=");
  return equals <= 0 ? undefined : [word.slice(0, equals), word.slice(equals + 1)];
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => entriesOf(inner).find(([name]) => name === key)?.[1], value);
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

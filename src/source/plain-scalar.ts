/**
 * Plain YAML scalars -> null, booleans, numbers or text, as CloudFormation types them.
 *
 * CloudFormation reads YAML 1.1 without timestamps: `yes` and `off` are booleans (`y` and `n` are not), `010` is 8, and
 * `2012-10-17` is text. Observed in https://github.com/ASFHyP3/hyp3/pull/2061, https://github.com/aws/aws-cli/pull/5257 and
 * https://ljmc.bearblog.dev/yaml-booleans-in-cloudformation-templates. Sexagesimals stay text, and so does every number
 * that a double cannot hold: nothing is made up.
 */
import type { Scalar } from "./node.ts";

const words: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ["", null],
  ["~", null],
  ...["null", "Null", "NULL"].map((word): [string, Scalar] => [word, null]),
  ...["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"].map((word): [string, Scalar] => [word, true]),
  ...["false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"].map((word): [string, Scalar] => [word, false]),
]);
const longestWord = 5;

const radixInteger = /^([-+]?)0(?:([0-7_]+)|x([0-9a-fA-F_]+)|b([01_]+))$/;
const decimal = /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?$/;

/** The value of a plain scalar without a tag. */
export function resolvePlain(text: string): Scalar {
  const first = text.charCodeAt(0);
  if ((first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e)
    return resolveNumber(text);
  if (text.length <= longestWord) {
    const word = words.get(text);
    if (word !== undefined) return word;
  }
  return text;
}

function resolveNumber(text: string): number | string {
  if (decimal.test(text)) {
    const octal = radixInteger.exec(text);
    return octal === null ? held(Number(text.replaceAll("_", "")), text) : radixValue(octal, text);
  }
  const other = radixInteger.exec(text);
  return other === null ? text : radixValue(other, text);
}

function radixValue([, sign, octal, hexadecimal, binary]: RegExpExecArray, text: string): number | string {
  const digits = (octal ?? hexadecimal ?? binary ?? "").replaceAll("_", "");
  if (digits === "") return octal === undefined ? text : 0;
  const value = Number.parseInt(digits, octal !== undefined ? 8 : hexadecimal !== undefined ? 16 : 2);
  return held(sign === "-" ? -value : value, text);
}

function held(value: number, text: string): number | string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return text;
  return value === 0 ? 0 : value;
}

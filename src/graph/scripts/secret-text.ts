/**
 * A dynamic reference to a secret of the app -> what the template itself writes into that secret.
 *
 * `SecretString` is a text, mostly a JSON document of which the reference names one key. `GenerateSecretString` makes a
 * text that no template knows.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
 */
import { readAt, textOf } from "../../resolve/reading.ts";
import type { Decided, Secret, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { partsOf } from "../arn.ts";
import type { NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";

/** The value that the reference reads; undefined where no template of the app writes it. */
export function writtenSecret(index: NodeIndex, secret: Secret, world: World): Decided | undefined {
  if (secret.source !== "secretsmanager" || secret.of === undefined) return undefined;
  const { node } = nodeNamed(index, world.read(secret.of), "AWS::SecretsManager::Secret", world);
  if (node === undefined) return undefined;
  const written = readAt(node.properties, ["SecretString"], world);
  if (written.kind !== "known" && written.kind !== "text") return undefined;
  const key = secret.name.split(":SecretString:")[1]?.split(":", 1)[0] ?? "";
  return key === "" ? written : valueUnder(key, written);
}

/** Stand for the undecided parts of a text while it is read as JSON. */
const firstMark = 0xe000;
const marks = /[\uE000-\uF8FF]/;

function valueUnder(key: string, document: Decided): Decided | undefined {
  const parts = partsOf(document);
  const spelled = parts.map((part, i) => textOf(part) ?? String.fromCharCode(firstMark + i)).join("");
  const value = entryOf(spelled, key);
  if (value === undefined) return undefined;
  const inside = value.split(new RegExp(`(${marks.source})`)).flatMap((piece): readonly Value[] => {
    if (piece === "") return [];
    const part = marks.test(piece) ? parts[piece.charCodeAt(0) - firstMark] : undefined;
    return [part ?? { kind: "known", value: piece, origin: document.origin }];
  });
  const [only] = inside;
  if (only === undefined) return undefined;
  return inside.length === 1 && only.kind !== "choice"
    ? only
    : { kind: "text", parts: inside, origin: document.origin };
}

function entryOf(json: string, key: string): string | undefined {
  try {
    const document: unknown = JSON.parse(json);
    if (typeof document !== "object" || document === null || !Object.hasOwn(document, key)) return undefined;
    return String(Object.getOwnPropertyDescriptor(document, key)?.value);
  } catch {
    return undefined;
  }
}

/**
 * `{{resolve:service:path}}` in a text -> a secret, or an unknown that names what is read at deployment.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 *
 * Invariant: a reference is found wherever its parts come from, so that a secret's name may be a Ref.
 */
import { cutParts, literal, mergeParts, type Part, textOfParts } from "./parts.ts";
import { ssmReason, unknown } from "./reason.ts";
import { spell } from "./spell.ts";
import { derive } from "./undecided.ts";
import type { Value } from "./value.ts";

type Origin = Value["origin"];

const opening = "{{resolve:";
const closing = "}}";

/** Whether a literal begins a reference; most texts have none. */
export function beginsReference(text: string): boolean {
  return text.includes(opening);
}

/** The parts with every dynamic reference among them replaced by what it stands for. */
export function resolveReferences(parts: readonly Part[], origin: Origin): readonly Part[] {
  if (!parts.some((part) => part.kind === "known" && beginsReference(String(part.value)))) return parts;
  const outside: Part[] = [];
  let rest = parts;
  for (;;) {
    const opened = cutParts(rest, opening);
    const closed = opened && cutParts(opened[1], closing);
    if (opened === undefined || closed === undefined) return mergeParts([...outside, ...rest], origin);
    outside.push(...opened[0], referenceOf(closed[0], origin));
    rest = closed[1];
  }
}

function referenceOf(inside: readonly Part[], origin: Origin): Part {
  const [first] = inside;
  const [service, path] = (first?.kind === "known" && cutParts(inside, ":")) || [];
  const name = spell(textOfParts(path ?? inside, origin));
  switch (service?.length === 1 && service[0]?.kind === "known" ? service[0].value : undefined) {
    case "secretsmanager":
      return { kind: "secret", source: "secretsmanager", name, of: secretId(path ?? [], origin), origin };
    case "ssm-secure":
      return { kind: "secret", source: "ssm-secure", name, of: textOfParts(path ?? [], origin), origin };
    case "ssm":
      return path?.every((part) => part.kind === "known")
        ? unknown(ssmReason(name), origin)
        : derive("SSM parameter", path ?? [], origin);
    default:
      return derive("dynamic reference", inside.length === 0 ? [literal("", origin)] : inside, origin);
  }
}

/** `secret-id:SecretString:json-key:version-stage:version-id`, of which only the first is required and may be an ARN. */
function secretId(path: readonly Part[], origin: Origin): Value {
  const [first] = path;
  const isArn = first?.kind === "known" && String(first.value).startsWith("arn:");
  const [id] = cutParts(path, ":SecretString") ?? (isArn ? undefined : cutParts(path, ":")) ?? [path];
  return textOfParts(id, origin);
}

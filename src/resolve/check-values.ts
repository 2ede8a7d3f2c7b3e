/**
 * Values that were given for parameters, and their defaults -> diagnostics for those that CloudFormation would refuse.
 *
 * Not here: names that no stack declares; see ../lint/check-parameters.ts. AllowedPattern is not tried: it is a regular
 * expression from a hostile template.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, spanOf } from "../source/node.ts";
import type { ParameterDeclaration } from "../template/template.ts";
import { isListType } from "./parameter-type.ts";
import { scalarText } from "./scalar-text.ts";

export function checkValues(
  declarations: ReadonlyMap<string, ParameterDeclaration>,
  given: (name: string) => string | undefined,
): readonly Diagnostic[] {
  return [...declarations.values()].flatMap((declaration): Diagnostic[] => {
    const { name, defaultValue } = declaration;
    if (defaultValue !== undefined && defaultValue.kind !== "scalar") {
      const message = `the default of parameter ${name} must be a text; functions and lists are not allowed there`;
      return [{ code: "parameter-value", severity: "error", message, location: spanOf(defaultValue) }];
    }
    const text = given(name);
    const message = text === undefined ? undefined : refusal(declaration, text);
    if (message === undefined) return [];
    const at = childOf(declaration.node, "AllowedValues") ?? declaration.key;
    return [{ code: "parameter-value", severity: "error", message, location: spanOf(at) }];
  });
}

function refusal({ name, type, allowedValues, noEcho }: ParameterDeclaration, text: string): string | undefined {
  const items = isListType(type) ? text.split(",").map((item) => item.trim()) : [text];
  const said = (item: string): string => (noEcho ? "what is given" : `"${item}"`);
  const allowed = allowedValues?.flatMap((node) => scalarText(node) ?? []) ?? [];
  const refused = allowed.length === 0 ? undefined : items.find((item) => !allowed.includes(item));
  if (refused !== undefined) return `parameter ${name} does not allow ${said(refused)}; it allows ${listed(allowed)}`;
  if (!/^(?:List<)?Number>?$/.test(type)) return undefined;
  const strange = items.find((item) => item === "" || !Number.isFinite(Number(item)));
  return strange === undefined ? undefined : `parameter ${name} takes numbers, and ${said(strange)} is none`;
}

function listed(allowed: readonly string[]): string {
  const few = allowed.slice(0, 8).map((text) => `"${text}"`);
  return allowed.length > few.length ? `${few.join(", ")} and ${allowed.length - few.length} more` : few.join(", ");
}

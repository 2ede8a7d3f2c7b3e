/**
 * Values that were given for parameters -> diagnostics for those that do not match `AllowedPattern`.
 *
 * A pattern comes from a hostile template, so it is tried by RE2 alone, and only where its engine is loaded; what RE2 does
 * not know (looking ahead) is not tried. A match is one of the whole value, as CloudFormation has it.
 */
import { hasRegularExpressions, matcherOf } from "../policy/regular-expression.ts";
import { itemsOf, refusalOf, said } from "../resolve/check-values.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import { scalarText } from "../resolve/scalar-text.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf } from "../source/node.ts";
import type { ParameterDeclaration } from "../template/template.ts";

/** @param given the text that a stack's parameter was given. */
export function checkPatterns(
  { template }: ResolvedStack,
  given: (name: string) => string | undefined,
): readonly Diagnostic[] {
  if (!hasRegularExpressions()) return [];
  return [...template.parameters.values()].flatMap((declaration): readonly Diagnostic[] => {
    const text = given(declaration.name);
    const refusal = text === undefined ? undefined : mismatch(declaration, text);
    return refusal === undefined ? [] : [refusal];
  });
}

function mismatch(declaration: ParameterDeclaration, text: string): Diagnostic | undefined {
  const at = childOf(declaration.node, "AllowedPattern");
  const pattern = scalarText(at);
  const matches = pattern === undefined ? undefined : wholeMatcher(pattern);
  const strange = matches && itemsOf(declaration, text).find((item) => !matches(item));
  if (strange === undefined) return undefined;
  const described = scalarText(childOf(declaration.node, "ConstraintDescription"));
  const why = described === undefined ? "" : `: ${described}`;
  return refusalOf(declaration, {
    message: `takes what matches ${pattern}, and ${said(declaration, strange)} does not${why}`,
    at,
  });
}

function wholeMatcher(pattern: string): ((text: string) => boolean) | undefined {
  try {
    return matcherOf(`\\A(?:${pattern})\\z`);
  } catch {
    return undefined;
  }
}

/**
 * Calls of macros: `Fn::Transform` among the keys of a mapping, and names in the template's `Transform` section.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-transform.html
 *
 * Not here: what `AWS::Include` brings in; see ../input/include-files.ts.
 */
import type { SourceFile } from "../source/file.ts";
import { childOf, type SourceNode } from "../source/node.ts";
import { samTransformPrefix } from "./dialect.ts";

export const includeName = "AWS::Include";
export const languageExtensions = "AWS::LanguageExtensions";

export interface MacroCall {
  /** Empty where it is computed. */
  readonly name: string;
  /** The parameter of `AWS::Include`. */
  readonly location: SourceNode | undefined;
}

/** @param argument `{Name, Parameters}`, a list of them, of which a macro that is not ours decides, or a name alone. */
export function macroCallOf(argument: SourceNode): MacroCall {
  if (argument.kind === "sequence") {
    const calls = argument.items.map(macroCallOf);
    return calls.find(({ name }) => isForeignMacro(name)) ?? calls[0] ?? { name: "", location: undefined };
  }
  const name = argument.kind === "mapping" ? childOf(argument, "Name") : argument;
  return {
    name: name?.kind === "scalar" ? name.text : "",
    location: childOf(childOf(argument, "Parameters"), "Location"),
  };
}

/**
 * Transforms of AWS that are run here, or that leave the resources of the template as they are: blue/green deployment is
 * a hook, and rotation by Secrets Manager adds a function that nothing else refers to.
 */
const understood = [
  samTransformPrefix,
  languageExtensions,
  includeName,
  "AWS::CodeDeployBlueGreen",
  "AWS::SecretsManager-",
];

/** Whether a name in the `Transform` section is a macro that may do anything to the template. */
export function isForeignMacro(name: string): boolean {
  return !understood.some((begin) => name.startsWith(begin));
}

/** The type of a resource that stands for the resources of a module. */
export function isModuleType(type: string): boolean {
  return type.endsWith("::MODULE");
}

/** Whether macros may be called in these files; asked first, because walking a template costs more than its text. */
export function mayCallMacros(files: readonly SourceFile[]): boolean {
  return files.some(({ text }) => /Fn::Transform|!Transform|\\u00/.test(text));
}

/**
 * A repository -> what a configuration for it would name: templates, cloud assemblies, SAM's environments.
 */
import type { Host } from "../input/app.ts";
import { searchFor } from "../input/discover.ts";
import { isWithin, joinPath } from "../input/join-path.ts";
import { childOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";
import { samEnvironmentsIn, type TomlParser } from "./parameter-file.ts";

export interface Survey {
  /** Paths of templates that no other one nests. */
  readonly templates: readonly string[];
  /** Folders of cloud assemblies, and the one that CDK will make. */
  readonly assemblies: readonly string[];
  /** The file with SAM's configuration, and its environments that give something. */
  readonly sam: { readonly path: string; readonly environments: readonly string[] } | undefined;
}

/** In the order in which SAM looks for them. */
export const samConfigs = ["samconfig.toml", "samconfig.yaml", "samconfig.yml"];

export function survey(host: Host, parseToml: TomlParser | undefined): Survey {
  const templates: string[] = [];
  const assemblies = new Set<string>();
  for (const { kind, name } of searchFor(host, ["."]).apps) {
    if (kind === "assembly") assemblies.add(name);
    else templates.push(name);
  }
  const output = cdkOutput(host);
  if (output !== undefined) assemblies.add(output);
  return { templates: templates.sort(), assemblies: [...assemblies].sort(), sam: samOf(host, parseToml) };
}

/** Where `cdk synth` writes, as cdk.json says; undefined where there is no CDK app, or it writes elsewhere. */
function cdkOutput(host: Host): string | undefined {
  const content = host.readText("cdk.json");
  if (!("text" in content)) return undefined;
  const output = childOf(parseSource("cdk.json", content.text).root, "output");
  const path = joinPath(".", output?.kind === "scalar" ? output.text : "cdk.out");
  return isWithin(".", path) && path !== "." ? path : undefined;
}

function samOf(host: Host, parseToml: TomlParser | undefined): Survey["sam"] {
  const path = samConfigs.find((name) => host.kindOf(name) === "file");
  const content = path === undefined ? undefined : host.readText(path);
  if (path === undefined || content === undefined || !("text" in content)) return undefined;
  const environments = samEnvironmentsIn(path, content.text, parseToml);
  return environments.length === 0 ? undefined : { path, environments };
}

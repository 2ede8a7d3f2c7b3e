/**
 * What a repository holds -> the text of a `stackplumb.yaml` for it, with a comment on everything that it could say.
 *
 * Invariant: the text says nothing that Stackplumb would not do without it, is read without a diagnostic, and whatever names
 * a repository has, they stay names.
 */
import { currentEdition } from "../policy/edition.ts";
import { quoteScalar } from "../source/quote-scalar.ts";
import type { Survey } from "./survey.ts";

/** Templates that are named. */
const listed = 10;

/** @param schema where an editor finds the schema of the file */
export function proposeConfiguration(found: Survey, schema: string): string {
  return [
    `# yaml-language-server: $schema=${schema}`,
    "# What Stackplumb is told about this project. A flag of the command line counts before what stands here.",
    "",
    "# The edition of rules and severities that this file is written for.",
    `edition: ${currentEdition}`,
    "",
    "# What is linted where the command line names nothing: files, folders, globs, cloud assemblies (`cdk synth` makes them).",
    ...templateLines(found),
    "",
    "# Templates that are deployed together, and so are judged together.",
    "# apps:",
    "#   - {name: shop, templates: [network.yaml, web.yaml]}",
    "",
    ...environmentLines(found.sam),
    "",
    "# Severities (error, warning, info, off) and options of rules; `stackplumb rules` lists them.",
    "# rules:",
    "#   MAZ009: error",
    "#   ORG001: {severity: warning, options: {keys: [project, owner]}}",
    "",
    "# The least severity that fails: error, warning, info or never.",
    "fail-on: error",
    "",
    "# What the team has decided to live with. The reason is mandatory.",
    "# ignore:",
    "#   - {rule: MAZ009, resource: SandboxDatabase, reason: A sandbox may be down for a day., owner: data, until: 2027-03-31}",
    "",
    "# Findings that were there before Stackplumb was; `stackplumb baseline` writes them down.",
    "# baseline: stackplumb-baseline.json",
    "",
  ].join("\n");
}

/**
 * Only what a search would not find by itself is said: a list of today's templates would leave out tomorrow's. It stands
 * in a comment.
 */
function templateLines({ templates, assemblies }: Survey): readonly string[] {
  const isUsual = assemblies.every((folder) => folder === "cdk.out");
  if (assemblies.length > 0 && (templates.length > 0 || !isUsual)) {
    const paths = [...assemblies, ...(templates.length > 0 ? ["."] : [])];
    return ["templates:", ...paths.map((path) => `  - ${quoteScalar(path)}`)];
  }
  const paths = [...assemblies, ...templates];
  if (paths.length === 0) return ["# templates: [infra]"];
  const rest = paths.length > listed ? [`#   and ${paths.length - listed} more`] : [];
  return [
    "# By default, all that is found; today:",
    ...paths.slice(0, listed).map((path) => `#   ${quoteScalar(path)}`),
    ...rest,
  ];
}

function environmentLines(sam: Survey["sam"]): readonly string[] {
  const comment = "# Each app is judged once an environment, and a finding says in which of them it holds.";
  if (sam === undefined) {
    return [
      comment,
      "# environments:",
      "#   prod: {parameters: {Env: prod}, parameter-files: [params/prod.json]}",
      "#   dev: {parameters: {Env: dev}}",
    ];
  }
  const [only, ...others] = sam.environments;
  const entry = (name: string): string => `[{file: ${quoteScalar(sam.path)}, sam-env: ${quoteScalar(name)}}]`;
  if (only !== undefined && others.length === 0) return ["# What SAM deploys with.", `parameter-files: ${entry(only)}`];
  return [
    comment,
    "environments:",
    ...sam.environments.map((name) => `  ${quoteScalar(name)}: {parameter-files: ${entry(name)}}`),
  ];
}

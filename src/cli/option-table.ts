/**
 * All commands and options, once: arguments are read by this table, `--help` is printed from it, and docs/cli.md is held
 * to it by a test.
 */
export type CommandName =
  | "check"
  | "explain"
  | "rules"
  | "architectures"
  | "graph"
  | "baseline"
  | "diff"
  | "test"
  | "report"
  | "init"
  | "help"
  | "version";

export interface CommandSpecification {
  readonly name: CommandName;
  /** What follows the name, as help shows it. */
  readonly operands: string;
  readonly summary: string;
}

export const commands: readonly CommandSpecification[] = [
  {
    name: "check",
    operands: "[PATH...]",
    summary: "Lint templates, folders, globs or a cdk.out (the default command)",
  },
  {
    name: "explain",
    operands: "NAME...",
    summary: "Show the page of a rule (why, how to fix it, examples) or of an architecture",
  },
  { name: "rules", operands: "", summary: "List the rules" },
  { name: "architectures", operands: "", summary: "List the built-in reference architectures" },
  { name: "graph", operands: "[PATH...]", summary: "Draw the architecture that the templates describe" },
  { name: "baseline", operands: "[PATH...]", summary: "Write down today's findings, so that only later ones fail" },
  { name: "diff", operands: "[PATH...]", summary: "Say what a change brings, mends, and does when it is deployed" },
  {
    name: "test",
    operands: "[FOLDER...]",
    summary: "Run the examples of a team's rules and architectures, and say what is wrong in its documents",
  },
  {
    name: "report",
    operands: "merge FILE...",
    summary: "Put reports in JSON of many repositories together: counts, conformance, exceptions that end soon",
  },
  {
    name: "init",
    operands: "",
    summary: "Write a stackplumb.yaml for this repository; or a rule or an architecture to begin with",
  },
  { name: "help", operands: "", summary: "Show this text" },
  { name: "version", operands: "", summary: "Show the version" },
];

export interface OptionSpecification {
  /** With its dashes. */
  readonly name: string;
  /** Name of its value in help; null for a switch. */
  readonly value: string | null;
  /** Whether it may be given more than once. */
  readonly repeatable: boolean;
  readonly commands: readonly CommandName[];
  readonly summary: string;
}

const everywhere: readonly CommandName[] = [
  "check",
  "explain",
  "rules",
  "architectures",
  "graph",
  "baseline",
  "diff",
  "test",
  "report",
  "init",
  "help",
  "version",
];
/** Where templates are judged. */
const judging: readonly CommandName[] = ["check", "baseline", "diff"];
/** Where templates are read. */
const reading: readonly CommandName[] = ["check", "graph", "baseline", "diff"];

export const options: readonly OptionSpecification[] = [
  option(
    "--format",
    "FORMAT",
    ["check", "diff", "rules", "architectures", "graph", "test", "report"],
    "check, diff: text (default), json, sarif, junit, markdown, github; rules, architectures, test: text, json; report: text, markdown, csv, json; graph: mermaid (default), dot, json, and text with --without-zone",
  ),
  repeatable(
    "--output",
    "FORMAT=FILE",
    judging,
    "Write a report to a file as well, in any format of check. For baseline: the FILE to write",
  ),
  option(
    "--config",
    "FILE",
    reading,
    "Configuration to use (default: stackplumb.yaml or .yml in the working directory)",
  ),
  toggle("--no-config", reading, "Use no configuration"),
  repeatable(
    "--environment",
    "NAME",
    reading,
    "Environment of the configuration that counts (default: all; for graph: none)",
  ),
  option("--baseline", "FILE", ["check", "diff"], "Baseline whose findings do not count (see the command baseline)"),
  repeatable(
    "--rule",
    "ID",
    ["check", "diff", "init"],
    "Run only this rule, even if otherwise only an architecture asks for it. For init: write such a rule, to be changed",
  ),
  repeatable(
    "--architecture",
    "NAME",
    ["check", "diff", "graph", "init"],
    "Hold every app to this architecture: a built-in one, or the path of a document; graph: draw it as expected and found; init: write one to be changed",
  ),
  option("--since", "EDITION", ["rules"], "Only rules that have come or changed after this edition, previews included"),
  option(
    "--policy",
    "FOLDER",
    reading,
    "Folder of an organisation's policy: rules, architectures and what is locked, which stackplumb.yaml cannot lower",
  ),
  option(
    "--base",
    "BASE",
    ["diff"],
    "What to compare with: a git revision, a folder with another copy or cdk.out, or a report in JSON",
  ),
  toggle("--detect", ["check"], "Say which built-in architectures the apps look like, and how far they conform"),
  option(
    "--fail-on",
    "SEVERITY",
    ["check", "diff"],
    "Least severity that fails: error (default), warning, info, never",
  ),
  toggle("--strict-unknown", judging, "Let what cannot be known fail like a violation"),
  repeatable("--parameter", "NAME=VALUE", reading, "Value of a template parameter"),
  repeatable(
    "--parameter-file",
    "FILE",
    reading,
    "Values of parameters: a file of CloudFormation, CodePipeline, Git sync or SAM (samconfig.toml)",
  ),
  option("--sam-env", "NAME", reading, "Environment of samconfig.toml that counts (default: default)"),
  repeatable(
    "--scenario",
    "NAME=VALUE",
    ["check", "diff", "graph"],
    "Look only at what follows where a parameter has this value, or a condition is true or false",
  ),
  repeatable("--stack-tags", "KEY=VALUE", reading, "Tag that the deployment gives to every stack"),
  toggle("--allow-unreadable", reading, "Let a template that cannot be read, or only in part, be a warning"),
  option("--as-of", "DATE", judging, "Day that dates are compared with, YYYY-MM-DD (default: today in UTC)"),
  toggle("--no-validity", judging, "Leave out AWS's own validation (not part of this version; always accepted)"),
  toggle("--all-verdicts", ["check"], "List every verdict on every subject, passes included"),
  option("--trace", "LOGICAL_ID", ["check"], "Show what was understood of a resource, instead of the findings"),
  option(
    "--without-zone",
    "ZONE",
    ["graph"],
    "What is lost without an Availability Zone, and what holds: its name, its number, its last letter, or each",
  ),
  repeatable("--name", "FILE=NAME", ["report"], "What the report of a file is called (default: its path)"),
  toggle("--quiet", reading, "Findings and the last line only; diagnostics only where they are errors"),
  toggle("--verbose", reading, "Each unknown by itself, every cause, every diagnostic"),
  toggle("--no-color", everywhere, "No colours (so does NO_COLOR in the environment; FORCE_COLOR wants them)"),
  toggle("--help", everywhere, "Show help"),
  toggle("--version", everywhere, "Show the version"),
];

/** Short spellings. */
export const aliases: ReadonlyMap<string, string> = new Map([
  ["-h", "--help"],
  ["-q", "--quiet"],
  ["-V", "--version"],
  ["--no-colour", "--no-color"],
]);

function option(name: string, value: string, where: readonly CommandName[], summary: string): OptionSpecification {
  return { name, value, repeatable: false, commands: where, summary };
}

function repeatable(name: string, value: string, where: readonly CommandName[], summary: string): OptionSpecification {
  return { name, value, repeatable: true, commands: where, summary };
}

function toggle(name: string, where: readonly CommandName[], summary: string): OptionSpecification {
  return { name, value: null, repeatable: false, commands: where, summary };
}

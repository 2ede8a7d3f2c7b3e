/**
 * The keys of `stackplumb.yaml`, of a project and of a pack, each with its shape and a sentence.
 *
 * The readers' tables of keys and the JSON Schemas are both this one.
 */
import { relaxationShape } from "../policy/architecture/relaxation-shape.ts";
import {
  choice,
  type DocumentShape,
  flag,
  key,
  keyed,
  list,
  oneOrMore,
  required,
  type Shape,
  text,
} from "../policy/document-shape.ts";
import { editions } from "../policy/edition.ts";
import { exceptionShape } from "./exception-shape.ts";

const scalar: Shape = { kind: "scalar" };
const values: Shape = { kind: "map", of: oneOrMore(scalar) };

export const appShape = keyed({
  name: required(text, "What the app is called."),
  templates: required(oneOrMore(text), "Files, folders and globs of what is deployed together."),
});

export const parameterFileShape = keyed({
  file: required(text, "Path of the file."),
  "sam-env": key(text, "The environment of a samconfig file that counts; default unless it is said."),
});

const deploymentShape = keyed({
  parameters: key(values, "Values of template parameters, by name."),
  "parameter-files": key(
    oneOrMore({ kind: "either", of: [text, parameterFileShape] }),
    "Files with values of parameters, in any form that AWS's tools take.",
  ),
  "stack-tags": key(values, "Tags that the deployment gives to every stack."),
});

export const architectureUseShape = keyed({
  use: required(oneOrMore(text), "Names of architectures, or paths of documents."),
  apps: key(oneOrMore(text), "Patterns of the apps or stacks that are meant; all unless it is said."),
});

const architectures = key(
  oneOrMore({ kind: "either", of: [text, architectureUseShape] }),
  "What apps are held to: built-in architectures, those of packs, or paths of documents.",
);

export const environmentShape = keyed({ ...deploymentShape.keys, architectures });

const severity = choice("error", "warning", "info", "off");

export const ruleSettingShape = keyed({
  severity: key(severity, "How grave its findings are; off: it does not run."),
  options: key({ kind: "map", of: { kind: "anything" } }, "Options of the rule, by name."),
});

const configuredRelaxationShape = keyed({
  ...relaxationShape.keys,
  architecture: key(text, "The only architecture that is meant; all unless it is said."),
});

/** What a project and a pack can both say. */
const settingsShape = keyed({
  edition: key(choice(...editions), "The edition of rules, severities and architectures that the file is written for."),
  extends: key(oneOrMore(text), "Packs that count as well: folders as ./policy, packages as @acme/policy@1.2."),
  rules: key(
    { kind: "map", keys: "rule", of: { kind: "either", of: [severity, ruleSettingShape] } },
    "Severities and options of rules, by id or name.",
  ),
  architectures,
  relax: key(list(configuredRelaxationShape), "Requirements of architectures of which less is asked."),
  "fail-on": key(
    choice("error", "warning", "info", "never"),
    "The least severity that fails; error unless it is said.",
  ),
  "strict-unknown": key(flag, "Whether what cannot be known fails like a violation."),
});

export const configurationShape = keyed({
  ...settingsShape.keys,
  templates: key(oneOrMore(text), "What is linted: files, folders, globs and cloud assemblies."),
  apps: key(list(appShape), "Templates that are deployed together, and so are judged together."),
  ...deploymentShape.keys,
  environments: key({ kind: "map", of: environmentShape }, "Deployments, by name; each app is judged once for each."),
  ignore: key(list(exceptionShape), "Findings that the team has decided to live with."),
  baseline: key(text, "File with the findings that were there before."),
});

export const packSettingsShape = keyed({
  ...settingsShape.keys,
  locked: key(oneOrMore(text), "Rules, and addresses of requirements, of which nobody may ask less."),
  "max-expiry": key(
    { kind: "textOrNumber", pattern: "^[0-9]{1,4}$" },
    "Days from today that an exception may last at most.",
  ),
  "judge-all": key(flag, "Whether all templates are judged that a project has, whichever it names."),
});

export const configurationDocument: DocumentShape = {
  title: "The configuration of Stackplumb: stackplumb.yaml",
  root: configurationShape,
  definitions: {},
};

export const packSettingsDocument: DocumentShape = {
  title: "The settings of a pack of Stackplumb: its stackplumb.yaml",
  root: packSettingsShape,
  definitions: {},
};

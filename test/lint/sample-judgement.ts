/** Stacks and judgements made by hand, for what turns them into reports. */
import type { GraphNode } from "../../src/graph/model.ts";
import type { Stack } from "../../src/input/app.ts";
import type { Judgement, Rule } from "../../src/policy/rule.ts";
import { always } from "../../src/resolve/guard.ts";
import type { ResolvedStack } from "../../src/resolve/resolved.ts";
import { absent, type Reason } from "../../src/resolve/value.ts";
import { parseTemplate } from "../../src/template/parse-template.ts";

export function stack(text: string, changes: Partial<Stack> = {}): Stack {
  const { template } = parseTemplate("shop.yaml", text);
  if (template === undefined) throw new Error("the sample is no template");
  return {
    name: "shop.yaml",
    template,
    sha256: "00",
    constructPaths: new Map(),
    account: undefined,
    region: undefined,
    parameters: new Map(),
    tags: new Map(),
    nested: new Map(),
    parent: undefined,
    ...changes,
  };
}

export function node(of: Stack, logicalId: string, changes: Partial<GraphNode> = {}): GraphNode {
  const declaration = of.template.resources.get(logicalId);
  if (declaration === undefined) throw new Error(`the sample has no ${logicalId}`);
  const resolved: ResolvedStack = {
    stack: of,
    template: of.template,
    declared: of.template,
    open: [],
    valueOf: () => absent,
    pseudo: () => absent,
    guardOf: () => always,
    conditions: new Map(),
    constraint: always,
  };
  return {
    id: `${of.name}/${logicalId}`,
    stack: resolved,
    logicalId,
    type: declaration.type,
    role: "object",
    guard: always,
    declaration,
    part: "",
    origin: declaration.key,
    properties: absent,
    ...changes,
  };
}

export function rule(changes: Partial<Rule> = {}): Rule {
  return {
    id: "MET002",
    name: "notification-without-permission",
    title: "S3 is not allowed to invoke the function it notifies",
    severity: [{ when: null, is: "error" }],
    basis: "proof",
    resilience: false,
    onlyWhenRequired: false,
    options: [],
    source: "P3",
    why: "",
    on: ["object"],
    as: "bucket",
    where: null,
    require: ["const", true],
    at: null,
    related: null,
    message: ["says what is wrong"],
    fix: { cloudformation: "in CloudFormation's words", sam: "in SAM's words", cdk: "in CDK's words" },
    references: [],
    causes: [],
    examples: [],
    ...changes,
  };
}

export function judgement(about: GraphNode, changes: Partial<Judgement> = {}): Judgement {
  return {
    rule: rule(),
    subject: { self: about, guard: always, node: about, property: "", key: "", origin: about.origin },
    verdict: "fail",
    guard: always,
    passesElsewhere: false,
    reasons: [],
    severity: "error",
    message: "says what is wrong",
    at: about.origin,
    related: [],
    causes: new Map(),
    assumed: [],
    ...changes,
  };
}

export function reason(name: string, settle: string | null = `--parameter ${name}=...`): Reason {
  return { kind: "parameter", name, stack: "shop.yaml", message: `parameter ${name} has no value`, settle };
}

export const buckets = `Resources:
  Uploads:
    Type: AWS::S3::Bucket
  Archive:
    Type: AWS::S3::Bucket
`;

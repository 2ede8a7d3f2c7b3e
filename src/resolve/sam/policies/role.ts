/**
 * The execution role that SAM generates for a function or a state machine.
 *
 * Invariant: a managed policy is attached once, and a document stands once, as far as equal texts show.
 */
import type { SourceNode } from "../../../source/node.ts";
import { synthesize } from "../../../source/synthesize.ts";
import { intrinsicOf } from "../../../template/intrinsic.ts";
import { ifElse, noValue } from "../../../template/intrinsic-call.ts";
import { compose, type Draft, type NodeData } from "../draft.ts";
import type { Expansion } from "../expansion.ts";
import { asMapping, type Branches, branchesOf, given, isNoValue, listed, literal } from "../property.ts";
import { nowhere, spell, spellDraft } from "../sameness.ts";
import type { InlinePolicy } from "./document.ts";
import { managedPolicyArn } from "./managed-policy.ts";
import { documentOf, parametersOf, usedTemplate } from "./template-policy.ts";

/** The policy of AWS that lets a role write traces, as SAM names it in the partition `aws`. */
export const xrayPolicy = "AWSXrayWriteOnlyAccess";

export class RoleDraft {
  readonly logicalId: string;
  readonly #managed = new Map<string, NodeData>();
  readonly #inline: NodeData[] = [];
  readonly #documents = new Set<string>();

  constructor(logicalId: string) {
    this.logicalId = logicalId;
  }

  attach(policyArn: NodeData): void {
    const key = policyKey(policyArn);
    if (!this.#managed.has(key)) this.#managed.set(key, policyArn);
  }

  /** Attaches a policy of AWS by its name. */
  attachManaged(name: string, origin: SourceNode): void {
    this.attach(synthesize(origin, managedPolicyArn(name)));
  }

  /** Adds a document of SAM's own unless there is one that says the same. */
  allow({ name, document }: InlinePolicy, origin: SourceNode): void {
    const spelling = spellDraft(document);
    if (this.#documents.has(spelling)) return;
    this.#documents.add(spelling);
    this.#inline.push(synthesize(origin, { PolicyName: name, PolicyDocument: document }));
  }

  /** Adds the entries of a `Policies` property: statements, names and ARNs of managed policies, policy templates. */
  addPolicies(expansion: Expansion, policies: SourceNode | undefined): void {
    const entries = listed(policies);
    for (const [index, entry] of entries.entries())
      this.#addPolicy(expansion, entry, `${this.logicalId}Policy${index}`);
  }

  /** What the role allows, as properties of an AWS::IAM::Role. */
  properties(): { readonly ManagedPolicyArns: Draft; readonly Policies: Draft } {
    return {
      ManagedPolicyArns: [...this.#managed.values()],
      Policies: this.#inline.length > 0 ? this.#inline : undefined,
    };
  }

  #addPolicy(expansion: Expansion, entry: SourceNode, name: string): void {
    const policy = policyOf(expansion, entry, name);
    if (policy?.kind === "managed") this.attach(policy.draft);
    else if (policy?.kind === "inline") this.#inline.push(synthesize(entry, policy.draft));
  }
}

/** A policy of AWS is the same whether it is written for one partition or for any. */
function policyKey(arn: NodeData): string {
  const node = synthesize(nowhere, arn);
  const call = intrinsicOf(node);
  const text = literal(call?.name === "Sub" ? call.argument : node);
  return text?.replace("${AWS::Partition}", "aws") ?? spell(node);
}

interface Policy {
  readonly kind: "managed" | "inline";
  /** An ARN, or a policy with its name; under `Fn::If` where the entry is. */
  readonly draft: NodeData;
}

function policyOf(expansion: Expansion, entry: SourceNode, name: string): Policy | undefined {
  const text = literal(entry);
  if (text !== undefined) {
    return { kind: "managed", draft: text.startsWith("arn:") ? entry : synthesize(entry, managedPolicyArn(text)) };
  }
  const branches = branchesOf(entry);
  if (branches !== undefined) return policyOfBranches(expansion, branches, entry, name);
  if (intrinsicOf(entry) !== undefined) return isNoValue(entry) ? undefined : { kind: "managed", draft: entry };
  if (given(entry, "Statement") !== undefined) return inline(name, entry, entry);
  const template = usedTemplate(entry);
  if (template === undefined) {
    expansion.report(
      "sam-policy",
      `${nameOf(entry)} is no policy that SAM knows: give a Statement, a managed policy or a policy template`,
      entry,
    );
    return undefined;
  }
  const parameters = asMapping(template.parameters) ?? compose(template.parameters);
  const missing = parametersOf(template.name).filter((one) => !parameters.entries.has(one));
  if (missing.length > 0) {
    expansion.report("sam-policy", `the policy template ${template.name} needs ${missing.join(" and ")}`, entry);
    return undefined;
  }
  return inline(name, documentOf(template.name, parameters), entry);
}

function policyOfBranches(
  expansion: Expansion,
  branches: Branches,
  entry: SourceNode,
  name: string,
): Policy | undefined {
  const then = policyOf(expansion, branches.then, name);
  const otherwise = policyOf(expansion, branches.otherwise, name);
  const kind = then?.kind ?? otherwise?.kind;
  if (kind === undefined) return undefined;
  if (then !== undefined && otherwise !== undefined && then.kind !== otherwise.kind) {
    expansion.report(
      "sam-policy",
      "SAM refuses different kinds of policy as the branches of one condition; give each a condition of its own",
      entry,
    );
    return undefined;
  }
  return {
    kind,
    draft: synthesize(entry, ifElse(branches.condition, then?.draft ?? noValue, otherwise?.draft ?? noValue)),
  };
}

function inline(name: string, document: NodeData, origin: SourceNode): Policy {
  return { kind: "inline", draft: synthesize(origin, { PolicyName: name, PolicyDocument: document }) };
}

function nameOf(entry: SourceNode): string {
  if (entry.kind !== "mapping") return "this";
  const [first] = entry.entries.keys();
  return first ?? "an empty map";
}

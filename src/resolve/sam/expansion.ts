/**
 * The state of expanding one template: which resources, conditions and diagnostics there are so far.
 *
 * Invariant: a logical id is declared once. Generated resources stand where the resource that they come from stood.
 */
import type { Diagnostic, DiagnosticSeverity } from "../../source/diagnostic.ts";
import { type MappingNode, type ScalarNode, type SourceNode, spanOf } from "../../source/node.ts";
import { synthesize } from "../../source/synthesize.ts";
import type { ResourceDeclaration, Template } from "../../template/template.ts";
import { RouteTable } from "./api/route.ts";
import { compose, type Draft, omit, type Part, scalarFrom } from "./draft.ts";
import type { BucketEvent } from "./events/bucket-event.ts";
import { given, listed, literal, literalBoolean, mappingAt, refTarget } from "./property.ts";
import { tagList } from "./tags.ts";

/** What a resource passes on to the resources that are generated from it. */
export interface Inherited {
  readonly condition: string | undefined;
  readonly deletionPolicy: SourceNode | undefined;
  readonly updateReplacePolicy: SourceNode | undefined;
  readonly metadata?: SourceNode | undefined;
  /** Tags for all that is generated, where the author wants them propagated. */
  readonly tags?: MappingNode | undefined;
}

/** A resource to be declared. */
export interface Generated {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Part;
  /** What the resource comes from: its span is that of everything in it that nobody wrote. */
  readonly origin: SourceNode;
  /** The author's key, where the resource keeps the logical id that was written. */
  readonly key?: ScalarNode;
  readonly inherited?: Inherited;
  readonly dependsOn?: readonly string[];
  /** Metadata of its own, in the place of what is inherited. */
  readonly metadata?: SourceNode | undefined;
  readonly updatePolicy?: SourceNode | undefined;
}

export interface Amendment {
  readonly properties?: (before: SourceNode | undefined) => MappingNode;
  /** Further resources that must be there first. */
  readonly dependsOn?: readonly string[];
  /** An attribute that is taken away. */
  readonly without?: string;
}

export class Expansion {
  readonly template: Template;
  readonly conditions: Map<string, SourceNode>;
  readonly diagnostics: Diagnostic[] = [];
  /** References to be rewritten when all resources are there: `Fn.Alias` to `FnAliaslive`, `Layer` to `Layer0123456789`. */
  readonly renamed = new Map<string, string>();
  /** The routes that events add to APIs. */
  readonly routes = new RouteTable();
  /** What S3 events add to buckets. */
  readonly bucketEvents: BucketEvent[] = [];
  /** What takes the place of a connector in DependsOn. */
  readonly replacedDependencies = new Map<string, readonly string[]>();
  readonly #parameters: ReadonlyMap<string, string>;
  readonly #groups = new Map<string, Map<string, ResourceDeclaration>>();
  readonly #groupOf = new Map<string, string>();

  constructor(template: Template, parameters: ReadonlyMap<string, string>) {
    this.template = template;
    this.#parameters = parameters;
    this.conditions = new Map(template.conditions);
    for (const [logicalId, declaration] of template.resources) this.#put(logicalId, declaration);
  }

  /** The declaration of a logical id as it is by now. */
  get(logicalId: string): ResourceDeclaration | undefined {
    const group = this.#groupOf.get(logicalId);
    return group === undefined ? undefined : this.#groups.get(group)?.get(logicalId);
  }

  /** All declarations, in the order of the template. */
  resources(): Map<string, ResourceDeclaration> {
    const all = new Map<string, ResourceDeclaration>();
    for (const group of this.#groups.values()) for (const [logicalId, one] of group) all.set(logicalId, one);
    return all;
  }

  /** Takes a SAM resource away; what is generated from it takes its place. */
  remove(logicalId: string): void {
    const group = this.#groupOf.get(logicalId);
    if (group === undefined) return;
    this.#groups.get(group)?.delete(logicalId);
    this.#groupOf.delete(logicalId);
  }

  /** Declares what `source` stands for. A logical id that is taken is a diagnostic, and stays what it was. */
  generate(source: string, generated: Generated): void {
    const { logicalId } = generated;
    if (this.#groupOf.has(logicalId)) {
      this.report(
        "sam-duplicate-id",
        `SAM generates ${logicalId} from ${source}, but the template has a resource of that name; rename one of them`,
        generated.origin,
      );
      return;
    }
    this.#put(source, declarationOf(generated, source));
  }

  /** Changes a resource that is there: the bucket of an S3 event, the user pool of a Cognito event. */
  amend(logicalId: string, change: Amendment): void {
    const group = this.#groupOf.get(logicalId);
    const before = this.get(logicalId);
    if (group === undefined || before === undefined) return;
    const properties = change.properties?.(before.properties) ?? before.properties;
    const dependsOn = [...new Set([...before.dependsOn, ...(change.dependsOn ?? [])])];
    const kept = change.without === undefined ? before.node : omit(before.node, [change.without]);
    const node = compose(before.node, kept, {
      DependsOn: dependsOn.length > before.dependsOn.length ? dependsOn : undefined,
      Properties: properties,
    });
    this.#groups.get(group)?.set(logicalId, { ...before, node, properties, dependsOn });
  }

  /** A literal, or the value of the parameter that is referred to, as text; undefined where it cannot be known here. */
  textOf(node: SourceNode | undefined): string | undefined {
    const name = refTarget(node);
    return name === undefined ? literal(node) : this.parameter(name);
  }

  /** The value of a parameter: as given from outside, else its default. */
  parameter(name: string): string | undefined {
    return this.#parameters.get(name) ?? literal(this.template.parameters.get(name)?.defaultValue);
  }

  condition(name: string, definition: Draft, origin: SourceNode): void {
    if (!this.conditions.has(name)) this.conditions.set(name, synthesize(origin, definition ?? null));
  }

  report(code: string, message: string, node: SourceNode, severity: DiagnosticSeverity = "error"): void {
    this.diagnostics.push({ code, severity, message, location: spanOf(node) });
  }

  #put(source: string, declaration: ResourceDeclaration): void {
    const group = this.#groupOf.get(source) ?? source;
    const members = this.#groups.get(group) ?? new Map<string, ResourceDeclaration>();
    members.set(declaration.logicalId, declaration);
    this.#groups.set(group, members);
    this.#groupOf.set(declaration.logicalId, group);
  }
}

/** What a resource hands on to what is generated from it. */
export function inheritedFrom(declaration: ResourceDeclaration, properties: MappingNode): Inherited {
  const { condition, deletionPolicy, updateReplacePolicy, metadata } = declaration;
  const propagated = literalBoolean(given(properties, "PropagateTags")) === true;
  const tags = propagated ? mappingAt(properties, "Tags") : undefined;
  return { condition, deletionPolicy, updateReplacePolicy, metadata, tags };
}

/** Types that take propagated tags. */
const tagged = new Set([
  "AWS::ApiGateway::ApiKey",
  "AWS::ApiGateway::DomainName",
  "AWS::ApiGateway::DomainNameV2",
  "AWS::ApiGateway::RestApi",
  "AWS::ApiGateway::Stage",
  "AWS::ApiGateway::UsagePlan",
  "AWS::IAM::Role",
  "AWS::IoT::TopicRule",
  "AWS::Lambda::Function",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
  "AWS::StepFunctions::StateMachine",
]);

export function dependsOnOf(node: SourceNode | undefined): string[] {
  return listed(node).flatMap((item) => literal(item) ?? []);
}

function declarationOf(generated: Generated, generatedBy: string): ResourceDeclaration {
  const { logicalId, type, origin, inherited, updatePolicy, dependsOn = [] } = generated;
  const metadata = generated.metadata ?? inherited?.metadata;
  const tags = tagged.has(type) ? tagList(inherited?.tags) : undefined;
  const properties = compose(origin, generated.properties, tags && { Tags: tags });
  const condition = inherited?.condition;
  const node = compose(origin, {
    Type: type,
    DependsOn: dependsOn.length > 0 ? dependsOn : undefined,
    Condition: condition,
    DeletionPolicy: inherited?.deletionPolicy,
    UpdateReplacePolicy: inherited?.updateReplacePolicy,
    UpdatePolicy: updatePolicy,
    Metadata: metadata,
    Properties: properties,
  });
  return {
    logicalId,
    key: generated.key ?? scalarFrom(logicalId, origin),
    node,
    type,
    properties,
    condition,
    dependsOn,
    metadata,
    deletionPolicy: inherited?.deletionPolicy,
    updateReplacePolicy: inherited?.updateReplacePolicy,
    updatePolicy,
    creationPolicy: undefined,
    generatedBy,
  };
}

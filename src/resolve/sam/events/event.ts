/**
 * One entry of `Events`, and what every kind of event needs: what it invokes, and the permission to invoke it.
 */
import type { Entry, MappingNode, SourceNode } from "../../../source/node.ts";
import type { Draft, NodeData, Part } from "../draft.ts";
import type { Expansion, Inherited } from "../expansion.ts";
import type { RoleDraft } from "../policies/role.ts";
import { given } from "../property.ts";
import { shortHash } from "../sameness.ts";

/** What events invoke: the function, or the alias that SAM publishes for it. */
export interface EventTarget {
  /** Logical id of the SAM resource. */
  readonly source: string;
  /** Logical id of what is invoked. */
  readonly logicalId: string;
  readonly arn: NodeData;
  /** What stands for its ARN in the text of Fn::Sub. */
  readonly variable: string;
  /** What names it in `FunctionName`: the function's name, or the alias's ARN. */
  readonly name: NodeData;
  readonly inherited: Inherited;
}

/** An event of a function or of a state machine. */
export interface EventSource {
  readonly expansion: Expansion;
  readonly target: EventTarget;
  readonly entry: Entry;
  /** Logical id of the resource and the event's name, in one. */
  readonly logicalId: string;
  readonly properties: MappingNode;
}

export interface FunctionEvent extends EventSource {
  /** The function's generated role; it is written even where the function brings its own, and then left out. */
  readonly role: RoleDraft;
}

/** Declares a resource that an event stands for. */
export function generate(
  event: EventSource,
  type: string,
  properties: Part,
  more?: { readonly logicalId?: string; readonly dependsOn?: readonly string[] },
): void {
  event.expansion.generate(event.target.source, {
    logicalId: more?.logicalId ?? event.logicalId,
    type,
    properties,
    origin: event.entry.key,
    inherited: event.target.inherited,
    ...(more?.dependsOn && { dependsOn: more.dependsOn }),
  });
}

export interface Invoker {
  readonly principal: string;
  readonly sourceArn?: Draft;
  readonly sourceAccount?: Draft;
  readonly eventSourceToken?: Draft;
  /** Told apart by this: the stage of an API. */
  readonly suffix?: string;
  readonly prefix?: string;
}

/** Declares the permission for a service to invoke the function, and gives its logical id. */
export function allowInvoke(event: FunctionEvent, invoker: Invoker): string {
  const { suffix = "" } = invoker;
  const ending = /^[A-Za-z0-9]*$/.test(suffix) ? suffix : shortHash(suffix);
  const logicalId = `${invoker.prefix ?? event.logicalId}Permission${ending}`;
  const permission = {
    Action: "lambda:InvokeFunction",
    FunctionName: event.target.name,
    Principal: invoker.principal,
    SourceArn: invoker.sourceArn,
    SourceAccount: invoker.sourceAccount,
    EventSourceToken: invoker.eventSourceToken,
  };
  generate(event, "AWS::Lambda::Permission", permission, { logicalId });
  return logicalId;
}

/** A property that the event cannot do without; its absence is a diagnostic. */
export function required(event: EventSource, name: string): SourceNode | undefined {
  const value = given(event.properties, name);
  if (value === undefined) refuse(event, `needs ${name}`);
  return value;
}

export function refuse(event: EventSource, why: string, at: SourceNode = event.entry.key): void {
  event.expansion.report("sam-event", `the event ${event.entry.name} of ${event.target.source} ${why}`, at);
}

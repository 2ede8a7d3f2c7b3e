/**
 * The architecture: nodes with roles, and typed edges between them.
 *
 * Invariant: every node and edge carries the guard under which it exists and the places in the templates that make it.
 * The graph is built once, for all worlds; questions are asked in a world (`can`, `reach`, `zonesOf`, ...).
 */
import type { Guard } from "../resolve/guard.js";
import type { ResolvedStack } from "../resolve/resolved.js";
import type { Decided, Reason, Value } from "../resolve/value.js";
import type { SourceNode } from "../source/node.js";
import type { ResourceDeclaration } from "../template/template.js";
import type { Role } from "./role.js";
/** A place in a template and what it contributes, in words for people. */
export interface Evidence {
    readonly message: string;
    readonly node: SourceNode;
}
export interface GraphNode {
    /** `stack/LogicalId`, with `#path` where the node is a part of a resource (a block-device mapping). */
    readonly id: string;
    readonly stack: ResolvedStack;
    readonly logicalId: string;
    readonly type: string;
    readonly role: Role;
    readonly guard: Guard;
    readonly declaration: ResourceDeclaration;
    /** Property path inside the resource; empty for the resource itself. */
    readonly part: string;
    /** What a finding about the node as a whole points at: its logical id's key, or the part. */
    readonly origin: SourceNode;
    /** The properties of the resource, or of the part, as a map value. */
    readonly properties: Value;
}
/** Something that an edge leads to and that is not in the app, or cannot be told. */
export interface Outside {
    readonly kind: "outside";
    /** Why it cannot be told; null where it is known to be something else (a literal ARN). */
    readonly reason: Reason | null;
    readonly value: Value;
}
export type EdgeKind = "triggers" | "invokeAllowed" | "references" | "fronts" | "scales" | "attaches" | "placed";
interface EdgeBase {
    /** `kind:source>target` with what tells parallel edges apart. */
    readonly id: string;
    readonly source: GraphNode;
    readonly target: GraphNode | Outside;
    readonly guard: Guard;
    /** The line that a reviewer would edit. */
    readonly declaration: SourceNode;
    /** The resource whose declaration makes the edge: a permission, a notification's bucket, a listener. */
    readonly declaredBy: GraphNode;
    /** The hops, in order. */
    readonly evidence: readonly Evidence[];
}
export interface TriggersEdge extends EdgeBase {
    readonly kind: "triggers";
    /**
     * `notification` is S3's own configuration, however it was written (inline, SAM, CDK custom resource). Where it is of a
     * bucket outside the app, its `source` is the custom resource.
     */
    readonly via: "notification" | "eventbridge" | "queue" | "topic" | "pipe" | "workflow";
    readonly events: readonly string[];
    /** Key filters; undefined where there is none. */
    readonly prefix: Value | undefined;
    readonly suffix: Value | undefined;
    /** The event pattern, filter policy or filter criteria that an event must match; undefined where all go through. */
    readonly pattern?: Value;
    /** What configures the delivery: a rule's target, a mapping, a subscription, a pipe, a state of a workflow. */
    readonly settings?: Value;
    /** How the function was named: its ARN, a version or an alias. */
    readonly targetValue: Value;
    /** What the configuration says that the target is, also where it is outside the app. */
    readonly targetRole?: Role;
}
export interface InvokeAllowedEdge extends EdgeBase {
    readonly kind: "invokeAllowed";
    /** `source` is the AWS::Lambda::Permission (or what SAM generated it from), `target` the function. */
    readonly principal: Value;
    readonly sourceArn: Value;
    readonly sourceAccount: Value;
    readonly functionName: Value;
    readonly action: Value;
}
export interface ReferencesEdge extends EdgeBase {
    readonly kind: "references";
    /** How the name is passed: `environment`, `user-data`, `container`, `cfn-init`, `parameter-store`, `code`. */
    readonly via: string;
    /** The attribute that is passed: `Ref`, `Arn`, `Endpoint.Address`, `WebsiteURL`, ... */
    readonly attribute: string;
}
export interface FrontsEdge extends EdgeBase {
    readonly kind: "fronts";
}
export interface ScalesEdge extends EdgeBase {
    readonly kind: "scales";
}
export interface AttachesEdge extends EdgeBase {
    readonly kind: "attaches";
    /** `source` is the instance or the group, `target` the volume. Under which device name it is seen, as it is written. */
    readonly device: Value;
    /** Whether it is a script of the instance that attaches it, which happens only when it runs. */
    readonly byScript: boolean;
}
export interface PlacedEdge extends EdgeBase {
    readonly kind: "placed";
    /** `target` is a subnet. What a person calls its zone; null where worlds differ. */
    readonly zone: string | null;
}
export type Edge = TriggersEdge | InvokeAllowedEdge | ReferencesEdge | FrontsEdge | ScalesEdge | AttachesEdge | PlacedEdge;
export type EdgeOf<K extends EdgeKind> = Extract<Edge, {
    kind: K;
}>;
/** The nodes alone: what builders of edges, and `identify`, work on. */
export interface NodeIndex {
    readonly stacks: readonly ResolvedStack[];
    /** In the order of the templates; a node's parts follow it. */
    readonly nodes: readonly GraphNode[];
    /** The node of a resource of the app. */
    nodeOf(stack: string, logicalId: string): GraphNode | undefined;
    /** Nodes of one CloudFormation type. */
    nodesOfType(type: string): readonly GraphNode[];
    /** The physical names that the template gives a resource, one for each alternative; absent where CloudFormation makes it up. */
    physicalNames(node: GraphNode): readonly Decided[];
}
export interface Graph extends NodeIndex {
    edges<K extends EdgeKind>(kind: K): readonly EdgeOf<K>[];
    edgesFrom<K extends EdgeKind>(kind: K, source: GraphNode): readonly EdgeOf<K>[];
    edgesTo<K extends EdgeKind>(kind: K, target: GraphNode): readonly EdgeOf<K>[];
}
/** A three-valued answer, with what decided it. */
export type Answer = {
    readonly answer: "yes" | "no";
    readonly evidence: readonly Evidence[];
} | {
    readonly answer: "unknown";
    readonly reasons: readonly Reason[];
    readonly evidence: readonly Evidence[];
};
export declare function isOutside(end: GraphNode | Outside): end is Outside;
export {};

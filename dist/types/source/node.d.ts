/**
 * The tree that YAML and JSON are read into: values that know where they were written.
 *
 * Invariant: nodes are immutable for their readers. CloudFormation's short tags are already long forms here (`!Ref X`
 * is the mapping `{Ref: X}`), because both front ends must give one tree; nothing else in this room knows AWS.
 */
import type { SourceFile } from "./file.js";
import type { Span } from "./span.js";
export type Scalar = string | number | boolean | null;
interface NodeBase {
    readonly file: SourceFile;
    /** Offsets into `file.text`, `end` exclusive. Lines and columns: `spanOf`. */
    readonly start: number;
    readonly end: number;
}
export interface ScalarNode extends NodeBase {
    readonly kind: "scalar";
    readonly value: Scalar;
    /** The scalar as it was written, without quotes: `007` stays "007" where `value` is 7. */
    readonly text: string;
}
export interface SequenceNode extends NodeBase {
    readonly kind: "sequence";
    readonly items: readonly SourceNode[];
}
/** One `key: value`. The key is a node of its own, so that a finding can point at it. */
export interface Entry {
    readonly key: ScalarNode;
    readonly name: string;
    readonly value: SourceNode;
}
export interface MappingNode extends NodeBase {
    readonly kind: "mapping";
    /** In the order of the file; of duplicate keys the last one counts and a diagnostic names it. */
    readonly entries: ReadonlyMap<string, Entry>;
    /** True where the author wrote a short tag (`!Ref X`). */
    readonly shortForm: boolean;
}
export type SourceNode = ScalarNode | SequenceNode | MappingNode;
/** A collection while it is being read: its end is not known yet. */
export type OpenCollection = (SequenceNode | MappingNode) & {
    end: number;
};
/** The value under `name`, or undefined where the node is no mapping or has no such key. */
export declare function childOf(node: SourceNode | undefined, name: string): SourceNode | undefined;
/** The node at the end of a path of keys and indices, or undefined where the path ends early. */
export declare function nodeAt(node: SourceNode | undefined, path: readonly (string | number)[]): SourceNode | undefined;
/** Where the node was written. */
export declare function spanOf(node: SourceNode): Span;
export {};

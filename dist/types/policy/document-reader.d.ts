/**
 * Reading a document of a known shape: what is there in the right form, and a diagnostic at the place of everything else.
 *
 * Invariant: every key of a mapping that is read is either known or reported, as long as there are not more errors than a
 * person reads; nothing is thrown.
 */
import type { Diagnostic } from "../source/diagnostic.js";
import { type MappingNode, type ScalarNode, type SourceNode } from "../source/node.js";
export declare class DocumentReader {
    #private;
    readonly diagnostics: Diagnostic[];
    /** @param code of the diagnostics about the shape */
    constructor(code: string);
    get hasErrors(): boolean;
    error(node: SourceNode, message: string): void;
    /** An error inside a scalar; the offsets count in its value. */
    errorWithin(node: ScalarNode, message: string, start: number, end: number): void;
    /**
     * The node as a mapping, with its keys checked.
     * @param elsewhere for keys that people look for here: what to do instead
     */
    mapping(node: SourceNode | undefined, what: string, keys: readonly string[], elsewhere?: ReadonlyMap<string, string>): MappingNode | undefined;
    /**
     * The scalar under a key that must be there.
     * @param hint what to write, where the name of the key does not say it
     */
    required(of: MappingNode, key: string, what: string, hint?: string): ScalarNode | undefined;
    /** The text under a key, which must be one and not empty. */
    scalar(of: MappingNode, key: string): ScalarNode | undefined;
    text(node: SourceNode, what: string): ScalarNode | undefined;
    flag(of: MappingNode, key: string): boolean;
    oneOf<T extends string>(node: ScalarNode, what: string, values: readonly T[]): T | undefined;
    /** The items of a list, or the one thing that stands for a list of one; no more than `most`, and an error at the next. */
    items(node: SourceNode | undefined, most?: number): readonly SourceNode[];
}
/** Nothing stands behind the key: most often what belongs to it is not indented. */
export declare function isEmpty(node: SourceNode): boolean;
export declare function emptyMapping(what: string): string;

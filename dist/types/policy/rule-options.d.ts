/**
 * What a team can set about a rule: named values with a type and a default, which its expressions read as `options.NAME`.
 *
 * Not here: where values come from; a rule carries the ones that are in effect.
 */
import { type MappingNode, type SourceNode } from "../source/node.js";
import type { DocumentReader } from "./document-reader.js";
import { type FactMap } from "./fact.js";
export type OptionType = "string" | "int" | "double" | "bool" | "list<string>";
export type OptionValue = string | number | boolean | readonly string[];
export interface RuleOption {
    readonly name: string;
    readonly type: OptionType;
    /** One sentence: what it changes. */
    readonly doc: string;
    /** The value in effect: the default, unless a team has set another. */
    readonly value: OptionValue;
}
/** The options as expressions see them. */
export declare function optionsFact(options: readonly RuleOption[]): FactMap;
/** The options with other values in effect, where some are given. */
export declare function withValues(options: readonly RuleOption[], values: ReadonlyMap<string, OptionValue>): readonly RuleOption[];
/** `options:` of a rule document: name -> {type, default, doc}. */
export declare function readOptions(document: MappingNode, reader: DocumentReader): readonly RuleOption[];
/** What a type looks like, for people. */
export declare const wordsOf: Readonly<Record<OptionType, string>>;
/** A node as a value of a type, or undefined where it is none. */
export declare function readOptionValue(node: SourceNode, type: OptionType): OptionValue | undefined;

/**
 * What is judged together: an app and its stacks.
 */
import type { Diagnostic } from "../source/diagnostic.js";
import type { Template } from "../template/template.js";
import type { CodePlaces } from "./code-place.js";
export interface Stack {
    /** Unique in a run: the stack's name in an assembly, else the path of its template. */
    readonly name: string;
    readonly template: Template;
    /** SHA-256 of the template's bytes, in hex. */
    readonly sha256: string;
    /** `aws:cdk:path` of each resource, by logical id; empty outside CDK. */
    readonly constructPaths: ReadonlyMap<string, string>;
    /** Which lines of source code made the resources; undefined where nothing tells. */
    readonly code?: CodePlaces | undefined;
    /** Where CDK says that this stack will be deployed; undefined for an agnostic environment. */
    readonly account: string | undefined;
    readonly region: string | undefined;
    /** Parameter values that the assembly or a parent stack fixes, as text. */
    readonly parameters: ReadonlyMap<string, string>;
    /** Stack tags known from the assembly. */
    readonly tags: ReadonlyMap<string, string>;
    /** Child stacks whose templates were found, by the logical id of the `AWS::CloudFormation::Stack`. */
    readonly nested: ReadonlyMap<string, Stack>;
    /** The stack that nests this one. */
    readonly parent: {
        readonly stack: string;
        readonly logicalId: string;
    } | undefined;
}
export interface App {
    readonly name: string;
    readonly kind: "assembly" | "template";
    /** Nested stacks are listed too, after their parent. */
    readonly stacks: readonly Stack[];
}
export interface Discovery {
    readonly apps: readonly App[];
    readonly diagnostics: readonly Diagnostic[];
    /** Files that were named, or look like templates, and could not be read; decides exit status 2. */
    readonly unreadable: readonly string[];
    /** Files that are no templates and were passed over by the search. */
    readonly passedOver: number;
}
/**
 * A discovery that goes on while it is used: each app is read when it is asked for, so that memory follows the largest
 * app and not their number. Everything besides the apps is complete once they have all been taken.
 */
export interface Search extends Omit<Discovery, "apps"> {
    /** Can be gone through once. */
    readonly apps: Iterable<App>;
}
export interface DirectoryEntry {
    readonly name: string;
    readonly kind: "file" | "directory" | "other";
}
/**
 * The only way to files. Synchronous, because CDK's validation is; paths have forward slashes and are relative to the
 * host's root. A host refuses (undefined) what lies outside its root, symbolic links that lead out included.
 */
export interface Host {
    readText(path: string): {
        readonly text: string;
    } | {
        readonly error: string;
    };
    list(path: string): readonly DirectoryEntry[] | undefined;
    kindOf(path: string): "file" | "directory" | "other" | undefined;
}

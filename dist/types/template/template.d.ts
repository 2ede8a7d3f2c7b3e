/**
 * A CloudFormation template as CloudFormation's vocabulary names it.
 *
 * Sections are read into maps of declarations; their values stay source nodes, because what an intrinsic function says
 * is decided in ../resolve.
 */
import type { SourceFile } from "../source/file.js";
import type { MappingNode, ScalarNode, SourceNode } from "../source/node.js";
/** How the author writes infrastructure; decides in which words a fix is given. */
export type Dialect = "cloudformation" | "sam" | "cdk";
export interface ParameterDeclaration {
    readonly name: string;
    readonly key: ScalarNode;
    readonly node: SourceNode;
    /** `String`, `Number`, `CommaDelimitedList`, `List<...>`, `AWS::...`, `AWS::SSM::Parameter::Value<...>`. */
    readonly type: string;
    readonly defaultValue: SourceNode | undefined;
    readonly allowedValues: readonly SourceNode[] | undefined;
    readonly noEcho: boolean;
}
export interface ResourceDeclaration {
    readonly logicalId: string;
    readonly key: ScalarNode;
    /** The whole declaration: `Type`, `Properties`, ... */
    readonly node: MappingNode;
    /** `AWS::S3::Bucket`; empty where the template gives none. */
    readonly type: string;
    readonly properties: SourceNode | undefined;
    readonly condition: string | undefined;
    readonly dependsOn: readonly string[];
    readonly metadata: SourceNode | undefined;
    readonly deletionPolicy: SourceNode | undefined;
    readonly updateReplacePolicy: SourceNode | undefined;
    readonly updatePolicy: SourceNode | undefined;
    readonly creationPolicy: SourceNode | undefined;
    /** Logical id of the SAM (or other macro) resource that this one was expanded from; its spans point there. */
    readonly generatedBy: string | undefined;
    /** The key of the loop that made it; its own spans are those of the loop's body. */
    readonly loop?: ScalarNode;
}
export interface OutputDeclaration {
    readonly name: string;
    readonly key: ScalarNode;
    readonly node: SourceNode;
    readonly value: SourceNode | undefined;
    readonly exportName: SourceNode | undefined;
    readonly condition: string | undefined;
}
export interface Template {
    readonly file: SourceFile;
    readonly root: MappingNode;
    readonly format: "yaml" | "json";
    readonly dialect: Dialect;
    /** Names under `Transform`, in order: `AWS::Serverless-2016-10-31`, `AWS::LanguageExtensions`, a team's macro. */
    readonly transforms: readonly string[];
    readonly parameters: ReadonlyMap<string, ParameterDeclaration>;
    readonly mappings: SourceNode | undefined;
    readonly conditions: ReadonlyMap<string, SourceNode>;
    readonly rules: SourceNode | undefined;
    readonly globals: SourceNode | undefined;
    readonly metadata: SourceNode | undefined;
    readonly resources: ReadonlyMap<string, ResourceDeclaration>;
    readonly outputs: ReadonlyMap<string, OutputDeclaration>;
    /** Files of which parts stand in this template; their spans say so. */
    readonly included: readonly SourceFile[];
}

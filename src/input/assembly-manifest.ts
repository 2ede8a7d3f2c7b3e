/**
 * manifest.json of a cloud assembly -> the stacks and nested assemblies that it names.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_cloud-assembly-schema.AssemblyManifest.html
 *
 * Not here: reading what it names; see ./assembly.ts.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, type ScalarNode, type SourceNode, spanOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";
import type { Host } from "./app.ts";
import { baseName, joinPath } from "./join-path.ts";

export const assemblyFolderName = "cdk.out";
export const manifestName = "manifest.json";

export interface StackArtifact {
  readonly id: string;
  readonly stackName: string;
  readonly templateFile: ScalarNode;
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly parameters: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  readonly metadata: SourceNode | undefined;
  /** More metadata, in a file of its own. */
  readonly metadataFile: ScalarNode | undefined;
}

export interface AssemblyManifest {
  readonly stacks: readonly StackArtifact[];
  /** Folders of nested assemblies: one for each stage. */
  readonly assemblies: readonly ScalarNode[];
  /** Manifests of what will be uploaded. */
  readonly assetManifests: readonly ScalarNode[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Whether a folder is a cloud assembly.
 * @param names what stands in the folder.
 */
export function isAssembly(host: Host, folder: string, names: ReadonlySet<string>): boolean {
  if (!names.has(manifestName)) return false;
  if (baseName(folder) === assemblyFolderName) return true;
  const content = host.readText(joinPath(folder, manifestName));
  if ("error" in content || !content.text.includes('"artifacts"')) return false;
  const { root } = parseSource(manifestName, content.text);
  return childOf(root, "version")?.kind === "scalar" && childOf(root, "artifacts")?.kind === "mapping";
}

export function isAssemblyFolder(host: Host, folder: string): boolean {
  const entries = host.list(folder);
  return entries !== undefined && isAssembly(host, folder, new Set(entries.map((entry) => entry.name)));
}

/** The manifest of an assembly; a text where it cannot be read. */
export function readManifest(host: Host, folder: string): AssemblyManifest {
  const path = joinPath(folder, manifestName);
  const content = host.readText(path);
  if ("error" in content)
    return broken([problem("unreadable-file", `${path} cannot be read: ${content.error}`, undefined)]);
  const { root, diagnostics } = parseSource(path, content.text);
  if (root === undefined) return broken(diagnostics);
  const artifacts = childOf(root, "artifacts");
  if (artifacts?.kind !== "mapping") {
    return broken([problem("assembly-manifest", "this is no manifest of a cloud assembly: it has no artifacts", root)]);
  }
  const stacks: StackArtifact[] = [];
  const assemblies: ScalarNode[] = [];
  const assetManifests: ScalarNode[] = [];
  const problems: Diagnostic[] = [];
  for (const { name, value, key } of artifacts.entries.values()) {
    const type = textOf(childOf(value, "type"));
    const properties = childOf(value, "properties");
    if (type === "aws:cloudformation:stack") {
      const stack = readStack(name, value, properties);
      if (stack === undefined)
        problems.push(problem("assembly-manifest", `the stack ${name} names no templateFile`, key));
      else stacks.push(stack);
    } else if (type === "cdk:cloud-assembly") {
      const directory = childOf(properties, "directoryName");
      if (directory?.kind === "scalar") assemblies.push(directory);
      else problems.push(problem("assembly-manifest", `the nested assembly ${name} names no directoryName`, key));
    } else if (type === "cdk:asset-manifest") {
      const file = childOf(properties, "file");
      if (file?.kind === "scalar") assetManifests.push(file);
    }
  }
  return { stacks, assemblies, assetManifests, diagnostics: problems };
}

function broken(diagnostics: readonly Diagnostic[]): AssemblyManifest {
  return { stacks: [], assemblies: [], assetManifests: [], diagnostics };
}

function readStack(id: string, artifact: SourceNode, properties: SourceNode | undefined): StackArtifact | undefined {
  const templateFile = childOf(properties, "templateFile");
  if (templateFile?.kind !== "scalar") return undefined;
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(textOf(childOf(artifact, "environment")) ?? "") ?? [];
  const metadataFile = childOf(artifact, "additionalMetadataFile");
  return {
    id,
    stackName: textOf(childOf(properties, "stackName")) ?? id,
    templateFile,
    account: account === "unknown-account" ? undefined : account,
    region: region === "unknown-region" ? undefined : region,
    parameters: textsOf(childOf(properties, "parameters")),
    tags: textsOf(childOf(properties, "tags")),
    metadata: childOf(artifact, "metadata"),
    metadataFile: metadataFile?.kind === "scalar" ? metadataFile : undefined,
  };
}

function textsOf(node: SourceNode | undefined): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  if (node?.kind !== "mapping") return texts;
  for (const { name, value } of node.entries.values()) if (value.kind === "scalar") texts.set(name, value.text);
  return texts;
}

function textOf(node: SourceNode | undefined): string | undefined {
  return node?.kind === "scalar" ? node.text : undefined;
}

function problem(code: string, message: string, node: SourceNode | undefined): Diagnostic {
  return { code, severity: "error", message, location: node === undefined ? null : spanOf(node) };
}

/**
 * A cloud assembly -> App, by its manifest only.
 *
 * Manifests are hostile input: what leads out of the outermost assembly's folder is refused.
 */
import { type ScalarNode, type SourceNode, spanOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";
import type { App, Host, Stack } from "./app.ts";
import { type AssemblyManifest, manifestName, readManifest, type StackArtifact } from "./assembly-manifest.ts";
import { type AssetFiles, assetFilesIn } from "./asset-files.ts";
import { codePlacesIn } from "./code-places.ts";
import { constructsIn } from "./construct-paths.ts";
import { isWithin, joinPath } from "./join-path.ts";
import type { StackBuilder } from "./stack-builder.ts";
import type { TemplateReader } from "./template-reader.ts";

const maximalAssemblies = 500;

/** @param root folder of the outermost assembly. */
export function readAssembly(root: string, host: Host, reader: TemplateReader, builder: StackBuilder): App {
  const stacks: Stack[] = [];
  const open = [root];
  const seen = new Set(open);
  let isFull = false;
  for (let folder = open.shift(); folder !== undefined; folder = open.shift()) {
    const manifest = readManifest(host, folder);
    for (const problem of manifest.diagnostics) reader.refuseWith(joinPath(folder, manifestName), problem);
    const assets = assetsOf(manifest, folder);
    for (const artifact of manifest.stacks) stacks.push(...readStack(artifact, folder, assets));
    for (const directory of manifest.assemblies) {
      const nested = inside(folder, directory);
      if (nested === undefined || seen.has(nested)) continue;
      if (seen.size < maximalAssemblies) {
        seen.add(nested);
        open.push(nested);
      } else if (!isFull) {
        isFull = true;
        refuseMore(folder, directory);
      }
    }
  }
  return { name: root, kind: "assembly", stacks };

  function readStack(artifact: StackArtifact, folder: string, assets: AssetFiles): readonly Stack[] {
    const path = inside(folder, artifact.templateFile);
    const file = path === undefined ? undefined : reader.read(path, "referred");
    if (file === undefined) return [];
    const { id, stackName, account, region, parameters, tags, metadata, metadataFile } = artifact;
    const notes = [metadata, rootOf(folder, metadataFile)];
    const constructs = notes.flatMap(constructsIn);
    const code = codePlacesIn(notes, root, host);
    const names = [stackName, id, `${folder}/${id}`];
    return builder.build({ names, file, boundary: root, constructs, code, assets, account, region, parameters, tags });
  }

  function assetsOf(manifest: AssemblyManifest, folder: string): AssetFiles {
    return new Map(manifest.assetManifests.flatMap((file) => [...assetFilesIn(rootOf(folder, file))]));
  }

  /** What a file beside the manifest says; undefined where it cannot be read, because no template depends on it. */
  function rootOf(folder: string, reference: ScalarNode | undefined): SourceNode | undefined {
    const path = reference && inside(folder, reference);
    const content = path === undefined ? undefined : host.readText(path);
    if (path === undefined || content === undefined || "error" in content) return undefined;
    return parseSource(path, content.text).root;
  }

  function refuseMore(folder: string, reference: ScalarNode): void {
    reader.refuseWith(joinPath(folder, manifestName), {
      code: "search-limit",
      severity: "error",
      message: `more than ${maximalAssemblies} nested cloud assemblies; the rest is not read`,
      location: spanOf(reference),
    });
  }

  function inside(folder: string, reference: ScalarNode): string | undefined {
    const path = joinPath(folder, reference.text);
    if (!reference.text.startsWith("/") && isWithin(root, path) && path !== root) return path;
    const message = `${reference.text} leads out of the cloud assembly; it is not read`;
    const location = spanOf(reference);
    reader.refuseWith(joinPath(folder, manifestName), {
      code: "assembly-manifest",
      severity: "error",
      message,
      location,
    });
    return undefined;
  }
}

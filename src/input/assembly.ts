/**
 * A cloud assembly -> App, by its manifest only.
 *
 * Manifests are hostile input: what leads out of the outermost assembly's folder is refused.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { type ScalarNode, spanOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";
import type { App, Host, Stack } from "./app.ts";
import { readManifest, type StackArtifact } from "./assembly-manifest.ts";
import { constructPathsIn } from "./construct-paths.ts";
import { isWithin, joinPath } from "./join-path.ts";
import type { StackBuilder } from "./stack-builder.ts";
import type { TemplateReader } from "./template-reader.ts";

const maximalAssemblies = 500;

/** @param root folder of the outermost assembly. */
export function readAssembly(root: string, host: Host, reader: TemplateReader, builder: StackBuilder): App {
  const stacks: Stack[] = [];
  const open = [root];
  const seen = new Set(open);
  for (let folder = open.shift(); folder !== undefined; folder = open.shift()) {
    const manifest = readManifest(host, folder);
    for (const problem of manifest.diagnostics) reader.refuseWith(joinPath(folder, "manifest.json"), problem);
    for (const artifact of manifest.stacks) stacks.push(...readStack(artifact, folder));
    for (const directory of manifest.assemblies) {
      const nested = inside(folder, directory);
      if (nested === undefined || seen.has(nested) || seen.size >= maximalAssemblies) continue;
      seen.add(nested);
      open.push(nested);
    }
  }
  return { name: root, kind: "assembly", stacks };

  function readStack(artifact: StackArtifact, folder: string): readonly Stack[] {
    const path = inside(folder, artifact.templateFile);
    const file = path === undefined ? undefined : reader.read(path, "referred");
    if (file === undefined) return [];
    const { id, stackName, account, region, parameters, tags } = artifact;
    return builder.build({
      names: [stackName, id, `${folder}/${id}`],
      file,
      boundary: root,
      constructPaths: constructPathsOf(artifact, folder),
      account,
      region,
      parameters,
      tags,
    });
  }

  function constructPathsOf(artifact: StackArtifact, folder: string): ReadonlyMap<string, string> {
    const paths = constructPathsIn(artifact.metadata);
    const path = artifact.metadataFile && inside(folder, artifact.metadataFile);
    const content = path === undefined ? undefined : host.readText(path);
    if (path === undefined || content === undefined || "error" in content) return paths;
    return new Map([...constructPathsIn(parseSource(path, content.text).root), ...paths]);
  }

  function inside(folder: string, reference: ScalarNode): string | undefined {
    const path = joinPath(folder, reference.text);
    if (!reference.text.startsWith("/") && isWithin(root, path) && path !== root) return path;
    const message = `${reference.text} leads out of the cloud assembly; it is not read`;
    reader.refuseWith(joinPath(folder, "manifest.json"), refusal(message, reference));
    return undefined;
  }
}

function refusal(message: string, reference: ScalarNode): Diagnostic {
  return { code: "assembly-manifest", severity: "error", message, location: spanOf(reference) };
}

/**
 * Metadata of a cloud assembly -> the construct path of each logical id, stack by stack.
 *
 * Templates carry `aws:cdk:path` themselves unless they were synthesised without; then the manifest tells. It lists the
 * resources of nested stacks beside their parent's, and logical ids repeat between stacks: the paths part them.
 */
import { childOf, type SourceNode } from "../source/node.ts";

export interface Construct {
  /** `Shop/Uploads/Resource` */
  readonly path: string;
  readonly logicalId: string;
}

export interface StackConstructs {
  /** Construct paths by logical id; an id with two paths is left out rather than guessed. */
  readonly own: ReadonlyMap<string, string>;
  /** The constructs of nested stacks, by the logical id of the resource that nests them. */
  readonly nested: ReadonlyMap<string, readonly Construct[]>;
}

/** In characters; no construct is that deep, and every prefix of a path is looked up. */
const longestPath = 4096;
const nestedSuffix = ".NestedStack";

/** @param metadata by `/path/of/construct`, lists of `{type, data}`. */
export function constructsIn(metadata: SourceNode | undefined): readonly Construct[] {
  const constructs: Construct[] = [];
  if (metadata?.kind !== "mapping") return constructs;
  for (const { name, value } of metadata.entries.values()) {
    if (name.length > longestPath) continue;
    for (const entry of value.kind === "sequence" ? value.items : []) {
      const type = childOf(entry, "type");
      const data = childOf(entry, "data");
      if (type?.kind !== "scalar" || type.text !== "aws:cdk:logicalId" || data?.kind !== "scalar") continue;
      constructs.push({ path: name.startsWith("/") ? name.slice(1) : name, logicalId: data.text });
    }
  }
  return constructs;
}

/** @param constructs of one stack and of all that it nests, however deep. */
export function partByStack(constructs: readonly Construct[]): StackConstructs {
  const scopes = new Map<string, string>();
  for (const { path, logicalId } of constructs) {
    const scope = nestedScopeOf(path);
    if (scope !== undefined) scopes.set(scope, logicalId);
  }
  const own = new Map<string, string>();
  const ambiguous = new Set<string>();
  const nested = new Map<string, Construct[]>();
  for (const construct of constructs) {
    const { path, logicalId } = construct;
    const nestedIn = outermostScope(path, scopes);
    if (nestedIn !== undefined) {
      const known = nested.get(nestedIn);
      if (known === undefined) nested.set(nestedIn, [construct]);
      else known.push(construct);
    } else {
      if (own.has(logicalId) && own.get(logicalId) !== path) ambiguous.add(logicalId);
      own.set(logicalId, path);
    }
  }
  for (const logicalId of ambiguous) own.delete(logicalId);
  return { own, nested };
}

/** `Shop/Images` for the resource `Shop/Images.NestedStack/Images.NestedStackResource`. */
function nestedScopeOf(path: string): string | undefined {
  const segments = path.split("/");
  const holder = segments.at(-2) ?? "";
  if (!holder.endsWith(nestedSuffix) || segments.at(-1) !== `${holder}Resource`) return undefined;
  return [...segments.slice(0, -2), holder.slice(0, -nestedSuffix.length)].join("/");
}

function outermostScope(path: string, scopes: ReadonlyMap<string, string>): string | undefined {
  if (scopes.size === 0) return undefined;
  for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) {
    const logicalId = scopes.get(path.slice(0, slash));
    if (logicalId !== undefined) return logicalId;
  }
  return undefined;
}

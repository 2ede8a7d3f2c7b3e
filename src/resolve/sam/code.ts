/**
 * `InlineCode`, `CodeUri`, `ImageUri` -> the `Code` of a function, or the content of a layer.
 *
 * A path of the author's machine stays a text: what packages the template puts an object of S3 in its place.
 */
import { scalarFrom, type Draft } from "./draft.ts";
import type { SourceNode } from "../../source/node.ts";
import { given, literal, mappingAt } from "./property.ts";
import type { SamResource } from "./resource.ts";

export function codeOf(fn: SamResource): Draft {
  const { properties } = fn;
  const image = given(properties, "ImageUri");
  if (fn.expansion.textOf(given(properties, "PackageType")) === "Image") return image && { ImageUri: image };
  const inlined = given(properties, "InlineCode");
  if (inlined !== undefined) return { ZipFile: inlined };
  const location = objectLocation(given(properties, "CodeUri"), ["S3Bucket", "S3Key", "S3ObjectVersion"]);
  return location ?? (image && { ImageUri: image });
}

/** An object of S3 by its URI or by its parts, under the names that the resource uses; a path as it is. */
export function objectLocation(uri: SourceNode | undefined, [bucket, key, version]: readonly [string, string, string]): Draft {
  if (uri === undefined) return undefined;
  if (uri.kind === "mapping" && given(uri, "Bucket") !== undefined) {
    return { [bucket]: given(uri, "Bucket"), [key]: given(uri, "Key"), [version]: given(uri, "Version") };
  }
  const parts = partsOfUri(literal(uri) ?? "");
  if (parts === undefined) return uri;
  const { bucket: name, path, objectVersion } = parts;
  return {
    [bucket]: scalarFrom(name, uri),
    [key]: scalarFrom(path, uri),
    [version]: objectVersion === undefined ? undefined : scalarFrom(objectVersion, uri),
  };
}

function partsOfUri(text: string): { bucket: string; path: string; objectVersion: string | undefined } | undefined {
  const scheme = "s3://";
  if (!text.startsWith(scheme)) return undefined;
  const [location = "", query] = text.slice(scheme.length).split("?");
  const slash = location.indexOf("/");
  if (slash < 1 || slash === location.length - 1) return undefined;
  const objectVersion = query === undefined ? undefined : (new URLSearchParams(query).get("versionId") ?? undefined);
  return { bucket: location.slice(0, slash), path: location.slice(slash + 1), objectVersion };
}

/** The body of a definition, under the names that its resource uses. */
export function definitionLocation(resource: SamResource, property: string, names: readonly [string, string, string]): Draft {
  return objectLocation(mappingAt(resource.properties, property) ?? given(resource.properties, property), names);
}

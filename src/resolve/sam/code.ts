/**
 * `InlineCode`, `CodeUri`, `ImageUri` -> the `Code` of a function, or the content of a layer.
 *
 * A path of the author's machine stays a text: what packages the template puts an object of S3 in its place.
 */
import type { SourceNode } from "../../source/node.ts";
import { type Draft, scalarFrom } from "./draft.ts";
import { given, literal } from "./property.ts";
import type { SamResource } from "./resource.ts";

export function codeOf(fn: SamResource): Draft {
  const { properties } = fn;
  const image = given(properties, "ImageUri");
  if (fn.expansion.textOf(given(properties, "PackageType")) === "Image") return image && { ImageUri: image };
  const inlined = given(properties, "InlineCode");
  const key = given(properties, "SourceKMSKeyArn");
  if (inlined !== undefined) return { ZipFile: inlined, SourceKMSKeyArn: key };
  const uri = given(properties, "CodeUri");
  if (uri === undefined) return image && { ImageUri: image };
  const location = objectOf(uri, ["S3Bucket", "S3Key", "S3ObjectVersion"]);
  return location === undefined ? uri : { ...location, SourceKMSKeyArn: key };
}

type ObjectLocation = { readonly [name: string]: Draft };

/** An object of S3 by its URI or by its parts, under the names that the resource uses; a path as it is. */
export function objectLocation(uri: SourceNode, names: readonly [string, string, string]): ObjectLocation | SourceNode {
  return objectOf(uri, names) ?? uri;
}

function objectOf(
  uri: SourceNode,
  [bucket, key, version]: readonly [string, string, string],
): ObjectLocation | undefined {
  if (uri.kind === "mapping" && given(uri, "Bucket") !== undefined) {
    return { [bucket]: given(uri, "Bucket"), [key]: given(uri, "Key"), [version]: given(uri, "Version") };
  }
  const parts = partsOfUri(literal(uri) ?? "");
  if (parts === undefined) return undefined;
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

/**
 * Locations of a report -> locations of SARIF.
 *
 * Invariant: every location names a file that the repository can have, or, for what stands in a cloud assembly that is
 * not kept in it, the `cdk.json` beside that assembly: code scanning shows nothing for a file that the commit lacks.
 * Not here: which files those are; the caller says (`pathOf`).
 */
import type { Finding, Location } from "../lint/report.ts";
import { printable } from "./printable.ts";

/** Path of a location's file from the repository's root; null where the repository does not have it. */
export type PathOf = (location: Location) => string | null;

export interface SarifMessage {
  readonly text: string;
}

export interface SarifRegion {
  readonly startLine: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export interface SarifArtifact {
  readonly uri: string;
  readonly uriBaseId?: string;
}

export interface SarifLocation {
  readonly id?: number;
  readonly physicalLocation: { readonly artifactLocation: SarifArtifact; readonly region: SarifRegion };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string; readonly kind: string }[];
  readonly message?: SarifMessage;
}

/** What stands for the repository's root; code scanning knows it by this name. */
export const sourceRoot = "%SRCROOT%";

/** Where a finding is: the code that made the resource if that is known, else the template, and its construct. */
export function locationOfFinding({ codeLocation, location, subject }: Finding, pathOf: PathOf): SarifLocation {
  const name = subject.constructPath ?? subject.logicalId;
  const place = placed(codeLocation, pathOf) ?? placed(location, pathOf) ?? beside(location);
  if (name === "") return { physicalLocation: place };
  return {
    physicalLocation: place,
    logicalLocations: [
      { fullyQualifiedName: printable(name), kind: subject.constructPath === null ? "resource" : "object" },
    ],
  };
}

/** Where evidence is; what stands in no file of the repository says where it is in its words. */
export function locationOfHop(location: Location, message: string, pathOf: PathOf): SarifLocation {
  const place = placed(location, pathOf);
  if (place !== undefined) return { physicalLocation: place, message: messageOf(message) };
  const words = `${message} (${location.file}:${location.startLine})`;
  return { physicalLocation: beside(location), message: messageOf(words) };
}

/** Text that no viewer takes for one of SARIF's embedded links, which look like Markdown's. */
export function messageOf(text: string): SarifMessage {
  return { text: printable(text).replaceAll("](", "] (") || "-" };
}

export function regionOf({ startLine, startColumn, endLine, endColumn }: Location): SarifRegion {
  return { startLine, startColumn, endLine, endColumn };
}

/** A path as a relative reference of RFC 3986; one that leads out of the repository has no base. */
export function artifactOf(path: string): SarifArtifact {
  const steps = path.replace(/^(?:\.\/)+/, "").split("/");
  const uri = steps.map(encodeStep).join("/");
  if (uri.startsWith("/")) return { uri: `file://${uri}` };
  return steps.includes("..") ? { uri } : { uri, uriBaseId: sourceRoot };
}

function placed(location: Location | null, pathOf: PathOf): SarifLocation["physicalLocation"] | undefined {
  const path = location === null ? null : pathOf(location);
  if (location === null || path === null) return undefined;
  return { artifactLocation: artifactOf(path), region: regionOf(location) };
}

/** The file that says how the assembly is made. */
function beside({ file }: Location): SarifLocation["physicalLocation"] {
  const steps = file.split("/");
  const assembly = steps.lastIndexOf("cdk.out");
  const folder = assembly < 0 ? [] : steps.slice(0, assembly);
  return { artifactLocation: artifactOf([...folder, "cdk.json"].join("/")), region: { startLine: 1 } };
}

function encodeStep(step: string): string {
  // Halves of surrogate pairs have no encoding.
  return encodeURIComponent(step.replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * What reads the files that only some projects have, loaded for these.
 *
 * Most projects have no configuration, and start without what reads one.
 */
import { isPath } from "./architecture-name.ts";
import type { ArchitectureFinder } from "./find-architectures.ts";
import type { TomlParser } from "./parameter-file.ts";
import type { DocumentReaders } from "./policy-documents.ts";
import type { readConfiguration } from "./read-configuration.ts";

/** Each undefined where nothing needs it. */
export interface ProjectReaders {
  readonly readConfiguration: typeof readConfiguration | undefined;
  readonly ArchitectureFinder: typeof ArchitectureFinder | undefined;
  readonly documents: DocumentReaders | undefined;
  readonly parseToml: TomlParser | undefined;
}

export interface NeededReaders {
  /** Text of the configuration; undefined where there is none. */
  readonly configuration: string | undefined;
  /** Architectures that are asked for. */
  readonly architectures: readonly string[];
  readonly detect: boolean;
  readonly hasPolicy: boolean;
}

/** What the text could need is loaded, whether it does or not. */
export async function projectReaders(needed: NeededReaders): Promise<ProjectReaders> {
  const { configuration, architectures, detect, hasPolicy } = needed;
  const text = configuration ?? "";
  const hasNames = configuration !== undefined || architectures.length > 0 || detect || hasPolicy;
  const hasDocuments = architectures.some(isPath) || hasPolicy || /extends|architectures/.test(text);
  const reading = configuration === undefined ? undefined : await import("./read-configuration.ts");
  const finding = hasNames ? await import("./find-architectures.ts") : undefined;
  const documents = hasDocuments ? await import("./policy-documents.ts") : undefined;
  const toml = /\.toml/i.test(text) ? await import("./toml.ts") : undefined;
  return {
    readConfiguration: reading?.readConfiguration,
    ArchitectureFinder: finding?.ArchitectureFinder,
    documents: documents?.documentReaders,
    parseToml: toml?.parseToml,
  };
}

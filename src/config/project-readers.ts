/**
 * What reads the files that only some projects have, loaded for these.
 *
 * Most projects have no configuration, and start without what reads one.
 */
import { isPath } from "./architecture-name.ts";
import type { findArchitectures } from "./find-architectures.ts";
import type { TomlParser } from "./parameter-file.ts";
import type { readArchitectureDocument } from "./policy-documents.ts";
import type { readConfiguration } from "./read-configuration.ts";

/** Each undefined where nothing needs it. */
export interface ProjectReaders {
  readonly readConfiguration: typeof readConfiguration | undefined;
  readonly findArchitectures: typeof findArchitectures | undefined;
  readonly readArchitectureDocument: typeof readArchitectureDocument | undefined;
  readonly parseToml: TomlParser | undefined;
}

export interface NeededReaders {
  /** Text of the configuration; undefined where there is none. */
  readonly configuration: string | undefined;
  /** Architectures that are asked for. */
  readonly architectures: readonly string[];
  readonly detect: boolean;
}

/** What the text could need is loaded, whether it does or not. */
export async function projectReaders({ configuration, architectures, detect }: NeededReaders): Promise<ProjectReaders> {
  const text = configuration ?? "";
  const isHeld = architectures.length > 0 || detect;
  const reading = configuration === undefined ? undefined : await import("./read-configuration.ts");
  const finding = isHeld ? await import("./find-architectures.ts") : undefined;
  const documents = architectures.some(isPath) ? await import("./policy-documents.ts") : undefined;
  const toml = /\.toml/i.test(text) ? await import("./toml.ts") : undefined;
  return {
    readConfiguration: reading?.readConfiguration,
    findArchitectures: finding?.findArchitectures,
    readArchitectureDocument: documents?.readArchitectureDocument,
    parseToml: toml?.parseToml,
  };
}

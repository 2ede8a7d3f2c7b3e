/**
 * What reads documents of a team: architectures, and packs of them and of rules.
 *
 * A file of its own, loaded only where a project has such documents: it brings what reads and checks conditions.
 */
import { loadExtended, loadPolicy } from "./load-extended.ts";
import { readArchitectureDocument } from "./read-architecture-document.ts";

export interface DocumentReaders {
  readonly readArchitectureDocument: typeof readArchitectureDocument;
  readonly loadExtended: typeof loadExtended;
  readonly loadPolicy: typeof loadPolicy;
}

export const documentReaders: DocumentReaders = { readArchitectureDocument, loadExtended, loadPolicy };

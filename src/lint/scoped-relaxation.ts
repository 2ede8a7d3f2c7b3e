/**
 * A relaxation, and the resource that it is for where it is written in a resource's metadata.
 */
import type { Relaxation } from "../policy/architecture/relaxation.ts";

export interface ScopedRelaxation extends Relaxation {
  /** Null for all that the app has. */
  readonly resource: { readonly stack: string; readonly logicalId: string } | null;
}

/**
 * An exception to a requirement of an architecture: what is asked for instead, why, who answers for it, until when.
 *
 * Not here: what it does to findings; see ../../lint/relax-app.ts.
 */
import type { Span } from "../../source/span.js";
/** What the requirement is from then on: less grave, not asked for, or met by something outside of the app. */
export type RelaxedTo = "info" | "warning" | "off" | "satisfied-by";
export interface Relaxation {
    /** Address of the requirement. */
    readonly requirement: string;
    readonly to: RelaxedTo;
    /** Values of parameters with which it holds, by parameter; all of them must have one of theirs. */
    readonly when: readonly {
        readonly parameter: string;
        readonly values: readonly string[];
    }[];
    /** For `satisfied-by`: what meets the requirement. */
    readonly external: string | null;
    readonly reason: string;
    readonly owner: string;
    /** The last day on which it has an effect, `YYYY-MM-DD`; null for no end. */
    readonly until: string | null;
    readonly place: Span;
}

/**
 * What templates say to demand less by x what another revision of them says -> what of it counts.
 *
 * Where the configuration of the base counts, so do the exceptions of its templates, and no others: who may not change what
 * a change is judged by may not do so in a comment of a template either. The base is linted first and tells what it has.
 * Invariant: an allowance is the same in both where it stands in the same file, does the same for the same resource, and
 * lasts no longer; a comment, which is for a line, where it is about the same finding.
 */
import { exceptionCode } from "../config/exception.ts";
import type { Graph, GraphNode } from "../graph/model.ts";
import { pinsOf } from "../policy/architecture/match-components.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, spanOf } from "../source/node.ts";
import type { Span } from "../source/span.ts";

/** One exception, relaxation or pin of a template. */
export interface Allowance {
  /** What it does and for what, the same in every revision. */
  readonly key: readonly (string | null)[];
  /** The last day on which it has an effect, `YYYY-MM-DD`; null for no end. */
  readonly until: string | null;
  readonly place: Span;
  /** As a clause: "FLT003 is ignored here". */
  readonly says: string;
}

/** Whether an allowance counts. */
export type AllowanceJudge = (allowance: Allowance) => boolean;

/** Of the templates of one revision; those of another are held to them. */
export class KnownAllowances {
  readonly #until = new Map<string, string | null>();

  /** For the lint of the revision that is trusted: all of it counts. */
  readonly learn: AllowanceJudge = (allowance) => {
    const key = keyOf(allowance);
    const before = this.#until.get(key);
    const { until } = allowance;
    if (before === undefined || until === null || (before !== null && until > before)) this.#until.set(key, until);
    return true;
  };

  /** @param fileBefore the file in the revision that is trusted of one in the other */
  holdTo(fileBefore: (file: string) => string = (file) => file): AllowanceJudge {
    return (allowance) => {
      const { file } = allowance.place;
      const last = this.#until.get(keyOf(allowance, fileBefore(file)));
      return last === null || (last !== undefined && allowance.until !== null && allowance.until <= last);
    };
  }
}

function keyOf({ key, place }: Allowance, file = place.file): string {
  return JSON.stringify([file, ...key]);
}

/** What counts in one lint, and what is said about the rest. */
export class TemplateTrust {
  readonly #counts: AllowanceJudge | undefined;
  readonly #refused = new Map<string, Diagnostic>();

  /** @param counts by default, everything does */
  constructor(counts: AllowanceJudge | undefined) {
    this.#counts = counts;
  }

  allows(allowance: Allowance): boolean {
    if (this.#counts === undefined || this.#counts(allowance)) return true;
    const { says, place } = allowance;
    const message = `${says}, which does not count: only the base's exceptions do, and it has no such one`;
    const refusal = { code: exceptionCode, severity: "warning", message, location: place } as const;
    this.#refused.set(JSON.stringify([place, message]), refusal);
    return false;
  }

  /** Nodes whose pins do not count. */
  untrustedPins({ nodes }: Graph): ReadonlySet<GraphNode> {
    if (this.#counts === undefined) return new Set();
    return new Set(
      nodes.filter((node) => {
        const written = childOf(childOf(node.declaration.metadata, "Stackplumb"), "component");
        if (written === undefined) return false;
        const { logicalId } = node;
        const names = [...pinsOf(node)];
        const allowed = names.filter((name) =>
          this.allows({
            ...{ key: ["pin", name, logicalId], until: null, place: spanOf(written) },
            says: `${logicalId} is said to be ${name} here`,
          }),
        );
        return allowed.length < names.length;
      }),
    );
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...this.#refused.values()];
  }
}

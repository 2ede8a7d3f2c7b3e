/**
 * A reference architecture, checked: what a platform team wants to see in an app.
 *
 * Plain data, so that built-in documents can be compiled ahead. Every part keeps where it was written, for messages
 * about the document; of built-in ones that is not kept.
 * Not here: what it means that an app conforms; see match-components.ts and evaluate-architecture.ts.
 */
import type { Role } from "../../graph/role.js";
import type { Span } from "../../source/span.js";
import type { Expression } from "../expression.js";
import type { Severity } from "../rule.js";
import type { Relaxation } from "./relaxation.js";
/** `1..`, `2..4`, `1`: how many there must be; `atMost` null for no bound. */
export interface Range {
    readonly atLeast: number;
    readonly atMost: number | null;
}
/** Which nodes of a role a component means. Patterns have `*` and `?`; they are never regular expressions. */
export type Selector = {
    readonly kind: "all" | "any";
    readonly of: readonly Selector[];
} | {
    readonly kind: "not";
    readonly of: Selector;
}
/** A tag with a value that fits the pattern. */
 | {
    readonly kind: "tag";
    readonly key: string;
    readonly value: string;
}
/** The logical id, or the construct path. */
 | {
    readonly kind: "id";
    readonly pattern: string;
} | {
    readonly kind: "type";
    readonly pattern: string;
}
/** `internet-facing` or `internal`, of load balancers. */
 | {
    readonly kind: "scheme";
    readonly value: string;
}
/** A CEL condition on the node, which is called `node`. */
 | {
    readonly kind: "cel";
    readonly expression: Expression;
}
/** Somebody of another component may write what it holds, or read it. */
 | {
    readonly kind: "writableBy" | "readableBy";
    readonly component: string;
}
/** What happens in it starts something of one of these roles, or the other way round. */
 | {
    readonly kind: "starts" | "startedBy";
    readonly roles: readonly Role[];
};
/** What must hold whether or not something can be known: how an unknown counts. */
export type OnUnknown = "fail" | "warn" | "pass";
/** What every requirement has. */
export interface RequirementSettings {
    readonly severity: Severity;
    readonly onUnknown: OnUnknown;
    /** Not to be relaxed by whoever extends the document. */
    readonly locked: boolean;
    readonly at: Span | null;
}
/** Address: `component.NAME`. */
export interface Component extends RequirementSettings {
    readonly name: string;
    /** What it is for, in a clause; may be empty. */
    readonly title: string;
    readonly roles: readonly Role[];
    readonly where: Selector | null;
    readonly count: Range;
    /** In how many zones it must stand; null where it does not matter. */
    readonly zones: Range | null;
    readonly optional: boolean;
    /** The component whose part it is: the volumes of the app. */
    readonly of: string | null;
}
/** What an edge of a flow needs; all of them must hold. */
export type Need = {
    readonly kind: "triggers";
    readonly events: string | null;
} | {
    readonly kind: "fronts";
} | {
    readonly kind: "references";
} | {
    readonly kind: "attached";
}
/** `port` is a number, or which port is meant: the database's, or that of the target group. */
 | {
    readonly kind: "reach";
    readonly ports: readonly (number | "db-port" | "target-port")[];
}
/** One of the actions is enough. */
 | {
    readonly kind: "can";
    readonly actions: readonly string[];
};
/** Address: `flow.ID`. */
export interface Flow extends RequirementSettings {
    readonly id: string;
    readonly title: string;
    /** Names of components, or `internet`. Several mean that each must have the flow. */
    readonly from: readonly string[];
    readonly to: string;
    readonly needs: readonly Need[];
    /** Roles or components that stand between, in this order; those with `?` may, anywhere on the way. */
    readonly via: readonly {
        readonly name: string;
        readonly optional: boolean;
    }[];
    /** Whether the flow must survive the loss of any one zone. */
    readonly survivesZone: boolean;
    /** A flow to where this one begins: of those that it gets to from one place, one that has this flow is enough. */
    readonly oneOf: string | null;
}
/** Rules that must pass on a component, on a flow's edges, or in a reserved scope. Address: `SCOPE.RULE`. */
export interface Quality extends RequirementSettings {
    /** A component, a flow, or `network`, `traffic`, `faults`, `security`, `all`. */
    readonly on: string;
    /** Rule ids; several where one of them is enough (`anyOf`). */
    readonly rules: readonly string[];
    /** Option values, by rule id. */
    readonly with: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
/** What must not be there. Address: `forbid.ID`. */
export interface Forbidden extends RequirementSettings {
    readonly id: string;
    readonly on: string;
    /** Rules whose findings are what is forbidden. */
    readonly rules: readonly string[];
}
export interface Architecture {
    readonly name: string;
    readonly title: string;
    readonly version: string;
    /** The edition that this version came with; left out for the first. See ../edition.ts. */
    readonly since?: string;
    readonly components: readonly Component[];
    readonly flows: readonly Flow[];
    readonly qualities: readonly Quality[];
    readonly forbidden: readonly Forbidden[];
    /** One node may play both parts: `inbox` is bound as `uploads` is. */
    readonly bind: Readonly<Record<string, string>>;
    /** What it asks less of than what it extends; built-in ones have none. */
    readonly relax?: readonly Relaxation[];
}

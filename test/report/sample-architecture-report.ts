/** How far an app conforms, made by hand, to render. */
import type { ReportArchitecture, ReportFlow, ReportOutcome, ReportRequirement } from "../../src/lint/report.ts";
import { countsOf } from "../../src/lint/report-architectures.ts";

type Component = ReportArchitecture["components"][number];

export function requirement(address: string, more: Partial<ReportRequirement> = {}): ReportRequirement {
  const [on = ""] = address.split(".");
  const kind = on === "component" || on === "flow" ? on : on === "forbid" ? "forbidden" : "quality";
  return {
    ...{ address, kind, title: address, status: "present", severity: "error", guard: null, message: "" },
    ...{ nodes: [], finding: null },
    ...more,
  };
}

/** @param nodes logical ids in `a.yaml` */
export function component(name: string, nodes: readonly string[], more: Partial<Component> = {}): Component {
  const ids = nodes.map((node) => `a.yaml/${node}`);
  return { name, title: "", optional: false, nodes: ids, possible: [], tied: [], ...more };
}

/** @param hops `App -> Database`, with `x` for a hop that breaks: `App x Database`, and `?` where that is not known */
export function flow(id: string, from: string, to: string, hops: readonly string[]): ReportFlow {
  return {
    ...{ address: `flow.${id}`, from: [from], to, via: [], survival: null },
    hops: hops.map((hop) => {
      const [start = "", sign = "", end = ""] = hop.split(" ");
      const status = sign === "x" ? "violated" : sign === "?" ? "unknown" : "present";
      return { from: start === "internet" ? null : `a.yaml/${start}`, to: `a.yaml/${end}`, status, guard: null };
    }),
  };
}

export const holds: ReportOutcome = { outcome: "holds", hop: null, why: "", guard: null };

export function lostAt(from: string, to: string, why: string): ReportOutcome {
  return { outcome: "broken", hop: { from: `a.yaml/${from}`, to: `a.yaml/${to}` }, why, guard: null };
}

export function architecture(parts: Partial<ReportArchitecture>): ReportArchitecture {
  const requirements = parts.requirements ?? [];
  return {
    ...{ name: "shop", title: "", version: "1", app: "a.yaml", environment: null, enforced: true },
    ...{ components: [], flows: [], unbound: [], requirements, counts: countsOf(requirements) },
    ...parts,
  };
}

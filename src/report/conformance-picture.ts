/**
 * How far an app conforms to an architecture -> boxes and arrows: what is expected, and what of it was found.
 *
 * A box is a component with what is bound to it; components that are the same things are one box. An arrow is what one or
 * more flows do between two boxes, by the hops that were really found; where a flow is missing, the arrow is the one that
 * was expected. What is optional and not there is not drawn.
 * Invariant: bounded, whatever the report holds; what is left out is counted. Ids are our own numbers.
 * Not here: how it is drawn; see render-conformance-mermaid.ts and render-conformance-dot.ts.
 */
import type { ReportArchitecture, ReportChange, ReportFlow, ReportHop, ReportRequirement } from "../lint/report.ts";
import { countsText } from "./counts-text.ts";
import { nodeName } from "./node-name.ts";
import { gravest, gravestOf, marksOf, type PictureMark, type PictureStatus, unmarked } from "./picture-marks.ts";

export interface PictureBox {
  readonly id: string;
  /** `component`: what the architecture asks for; `between`: what stands on a way; `outside`: the internet. */
  readonly kind: "component" | "between" | "outside";
  readonly name: string;
  /** What is bound, one a line. */
  readonly bound: readonly string[];
  readonly mark: PictureMark;
}

export interface PictureArrow {
  readonly from: string;
  readonly to: string;
  readonly flows: string;
  readonly mark: PictureMark;
}

export interface ConformancePicture {
  readonly title: string;
  readonly boxes: readonly PictureBox[];
  readonly arrows: readonly PictureArrow[];
}

/** Requirements, of any architecture and app, whose status is another than in the base. */
type ChangedRequirements = ReportChange["requirements"];

const maximalBoxes = 60;
const maximalArrows = 120;
/** Names that are listed in one box, or on one arrow. */
const maximalNames = 4;

export function conformancePicture(
  architecture: ReportArchitecture,
  changed: ChangedRequirements = [],
): ConformancePicture {
  const { name, app, environment } = architecture;
  const own = changed.filter((row) => row.architecture === name && row.app === app && row.environment === environment);
  const marks = marksOf(architecture, own);
  const boxes = new Boxes(architecture, marks.ofComponents);
  const rows = new Map(architecture.requirements.map((row) => [row.address, row]));
  const drawn = new Map<string, { readonly from: string; readonly to: string; readonly drawn: DrawnFlow[] }>();
  for (const flow of architecture.flows) {
    const row = rows.get(flow.address);
    if (row === undefined) continue;
    for (const { from, to, status, at } of gravestSteps(stepsOf(flow, row, boxes))) {
      const mark = marks.ofFlow(flow, status, at);
      const key = JSON.stringify([from, to, mark.status]);
      const arrow = drawn.get(key) ?? { from, to, drawn: [] };
      if (arrow.drawn.every(({ name }) => name !== flowName(flow))) arrow.drawn.push({ name: flowName(flow), mark });
      drawn.set(key, arrow);
    }
  }
  const arrows = [...drawn.values()].slice(0, maximalArrows);
  const where = environment === null ? app : `${app}, ${environment}`;
  const shown = {
    boxes: boxes.all,
    arrows: arrows.map(({ from, to, drawn }) => ({
      from,
      to,
      flows: listed(drawn.map(({ name, mark }) => (mark.change === "" ? name : `${name} (${mark.change})`))).join(", "),
      mark: gravestOf(drawn.map(({ mark }) => ({ ...mark, change: "" }))),
    })),
  };
  return { ...shown, title: `${name} (${where}): ${countsText(architecture, lineOf(shown))}` };
}

const lines: Readonly<Record<PictureStatus, string>> = {
  present: "",
  violated: "red",
  missing: "dashed",
  unknown: "dotted",
  relaxed: "grey",
};

/** The legend stands with the counts: how that is drawn of which there is something in the picture. */
function lineOf({ boxes, arrows }: Pick<ConformancePicture, "boxes" | "arrows">): (status: string) => string {
  const drawn = new Map([...boxes, ...arrows].map(({ mark: { status } }) => [status as string, lines[status]]));
  return (status) => drawn.get(status) ?? "";
}

interface DrawnFlow {
  readonly name: string;
  readonly mark: PictureMark;
}

interface Step {
  readonly from: string;
  readonly to: string;
  readonly status: PictureStatus;
  /** The node that it is about, where its box holds several. */
  readonly at: readonly string[];
}

/** Between two boxes, a flow is one arrow: that of the hops that are worst. */
function gravestSteps(steps: readonly Step[]): readonly Step[] {
  const byEnds = new Map<string, Step[]>();
  for (const step of steps) {
    const key = `${step.from} ${step.to}`;
    byEnds.set(key, [...(byEnds.get(key) ?? []), step]);
  }
  return [...byEnds.values()].flatMap((alike) => {
    const status = gravest(alike.map((step) => step.status));
    const worst = alike.filter((step) => step.status === status);
    const at = worst.length === alike.length ? [] : worst.flatMap((step) => step.at);
    return worst.slice(0, 1).map((step) => ({ ...step, at: [...new Set(at)] }));
  });
}

/** The hops that were found, between boxes; where none were, the step that was expected. */
function stepsOf(flow: ReportFlow, { status }: ReportRequirement, boxes: Boxes): readonly Step[] {
  const { hops, from, to } = flow;
  if (hops.length === 0) {
    if (status === "present") return [];
    return from.flatMap((name): readonly Step[] => {
      const ends = [boxes.ofComponent(name), boxes.ofComponent(to)];
      return ends[0] === undefined || ends[1] === undefined ? [] : [{ from: ends[0], to: ends[1], status, at: [] }];
    });
  }
  return hops.flatMap((hop): readonly Step[] => {
    const ends = { from: boxes.ofNode(hop.from, from), to: boxes.ofNode(hop.to, [to]) };
    return ends.from === ends.to && hop.status === "present"
      ? []
      : [{ ...ends, status: statusOf(hop, flow, status), at: [nodeName(hop.from ?? hop.to)] }];
  });
}

/** What is wrong with a flow is so at the hop that breaks; where none does, all of it is. */
function statusOf(hop: ReportHop, { hops, survival }: ReportFlow, status: PictureStatus): PictureStatus {
  if (status === "present" || status === "relaxed") return status;
  if (hop.status !== "present") return status === "missing" ? "missing" : hop.status;
  if (hops.some((other) => other.status !== "present")) return "present";
  const lost = survival?.worst.hop ?? null;
  if (lost === null) return status;
  const isThere = hops.some((other) => isAt(other, lost));
  return !isThere || isAt(hop, lost) ? status : "present";
}

function isAt({ from, to }: ReportHop, lost: { readonly from: string; readonly to: string }): boolean {
  return (from === lost.from || (from === null && lost.from === lost.to)) && to === lost.to;
}

function flowName({ address }: ReportFlow): string {
  return address.slice("flow.".length);
}

function listed(names: readonly string[]): readonly string[] {
  if (names.length <= maximalNames) return names;
  return [...names.slice(0, maximalNames - 1), `+ ${names.length - maximalNames + 1} more`];
}

/** Boxes by what they are for, made as they are asked for. */
class Boxes {
  private readonly made: PictureBox[] = [];
  private readonly byComponent = new Map<string, string>();
  private readonly byNode = new Map<string, string[]>();
  private readonly between = new Map<string, string>();
  private summedUp = 0;

  constructor({ components }: ReportArchitecture, marks: ReadonlyMap<string, PictureMark>) {
    const groups = new Map<string, (typeof components)[number][]>();
    for (const component of components) {
      const { name, nodes, possible, optional } = component;
      if (optional && nodes.length + possible.length === 0) continue;
      const key = nodes.length === 0 ? name : JSON.stringify([...nodes].sort());
      groups.set(key, [...(groups.get(key) ?? []), component]);
    }
    for (const group of [...groups.values()].slice(0, maximalBoxes - 1)) {
      const [{ nodes, possible, tied }] = group as [(typeof components)[number]];
      const bound = [
        ...nodes.map((id) => (tied.includes(id) ? `maybe ${nodeName(id)}` : nodeName(id))),
        ...possible.map((id) => `maybe ${nodeName(id)}`),
      ];
      const own = group.flatMap(({ name }) => marks.get(name) ?? []);
      const names = group.map(({ name }) => name);
      const id = this.add("component", names.join(", "), listed(bound), gravestOf(own));
      for (const name of names) this.byComponent.set(name, id);
      for (const node of nodes) this.byNode.set(node, [...(this.byNode.get(node) ?? []), id]);
    }
  }

  get all(): readonly PictureBox[] {
    if (this.summedUp === 0) return this.made;
    return this.made.map((box) =>
      box.id === this.between.get("") ? { ...box, name: `+ ${this.summedUp} more` } : box,
    );
  }

  ofComponent(name: string): string | undefined {
    return name === "internet" ? this.ofNode(null, []) : this.byComponent.get(name);
  }

  /** @param preferred components that the node plays at this place, where it plays several */
  ofNode(id: string | null, preferred: readonly string[]): string {
    if (id === null) return this.once("internet ", () => this.add("outside", "internet", [], unmarked));
    const boxes = this.byNode.get(id) ?? [];
    const wanted = preferred.map((name) => this.byComponent.get(name));
    const box = boxes.find((each) => wanted.includes(each)) ?? boxes[0] ?? this.between.get(id);
    if (box !== undefined) return box;
    if (this.made.length < maximalBoxes - 1)
      return this.once(id, () => this.add("between", nodeName(id), [], unmarked));
    this.summedUp++;
    const rest = this.once("", () => this.add("between", "", [], unmarked));
    this.between.set(id, rest);
    return rest;
  }

  private once(key: string, make: () => string): string {
    const before = this.between.get(key);
    if (before !== undefined) return before;
    const id = make();
    this.between.set(key, id);
    return id;
  }

  private add(kind: PictureBox["kind"], name: string, bound: readonly string[], mark: PictureMark): string {
    const id = `n${this.made.length}`;
    this.made.push({ id, kind, name, bound, mark });
    return id;
  }
}

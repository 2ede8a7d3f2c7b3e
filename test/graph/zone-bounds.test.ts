/** Random placements: what is said of zones holds for every deployment that the template allows. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Graph } from "../../src/graph/model.ts";
import { isLostWith, isLostWithSome, standingOf } from "../../src/graph/zones/standing.ts";
import { zoneOf } from "../../src/graph/zones/zone.ts";
import { zonesOf } from "../../src/graph/zones/zones.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld } from "./in-worlds.ts";

/** A deployment: which real zone stands behind each name that a template may use. */
interface Deployment {
  /** The real zone of each place among the zones of the region, and of each zone id: each zone once. */
  readonly places: readonly string[];
  readonly ids: readonly string[];
  /** The real zones of the parameters. */
  readonly parameters: readonly string[];
  readonly subnets: readonly SubnetDraw[];
}

/** How one subnet is written, and where it really stands where the template leaves that open. */
interface SubnetDraw {
  readonly how: "literal" | "place" | "id" | "region" | "parameter" | "nothing" | "other";
  readonly number: number;
  readonly chosen: string;
}

const letters = ["a", "b", "c"] as const;
const permutation = fc.shuffledSubarray([...letters], { minLength: 3, maxLength: 3 });

const deployments: fc.Arbitrary<Deployment> = fc.record({
  places: permutation,
  ids: permutation,
  parameters: fc.array(fc.constantFrom(...letters), { minLength: 3, maxLength: 3 }),
  subnets: fc.array(
    fc.record({
      how: fc.constantFrom("literal", "place", "id", "region", "parameter", "nothing", "other"),
      number: fc.nat({ max: 2 }),
      chosen: fc.constantFrom(...letters),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

/** The real zone of a subnet. */
function realZone(deployment: Deployment, at: number): string {
  const draw = deployment.subnets[at];
  if (draw === undefined) throw new Error(`there is no subnet ${at}`);
  const pick = (from: readonly string[]): string => from[draw.number] ?? "";
  switch (draw.how) {
    case "literal":
    case "region":
      return pick(letters);
    case "place":
      return pick(deployment.places);
    case "id":
      return pick(deployment.ids);
    case "parameter":
      return pick(deployment.parameters);
    case "nothing":
      return draw.chosen;
    case "other":
      return at === 0 ? draw.chosen : realZone(deployment, draw.number % at);
  }
}

function written({ how, number }: SubnetDraw, at: number): string {
  switch (how) {
    case "literal":
      return `, AvailabilityZone: eu-west-1${letters[number]}`;
    case "region":
      return `, AvailabilityZone: !Sub "\${AWS::Region}${letters[number]}"`;
    case "place":
      return `, AvailabilityZone: !Select [${number}, !GetAZs ""]`;
    case "id":
      return `, AvailabilityZoneId: euw1-az${number + 1}`;
    case "parameter":
      return `, AvailabilityZone: !Ref Zone${number}`;
    case "nothing":
      return "";
    case "other":
      return at === 0 ? "" : `, AvailabilityZone: !GetAtt S${number % at}.AvailabilityZone`;
  }
}

/** The first `known` of the parameters are given. */
function graphFor(deployment: Deployment, known: number): Graph {
  const subnets = deployment.subnets.map(
    (draw, at) =>
      `\n  S${at}: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.${at}.0/24${written(draw, at)}}}`,
  );
  const names = deployment.subnets.map((_, at) => `!Ref S${at}`).join(", ");
  const given = deployment.parameters.slice(0, known).map((zone, i) => [`Zone${i}`, `eu-west-1${zone}`] as const);
  return graphOf(
    `Parameters: {Zone0: {Type: String}, Zone1: {Type: String}, Zone2: {Type: String}}
Resources:${subnets.join("")}
  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 2, MaxSize: 4, VPCZoneIdentifier: [${names}]}}
  Witness: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.9.0/24, AvailabilityZone: eu-west-1a}}`,
    { parameters: Object.fromEntries(given) },
  );
}

function boundsOf(graph: Graph): { readonly least: number; readonly most: number } {
  const zones = inEveryWorld((world) => zonesOf(graph, nodeIn(graph, "Web"), world));
  if (zones === undefined) throw new Error("the group is not placed");
  return zones;
}

describe("of random placements", () => {
  test("the real number of zones lies within the bounds", () => {
    fc.assert(
      fc.property(deployments, fc.nat({ max: 3 }), (deployment, known) => {
        const real = new Set(deployment.subnets.map((_, at) => realZone(deployment, at))).size;
        const { least, most } = boundsOf(graphFor(deployment, known));
        expect(least).toBeLessThanOrEqual(real);
        expect(most).toBeGreaterThanOrEqual(real);
      }),
      { numRuns: 400 },
    );
  });

  test("knowing more never widens the bounds", () => {
    fc.assert(
      fc.property(deployments, fc.nat({ max: 2 }), (deployment, known) => {
        const [before, after] = [graphFor(deployment, known), graphFor(deployment, known + 1)].map(boundsOf);
        expect(after?.least).toBeGreaterThanOrEqual(before?.least ?? 0);
        expect(after?.most).toBeLessThanOrEqual(before?.most ?? 0);
      }),
      { numRuns: 300 },
    );
  });

  test("where every zone is told by its name, the bounds meet", () => {
    const told = deployments.map((deployment) => ({
      ...deployment,
      subnets: deployment.subnets.map((draw): SubnetDraw => ({ ...draw, how: "literal" })),
    }));
    fc.assert(
      fc.property(told, (deployment) => {
        const { least, most } = boundsOf(graphFor(deployment, 0));
        expect(least).toBe(most);
      }),
    );
  });

  test("what is said to be lost, or left, without a zone really is", () => {
    fc.assert(
      fc.property(deployments, fc.nat({ max: 3 }), (deployment, known) => {
        const graph = graphFor(deployment, known);
        const real = new Set(deployment.subnets.map((_, at) => realZone(deployment, at)));
        const [inA, inAny] = inEveryWorld((world) => {
          const standing = standingOf(graph, nodeIn(graph, "Web"), world);
          if (standing === undefined) throw new Error("the group is not placed");
          return [isLostWith(standing, zoneOf(graph, nodeIn(graph, "Witness"), world)), isLostWithSome(standing)];
        });
        if (typeof inA === "boolean") expect(inA).toBe(real.size === 1 && real.has("a"));
        if (typeof inAny === "boolean") expect(inAny).toBe(real.size === 1);
      }),
      { numRuns: 400 },
    );
  });
});

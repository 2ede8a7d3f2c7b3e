/**
 * Roles of CloudFormation types (src/graph/roles-of-types.ts) -> docs/roles.md.
 *
 * `npm run generate` writes it with everything else that is generated.
 * Invariant: the page cannot leave a role out; one without words here is an error of types.
 */
import type { Role } from "../src/graph/role.ts";
import { plumbing, roles } from "../src/graph/roles-of-types.ts";

/** What each role means, in the order of the page. */
const meanings: Readonly<Record<Role, string>> = {
  "compute.vm": "Instances, and groups of them",
  "compute.container": "Tasks and services of containers, and the nodes that they run on",
  "compute.fn": "Functions",
  "compute.paas": "Platforms that bring their instances along",
  object: "Buckets",
  nosql: "Tables without SQL",
  rdb: "Relational databases, and proxies in front of them",
  block:
    "Volumes. Those that are made with an instance, a launch template or a task are parts of it, with the same role",
  "shared-fs": "File systems that several machines mount",
  cache: "Caches",
  lb: "Load balancers",
  cdn: "Content delivery networks",
  api: "APIs",
  queue: "Queues",
  topic: "Topics",
  bus: "Event buses, and what routes events: rules and pipes",
  workflow: "Workflows",
  secret: "Secrets and stored parameters",
  key: "Encryption keys",
  waf: "Web application firewalls",
  alarm: "Alarms",
  network: "Other parts of a network",
  "network.security-group": "Security groups",
  "network.subnet": "Subnets",
  "network.vpc": "VPCs",
  "identity.role": "Roles, users and groups: whoever may be allowed something",
  "identity.policy": "Policies of identities",
  infra:
    "Functions that work for the deployment: handlers of custom resources and of macros, and CDK's own. It is given by what a function does, not by its type",
  other: "Everything else. It is counted as *not modelled* unless it is one of the types below",
};

/** Path -> contents. */
export function rolePage(): ReadonlyMap<string, string> {
  return new Map([["docs/roles.md", render()]]);
}

function render(): string {
  const entries = Object.entries(meanings) as [Role, string][];
  const rows = entries.map(([role, meaning]) => `| \`${role}\` | ${meaning} | ${listed(typesOf(role))} |`);
  return `# Roles

A role says what part a resource plays in an architecture, whichever service provides it. Rules ask for roles, never for
services: \`on: compute\` covers \`compute.vm\`, \`compute.container\`, \`compute.fn\` and \`compute.paas\`. What connects
resources is told in [the graph](graph.md).

This page is written from the table that the graph is built with.

| role | meaning | types |
|---|---|---|
${rows.join("\n")}

## Types that make edges

These have the role \`other\` and are modelled all the same: they connect other resources or configure them.

${[...plumbing].sort().map(code).join(", ")}.

Every other type is not modelled, and counts as such in the last lines of a report; see
[limits](limits.md#types-that-are-not-modelled).
`;
}

function typesOf(role: Role): readonly string[] {
  return [...roles].filter(([, of]) => of === role).map(([type]) => type);
}

function listed(types: readonly string[]): string {
  return types.length === 0 ? "" : types.map(code).join(", ");
}

const code = (type: string): string => `\`${type}\``;

/**
 * Roles -> kinds of subjects: every node of a role, or of a family of roles (`compute` covers `compute.fn`).
 */
import type { Graph, GraphNode } from "../../graph/model.ts";
import { isRole, type Role } from "../../graph/role.ts";
import type { Subject, SubjectKind } from "../fact.ts";

/** Spelled as a record, so that a role that is added must be added here. */
const roles: Readonly<Record<Role, true>> = {
  "compute.vm": true,
  "compute.container": true,
  "compute.fn": true,
  "compute.paas": true,
  object: true,
  nosql: true,
  rdb: true,
  block: true,
  "shared-fs": true,
  cache: true,
  lb: true,
  cdn: true,
  api: true,
  queue: true,
  topic: true,
  bus: true,
  workflow: true,
  secret: true,
  key: true,
  waf: true,
  alarm: true,
  network: true,
  "network.security-group": true,
  "network.subnet": true,
  "network.vpc": true,
  "identity.role": true,
  "identity.policy": true,
  infra: true,
  other: true,
};

/** All roles and their families. */
export function roleNames(): readonly string[] {
  const names = Object.keys(roles);
  return [...new Set([...names, ...names.flatMap((name) => name.split(".", 1))])];
}

export function roleSubjects(name: string, type: string): SubjectKind {
  return {
    name,
    type,
    select: (graph: Graph, asked: string) => graph.nodes.filter((node) => isRole(node.role, asked)).map(nodeSubject),
  };
}

/** A node as the thing that is judged. */
export function nodeSubject(node: GraphNode): Subject {
  return { self: node, guard: node.guard, node, property: node.part, key: "", origin: node.origin };
}

/** What part a resource plays in an architecture, whatever service provides it. */
export type Role = "compute.vm" | "compute.container" | "compute.fn" | "compute.paas" | "object" | "nosql" | "rdb" | "block" | "shared-fs" | "cache" | "lb" | "cdn" | "api" | "queue" | "topic" | "bus" | "workflow" | "secret" | "key" | "waf" | "alarm" | "network" | "network.security-group" | "network.subnet" | "network.vpc" | "identity.role" | "identity.policy" | "infra" | "other";
/** Whether a role is the one asked for, or of its family: `compute.fn` is `compute`. */
export declare function isRole(role: Role, asked: string): boolean;

/**
 * What the parts of an architecture may be called, and the scopes that stand for what no component is.
 */

/** Lower-case words joined by hyphens. */
export const namePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The world outside: where flows begin. */
export const outside = "internet";

/** Scopes of qualities that are no component: the VPC, and every resource that an architecture binds or that serves it. */
export const scopes: readonly string[] = ["network", "traffic", "faults", "security", "all"];

/** First words of the addresses of requirements. */
const prefixes: readonly string[] = ["component", "flow", "forbid"];

/** Why nothing may be called so, or undefined. */
export function whyReserved(name: string): string | undefined {
  if (name === outside) return `${name} is the world outside of the app; choose another name`;
  if (scopes.includes(name)) return `${name} is a scope of qualities; choose another name`;
  if (prefixes.includes(name)) return `addresses of requirements begin with ${name}; choose another name`;
  // Every object of JavaScript has one, and tables by name would find it.
  if (name === "constructor") return `${name} means something else to programs; choose another name`;
  return undefined;
}

/** More parts than this are no architecture that a person reads. */
export const mostParts = 100;

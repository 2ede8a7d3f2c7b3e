/**
 * GitHub's answers -> the fields that are asked of them.
 *
 * An answer that was cut off on its way, or is some proxy's page, has a status of success and not the fields: that is an
 * answer that leaves everything open, never an empty one.
 */
import { GitHubFailure } from "./github-failure.ts";

export function numberAt(data: unknown, path: readonly string[]): number {
  const value = at(data, path);
  return typeof value === "number" ? value : incomplete(path);
}

export function textAt(data: unknown, path: readonly string[]): string {
  const value = at(data, path);
  return typeof value === "string" ? value : incomplete(path);
}

export function flagAt(data: unknown, path: readonly string[]): boolean {
  const value = at(data, path);
  return typeof value === "boolean" ? value : incomplete(path);
}

export function listAt(data: unknown, path: readonly string[]): readonly unknown[] {
  const value = at(data, path);
  return Array.isArray(value) ? value : incomplete(path);
}

/** Undefined where there is nothing. */
export function at(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const name of path) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined;
  }
  return value;
}

export function incomplete(path: readonly string[]): never {
  throw new GitHubFailure("unclear", 200, `GitHub's answer is not whole: ${path.join(".") || "list"} is missing`);
}

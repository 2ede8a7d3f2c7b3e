/**
 * `node tools/run.mjs trim-github-openapi`: GitHub's own description of its REST interface -> the operations that
 * Stackplumb uses, with the schemas that they refer to, and without prose.
 *
 * The tests' GitHub validates requests and its own answers against it. The package of the whole description is 385 MB, so
 * it is fetched here instead of being installed by everybody.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

export const operations: readonly (readonly [method: string, path: string])[] = [
  ["get", "/repos/{owner}/{repo}/commits/{commit_sha}/pulls"],
  ["get", "/repos/{owner}/{repo}/compare/{basehead}"],
  ["get", "/repos/{owner}/{repo}/git/blobs/{file_sha}"],
  ["get", "/repos/{owner}/{repo}/git/trees/{tree_sha}"],
  ["get", "/repos/{owner}/{repo}/issues/comments/{comment_id}"],
  ["patch", "/repos/{owner}/{repo}/issues/comments/{comment_id}"],
  ["delete", "/repos/{owner}/{repo}/issues/comments/{comment_id}"],
  ["get", "/repos/{owner}/{repo}/issues/{issue_number}/comments"],
  ["post", "/repos/{owner}/{repo}/issues/{issue_number}/comments"],
  ["get", "/repos/{owner}/{repo}/pulls"],
  ["patch", "/repos/{owner}/{repo}/pulls/comments/{comment_id}"],
  ["get", "/repos/{owner}/{repo}/pulls/{pull_number}"],
  ["get", "/repos/{owner}/{repo}/pulls/{pull_number}/comments"],
  ["get", "/repos/{owner}/{repo}/pulls/{pull_number}/files"],
  ["post", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews"],
  ["get", "/user"],
];

const source = "@octokit/openapi@23.0.2";
const folder = ".cache/openapi";
const target = "test/github/loopback/github-openapi.json";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Fields = { readonly [key: string]: Json };

/** Keys of prose and of examples, which validate nothing. */
const prose: ReadonlySet<string> = new Set([
  "description",
  "summary",
  "example",
  "examples",
  "externalDocs",
  "tags",
  "x-github",
]);

export function main(): number {
  mkdirSync(folder, { recursive: true });
  execFileSync("npm", ["install", "--prefix", folder, "--no-save", "--ignore-scripts", source], { stdio: "inherit" });
  const description = `${folder}/node_modules/@octokit/openapi/generated/api.github.com.json`;
  const whole = JSON.parse(readFileSync(description, "utf8")) as Fields;
  const paths: Record<string, Record<string, Json>> = {};
  for (const [method, path] of operations) {
    const operation = at(whole, ["paths", path, method]);
    if (operation === undefined) throw new Error(`GitHub describes no ${method} ${path}`);
    (paths[path] ??= {})[method] = trimmed(operation);
  }
  const components: Record<string, Record<string, Json>> = {};
  const waiting = [...references(paths)];
  for (let reference = waiting.pop(); reference !== undefined; reference = waiting.pop()) {
    const [, , kind = "", name = ""] = reference.split("/");
    const group = (components[kind] ??= {});
    if (name in group) continue;
    const component = at(whole, ["components", kind, name]);
    if (component === undefined) throw new Error(`GitHub describes no ${reference}`);
    const kept = trimmed(component);
    group[name] = kept;
    waiting.push(...references(kept));
  }
  const { openapi = "", info = {} } = whole;
  const version = at(info, ["version"]) ?? "";
  const document = {
    openapi,
    info: { title: "GitHub", version },
    paths: sorted(paths),
    components: sorted(components),
  };
  writeFileSync(target, `${JSON.stringify(document, null, 1)}\n`);
  console.log(`${target}: ${operations.length} operations of ${version}`);
  return 0;
}

function trimmed(value: Json): Json {
  if (Array.isArray(value)) return value.map(trimmed);
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Fields;
  const kept: Record<string, Json> = {};
  for (const [key, inner] of Object.entries(fields)) {
    // Below `properties` the keys are names of fields, and a field may be called `description`.
    if (key === "properties")
      kept[key] = Object.fromEntries(Object.entries(inner as Fields).map(([name, schema]) => [name, trimmed(schema)]));
    else if (!prose.has(key)) kept[key] = trimmed(inner);
  }
  return kept;
}

function* references(value: Json | Record<string, Record<string, Json>>): Iterable<string> {
  if (Array.isArray(value)) for (const item of value) yield* references(item);
  else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === "$ref" && typeof inner === "string") yield inner;
      else yield* references(inner);
    }
  }
}

function at(value: Json, path: readonly string[]): Json | undefined {
  let found: Json | undefined = value;
  for (const step of path) {
    found = typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Fields)[step] : undefined;
  }
  return found;
}

function sorted(groups: Readonly<Record<string, Readonly<Record<string, Json>>>>): Json {
  const order = <T>(fields: Readonly<Record<string, T>>): [string, T][] =>
    Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(order(groups).map(([name, group]) => [name, Object.fromEntries(order(group))]));
}

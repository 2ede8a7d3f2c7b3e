import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Base, type BaseRequest, readBase } from "../../../src/github/base/read-base.ts";
import { blobId } from "../../../src/github/commit-files.ts";
import { connect, type GitHub } from "../../../src/github/connect.ts";
import { RequestPolicy } from "../../../src/github/request-policy.ts";
import { nodeHost } from "../../../src/input/node-host.ts";
import { LoopbackGitHub } from "../loopback/loopback-github.ts";

let github: LoopbackGitHub;

beforeEach(async () => {
  github = await LoopbackGitHub.start();
});

afterEach(async () => {
  await github.stop();
  expect(github.violations).toEqual([]);
});

const [base, head] = ["a".repeat(40), "1".repeat(40)];

function keep(commit: string, files: Readonly<Record<string, string>>): void {
  const ids = Object.entries(files).map(([path, text]) => [path, blobId(Buffer.from(text), "sha1"), text] as const);
  github.trees.set(commit, new Map(ids.map(([path, id]) => [path, id])));
  for (const [, id, text] of ids) github.texts.set(id, text);
}

function client(): GitHub {
  const endpoint = { apiUrl: github.url, graphqlUrl: `${github.url}/graphql`, owner: "acme", repo: "shop" };
  return connect({ token: "ghs_workflow", ...endpoint }, new RequestPolicy({ now: () => 0, sleep: async () => {} }));
}

function read(changes: Partial<BaseRequest> = {}): Promise<Base> {
  return readBase({
    event: { kind: "pull request", base, head, branch: "main" },
    ...{ git: undefined, github: client(), folder: ".", read: new Set<string>(), readBytes: () => null },
    ...{ head: { stacks: [] }, host: nodeHost("nowhere") },
    ...changes,
  });
}

describe("a base that only GitHub has", () => {
  test("takes three requests, however many files differ", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 150 }, (_, i) => [`infra/${i}.yaml`, `Resources: {} # ${i}`]),
    );
    keep(github.mergeBase, files);
    const found = await read();
    expect(github.operations).toEqual(["GET compare", "GET tree", "graphql"]);
    expect(found).toMatchObject({ commit: github.mergeBase, name: "the merge base with main" });
    expect("host" in found && found.host.readText("infra/149.yaml")).toEqual({ text: "Resources: {} # 149" });
    expect("host" in found && found.host.list("infra")).toHaveLength(150);
  });

  test("takes two where nothing differs", async () => {
    keep(github.mergeBase, { "shop.yaml": "Resources: {}" });
    const found = await read({ readBytes: () => Buffer.from("Resources: {}") });
    expect(github.operations).toEqual(["GET compare", "GET tree"]);
    expect("host" in found && found.host.readText("shop.yaml")).toEqual({ text: "Resources: {}" });
  });

  test("is none while GitHub is down, with a reason and without an exception", async () => {
    github.isDown = true;
    expect(await read()).toEqual({ none: "GitHub does not tell the merge base (unclear, status 503)" });
  });

  test("may lack a text: the file is there, and cannot be read", async () => {
    keep(github.mergeBase, { "shop.yaml": "Resources: {}" });
    github.texts.clear();
    const found = await read();
    expect("host" in found && found.host.kindOf("shop.yaml")).toBe("file");
    expect("host" in found && found.host.readText("shop.yaml")).toEqual({ error: "GitHub does not give its text" });
  });
});

import { describe, expect, test } from "@jest/globals";
import { Fingerprints } from "../../src/lint/fingerprint.ts";
import type { Subject } from "../../src/policy/fact.ts";
import { always } from "../../src/resolve/guard.ts";
import { buckets, node, stack } from "./sample-judgement.ts";

function subject(
  text: string,
  changes: Partial<Subject> = {},
  paths: ReadonlyMap<string, string> = new Map(),
): Subject {
  const about = node(stack(text, { constructPaths: paths }), "Uploads");
  return { self: about, guard: always, node: about, property: "", key: "", origin: about.origin, ...changes };
}

function fingerprint(of: Subject, ruleId = "MET002"): string {
  return new Fingerprints().of(ruleId, of);
}

describe("a fingerprint", () => {
  test("stays when the template is edited around its subject", () => {
    const moved = buckets.replace("Resources:\n", "# a comment\nResources:\n  Other: {Type: AWS::SNS::Topic}\n");
    expect(fingerprint(subject(moved))).toBe(fingerprint(subject(buckets)));
  });

  test("is a SHA-256 in hex", () => {
    expect(fingerprint(subject(buckets))).toMatch(/^[0-9a-f]{64}$/);
  });

  test("differs by rule, property and what is at the far end", () => {
    const all = [
      fingerprint(subject(buckets)),
      fingerprint(subject(buckets), "MET003"),
      fingerprint(subject(buckets, { property: "BucketName" })),
      fingerprint(subject(buckets, { key: "shop.yaml/Resize" })),
      fingerprint(subject(buckets, { property: "shop.yaml/Resize" })),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test("follows the construct path, not the logical id", () => {
    const paths = new Map([["Uploads", "Shop/Uploads/Resource"]]);
    const renamed = node(
      stack(buckets.replace("Uploads", "Uploads1234ABCD"), {
        constructPaths: new Map([["Uploads1234ABCD", "Shop/Uploads/Resource"]]),
      }),
      "Uploads1234ABCD",
    );
    expect(fingerprint(subject(buckets, { node: renamed }))).toBe(fingerprint(subject(buckets, {}, paths)));
  });

  test("is never given twice, and tells equals apart by their order", () => {
    const fingerprints = new Fingerprints();
    const [first, second, third] = [1, 2, 3].map(() => fingerprints.of("MET002", subject(buckets)));
    expect(new Set([first, second, third]).size).toBe(3);
    expect(first).toBe(fingerprint(subject(buckets)));
  });
});

describe("a fingerprint inside its stack", () => {
  const inStack = (of: Subject, stacks: ConstructorParameters<typeof Fingerprints>[0]): string =>
    new Fingerprints(stacks).identify("MET002", of).fingerprintInStack;

  test("is the same whatever the stack is called, also in what it says of the far end", () => {
    const one = stack(buckets, { name: "shop.yaml" });
    const other = stack(buckets, { name: "store/shop.yaml" });
    const about = (of: typeof one, key: string): Subject => {
      const itself = node(of, "Uploads");
      return { self: itself, guard: always, node: itself, property: "", key, origin: itself.origin };
    };
    const before = inStack(about(one, "triggers:shop.yaml/Uploads>shop.yaml/Resize:notification"), [one]);
    const after = inStack(about(other, "triggers:store/shop.yaml/Uploads>store/shop.yaml/Resize:notification"), [
      other,
    ]);
    expect(after).toBe(before);
    expect(inStack(about(one, "triggers:shop.yaml/Uploads>shop.yaml/Archive:notification"), [one])).not.toBe(before);
  });

  test("follows the construct path at the far end, too", () => {
    const built = (id: string): string => {
      const paths = new Map([[id, "Shop/Resize/CurrentVersion"]]);
      const of = stack(buckets, { constructPaths: paths });
      return inStack(subject(buckets, { key: `shop.yaml/${id}` }), [of]);
    };
    expect(built("ResizeVersionAAAA")).toBe(built("ResizeVersionBBBB"));
  });
});

import { describe, expect, test } from "@jest/globals";
import { spanOf } from "../../src/source/node.ts";
import { parseTemplate } from "../../src/template/parse-template.ts";

describe("parseTemplate", () => {
  test("reads a resource with the place of its logical id", () => {
    const { template, diagnostics } = parseTemplate("a.yaml", "Resources:\n  Uploads:\n    Type: AWS::S3::Bucket\n");
    const resource = template?.resources.get("Uploads");
    expect(diagnostics).toEqual([]);
    expect(resource?.type).toBe("AWS::S3::Bucket");
    expect(resource && spanOf(resource.key).start).toEqual({ line: 2, column: 3 });
  });
});

import { describe, expect, test } from "@jest/globals";
import { spanOf } from "../../src/source/node.ts";
import { show, valueOf } from "./given-stack.ts";

const sections = `Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
  Free: {Type: String}
Mappings:
  Sizes:
    dev: {Type: small, Same: x, Zones: [a]}
    prod: {Type: large, Same: x, Zones: [a, b]}
  Images:
    us-east-1: {Id: ami-1, All: ami-0}
    eu-west-1: {Id: ami-2, All: ami-0}
  Broken:
    k: {Nested: {a: 1}, Call: !Ref Env}
`;
const shown = (expression: string, given = {}, more = {}): string => show(valueOf(expression, sections, given, more));

describe("Fn::FindInMap", () => {
  test("gives what stands under literal keys, and where it is written", () => {
    const value = valueOf("!FindInMap [Sizes, dev, Type]", sections);
    expect(show(value)).toBe("small");
    expect(value.origin && spanOf(value.origin).start.line).toBe(6);
    expect(shown("!FindInMap [Sizes, prod, Zones]")).toBe("[a, b]");
  });

  test("is a choice where a key is one", () => {
    expect(shown("!FindInMap [Sizes, !Ref Env, Type]")).toBe("{Env=dev: small; Env=prod: large}");
  });

  test("is one value where every choice of the key leads to it", () => {
    expect(shown("!FindInMap [Sizes, !Ref Env, Same]")).toBe("x");
  });

  test("by the region is a choice over the regions that the mapping knows", () => {
    expect(shown("!FindInMap [Images, !Ref AWS::Region, Id]")).toBe(
      "{AWS::Region=us-east-1: ami-1; AWS::Region!=us-east-1: ami-2}",
    );
  });

  test("by the region is known where the region is, or where all regions agree", () => {
    expect(shown("!FindInMap [Images, !Ref AWS::Region, Id]", {}, { region: "eu-west-1" })).toBe("ami-2");
    expect(shown("!FindInMap [Images, !Ref AWS::Region, Id]", { "AWS::Region": "us-east-1" })).toBe("ami-1");
    expect(shown("!FindInMap [Images, !Ref AWS::Region, All]")).toBe("ami-0");
  });

  test("by a parameter without a value is a choice on that parameter", () => {
    expect(shown("!FindInMap [Sizes, !Ref Free, Type]")).toBe("{Free=dev: small; Free!=dev: large}");
  });

  test("gives the default of the language extensions where a key is missing or unknown", () => {
    expect(shown("!FindInMap [Sizes, none, Type, {DefaultValue: d}]")).toBe("d");
    expect(shown("!FindInMap [Sizes, !Ref Free, Type, {DefaultValue: d}]")).toBe(
      "{Free=dev: small; Free=prod: large; Free!=dev and Free!=prod: d}",
    );
    expect(shown("!FindInMap [Nothing, a, b, {DefaultValue: !Ref Bucket}]")).toBe("<Bucket.Ref>");
  });

  test("says which entry there is not", () => {
    expect(shown("!FindInMap [Sizes, dev, Colour]")).toBe("<?mapping Sizes.dev.Colour>");
    expect(shown("!FindInMap [Nothing, a, b]")).toBe("<?mapping Nothing.a.b>");
  });

  test("takes no data and no calls out of a mapping", () => {
    expect(shown("!FindInMap [Broken, k, Nested]")).toBe("<?mapping Broken.k.Nested>");
    expect(shown("!FindInMap [Broken, k, Call]")).toBe("<?mapping Broken.k.Call>");
  });

  test("does not guess which mapping is meant", () => {
    expect(shown("!FindInMap [!Ref Free, dev, Type]")).toMatch(/^<\?FindInMap of <\?parameter Free>/);
  });

  test("is unknown where a macro writes the mappings", () => {
    const value = valueOf("!FindInMap [M, a, b]", "Mappings: {Fn::Transform: {Name: Regions}}");
    expect(show(value)).toBe("<?macro Regions>");
  });
});

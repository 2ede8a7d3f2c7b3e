import { describe, expect, test } from "@jest/globals";
import { canonical } from "../../src/resolve/canonical.ts";
import { cidrBlocks } from "../../src/resolve/cidr.ts";
import { itemsOf, listIn } from "../../src/resolve/reading.ts";
import { World } from "../../src/resolve/world.ts";
import { show, valueOf } from "./given-stack.ts";

const lists = "Parameters: {L: {Type: CommaDelimitedList}, D: {Type: CommaDelimitedList, Default: 'a,b'}}";
const shown = (expression: string, sections = lists): string => show(valueOf(expression, sections));

describe("Fn::Select", () => {
  test("takes the item at an index, however that is written", () => {
    expect(shown("!Select [1, [a, b]]")).toBe("b");
    expect(shown('!Select ["0", !Ref D]')).toBe("a");
  });

  test("rests on the default of a list that it takes from", () => {
    expect(valueOf("!Select [0, !Ref D]", lists)).toMatchObject({ value: "a", assumed: ["D"] });
  });

  test("counts no absent items", () => {
    expect(shown('!Select [0, [!Ref "AWS::NoValue", b]]')).toBe("b");
  });

  test("of an unknown list is one unknown for each index, and settled by the list", () => {
    expect(shown("!Select [0, !Ref L]")).toBe("<?Select 0 of <?*parameter-list L>>");
    const [first, again, second] = ["0", "0", "1"].map((i) => canonical(valueOf(`!Select [${i}, !Ref L]`, lists)));
    expect(first).toBe(again);
    expect(first).not.toBe(second);
    expect(valueOf("!Select [0, !Ref L]", lists)).toMatchObject({ reason: { settle: "--parameter L=..." } });
  });

  test("takes what stands before an unknown number of items", () => {
    expect(shown("!Select [0, [first, !Ref L]]")).toBe("first");
    expect(shown("!Select [1, [first, !Ref L]]")).toMatch(/^<\?Select 1 of/);
  });

  test("does not count on an attribute to be a single text", () => {
    expect(shown("!Select [0, !GetAtt Bucket.DnsIpAddresses]")).toBe("<?Select 0 of <Bucket.DnsIpAddresses>>");
  });

  test("says so where the list is too short", () => {
    expect(shown("!Select [2, [a, b]]")).toMatch(/^<\?invalid Select takes item 2 of a list of 2>$/);
    expect(shown("!Select [-1, [a, b]]")).toMatch(/^<\?invalid/);
  });

  test("is a choice where the list or the index is one", () => {
    const sections = "Parameters: {E: {Type: String}}\nConditions: {P: !Equals [!Ref E, p]}";
    expect(shown("!Select [!If [P, 0, 1], [a, !If [P, x, y]]]", sections)).toBe("{E=p: a; E!=p: y}");
  });
});

describe("Fn::Split", () => {
  test("cuts a known text", () => {
    expect(shown('!Split [",", "a,b,,c"]')).toBe("[a, b, , c]");
  });

  test("knows what stands before the first part that may hold the delimiter", () => {
    expect(shown('!Split ["/", !Sub "https://host/${Bucket}/x"]')).toMatch(/^\[https:, , host, <\?\*Split \/ of /);
    expect(shown('!Select [2, !Split ["/", !Sub "https://host/${Bucket}/x"]]')).toBe("host");
  });

  test("cuts around pseudo parameters, which hold no delimiter", () => {
    expect(shown('!Select [4, !Split [":", !Sub "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:t"]]')).toBe(
      "<AWS::AccountId>",
    );
  });

  test("cuts ids and ARNs apart that were joined, and not at what they may hold", () => {
    expect(shown('!Split [",", !Join [",", [!Ref Probe, !GetAtt Probe.GroupId]]]')).toBe(
      "[<Probe.Ref>, <Probe.GroupId>]",
    );
    expect(shown('!Split [",", !Join [",", [!GetAtt Probe.Value, b]]]')).toMatch(/^\[<\?\*Split , of /);
    expect(shown('!Split [":", !Join [":", [!GetAtt Probe.Arn, b]]]')).toMatch(/^\[<\?\*Split : of /);
  });

  test("of something undecided keeps what it was made of", () => {
    const value = valueOf('!Select [1, !Split ["/", !GetAtt Probe.Url]]');
    expect(show(value)).toBe("<?Select 1 of [<?*Split / of <Probe.Url>>]>");
  });
});

describe("Fn::GetAZs", () => {
  test("is at least two zones, and nobody knows how many", () => {
    expect(shown('!GetAZs ""')).toBe("[<zone 0>, <zone 1>, ...]");
    const { items, open } = listIn(valueOf('!GetAZs ""'), World.open);
    expect(items).toHaveLength(2);
    expect(open).toMatchObject([{ kind: "availability-zones" }]);
    expect(itemsOf(valueOf('!GetAZs ""')).open).toMatchObject([{ kind: "availability-zones" }]);
  });

  test("gives a zone for every index, and different ones", () => {
    expect([0, 1, 5].map((i) => shown(`!Select [${i}, !GetAZs ""]`))).toEqual(["<zone 0>", "<zone 1>", "<zone 5>"]);
  });

  test("means the stack's own region by an empty text", () => {
    const own = canonical(valueOf('!Select [0, !GetAZs ""]'));
    expect(canonical(valueOf("!Select [0, {Fn::GetAZs: !Ref AWS::Region}]"))).toBe(own);
    expect(canonical(valueOf("!Select [0, !GetAZs eu-west-1]"))).not.toBe(own);
    const placed = { region: "eu-west-1" };
    expect(canonical(valueOf('!Select [0, !GetAZs ""]', "", {}, placed))).toBe(
      canonical(valueOf("!Select [0, !GetAZs eu-west-1]", "", {}, placed)),
    );
  });
});

describe("Fn::Cidr", () => {
  test("cuts a known block", () => {
    expect(shown('!Cidr ["10.0.0.0/16", 3, 8]')).toBe("[10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24]");
    expect(shown('!Select [1, !Cidr ["192.168.0.0/24", "6", "5"]]')).toBe("192.168.0.32/27");
  });

  test("of an unknown block is one unknown for each index", () => {
    const [a, again, b] = ["0", "0", "1"].map((i) => valueOf(`!Select [${i}, !Cidr [!GetAtt Probe.CidrBlock, 4, 8]]`));
    expect(a && again && canonical(a) === canonical(again)).toBe(true);
    expect(a && b && canonical(a) === canonical(b)).toBe(false);
  });

  test("cuts IPv6 and writes it as short as it can be", () => {
    expect(cidrBlocks("2001:db8::/56", 2, 64)).toEqual(["2001:db8::/64", "2001:db8:0:1::/64"]);
    expect(cidrBlocks("::/0", 2, 127)).toEqual(["::/1", "8000::/1"]);
  });

  test("refuses what is no block, or has no room", () => {
    for (const [block, count, bits] of [
      ["10.0.0.0", 1, 8],
      ["10.0.0/8", 1, 8],
      ["10.0.0.256/8", 1, 8],
      ["10.0.0.0/33", 1, 0],
      ["10.0.0.0/24", 2, 8],
      ["10.0.0.0/8", 257, 8],
      ["10.0.0.0/8", 0, 8],
      ["1::2::3/64", 1, 8],
    ] as const) {
      expect(cidrBlocks(block, count, bits)).toBeUndefined();
    }
  });
});

describe("Fn::Length", () => {
  test("counts a list that is known", () => {
    expect(shown('{"Fn::Length": [a, b, !Ref "AWS::NoValue"]}')).toBe("2");
    expect(shown('{"Fn::Length": !Ref D}')).toBe("2");
  });

  test("does not count one that is not", () => {
    expect(shown('{"Fn::Length": !Ref L}')).toBe("<?Length of <?*parameter-list L>>");
    expect(shown('{"Fn::Length": !GetAZs ""}')).toMatch(/^<\?Length/);
  });
});

/** Address blocks against an oracle that counts: a block is the numbers from its first address to its last. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import "../fixed-seed.ts";
import { containsBlock } from "../../src/resolve/cidr.ts";

interface Range {
  readonly text: string;
  readonly first: bigint;
  readonly last: bigint;
}

/** The range of a block, by arithmetic alone: the size of a block is a power of two, and it starts at a multiple of it. */
function range(address: bigint, prefix: number, width: number, text: string): Range {
  const size = 2n ** BigInt(width - prefix);
  const first = address - (address % size);
  return { text: `${text}/${prefix}`, first, last: first + size - 1n };
}

// Few distinct high bits, so that blocks often are within each other.
const octet = fc.constantFrom(0, 1, 10, 127, 128, 255);
const ipv4 = fc.tuple(fc.tuple(octet, octet, octet, octet), fc.integer({ min: 0, max: 32 })).map(([octets, prefix]) =>
  range(
    octets.reduce((sum, each) => sum * 256n + BigInt(each), 0n),
    prefix,
    32,
    octets.join("."),
  ),
);

const group = fc.constantFrom(0, 1, 0x8000, 0xdb8, 0x2001, 0xffff);
const ipv6 = fc
  .tuple(fc.array(group, { minLength: 8, maxLength: 8 }), fc.integer({ min: 0, max: 128 }), fc.boolean())
  .map(([groups, prefix, isShort]) => {
    const value = groups.reduce((sum, each) => sum * 65536n + BigInt(each), 0n);
    const digits = groups.map((each) => each.toString(16));
    const zeros = groups.indexOf(0);
    const short = [...digits.slice(0, zeros), ""].join(":");
    const text = isShort && zeros >= 0 ? `${short || ":"}:${digits.slice(zeros + 1).join(":")}` : digits.join(":");
    return range(value, prefix, 128, text);
  });

describe("a block contains another exactly where all its addresses are among its own", () => {
  test.each([
    ["IPv4", ipv4],
    ["IPv6", ipv6],
  ])("%s", (_, block) => {
    fc.assert(
      fc.property(block, block, (outer, inner) => {
        expect(containsBlock(outer.text, inner.text)).toBe(outer.first <= inner.first && inner.last <= outer.last);
      }),
      { numRuns: 2000 },
    );
  });

  test("itself, and whatever of it is cut off", () => {
    fc.assert(
      fc.property(ipv4, fc.integer({ min: 0, max: 32 }), ({ text }, more) => {
        const [address, prefix] = text.split("/");
        const inner = `${address}/${Math.max(Number(prefix), more)}`;
        expect(containsBlock(text, inner)).toBe(true);
      }),
    );
  });

  test("never one of the other kind of addresses", () => {
    fc.assert(
      fc.property(ipv4, ipv6, (a, b) => {
        expect([containsBlock(a.text, b.text), containsBlock(b.text, a.text)]).toEqual([false, false]);
      }),
    );
  });

  test.each([
    "",
    "10.0.0.0",
    "10.0.0/8",
    "10.0.0.0/33",
    "10.0.0.256/8",
    "::1::/8",
    "1:2/16",
    "g::/8",
    "10.0.0.0/8/9",
    "10.0.0.0/-1",
  ])("not known of %p, which is none", (text) => {
    expect(containsBlock(text, "10.0.0.0/8")).toBeUndefined();
  });
});

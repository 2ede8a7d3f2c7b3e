/**
 * Address blocks cut into smaller ones, as `Fn::Cidr` does.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 */

/** CloudFormation makes no more of them at once. */
const maximalCount = 256;

/**
 * The first `count` blocks with `hostBits` bits for hosts.
 *
 * @param hostBits for IPv4 a block has the prefix length 32 - hostBits, for IPv6 128 - hostBits; 8 where it is left out.
 * @returns undefined where the block is no address block, or has not room for so many.
 */
export function cidrBlocks(block: string, count = Number.NaN, hostBits = 8): readonly string[] | undefined {
  const read = readBlock(block);
  if (read === undefined) return undefined;
  const { base, prefix, width } = read;
  if (!Number.isInteger(count) || count < 1 || count > maximalCount) return undefined;
  if (!Number.isInteger(hostBits) || hostBits < 0 || hostBits > width - prefix) return undefined;
  const size = 1n << BigInt(hostBits);
  const room = (1n << BigInt(width - prefix)) / size;
  if (BigInt(count) > room) return undefined;
  const first = (base >> BigInt(width - prefix)) << BigInt(width - prefix);
  const write = width === 128 ? ipv6Text : ipv4Text;
  return Array.from({ length: count }, (_, i) => `${write(first + BigInt(i) * size)}/${width - hostBits}`);
}

/** Whether all addresses of `inner` are in `outer`; undefined where one of the two is no address block. */
export function containsBlock(outer: string, inner: string): boolean | undefined {
  const [a, b] = [readBlock(outer), readBlock(inner)];
  if (a === undefined || b === undefined) return undefined;
  const rest = BigInt(a.width - a.prefix);
  return a.width === b.width && a.prefix <= b.prefix && a.base >> rest === b.base >> rest;
}

interface Block {
  readonly base: bigint;
  readonly prefix: number;
  /** 32 for IPv4, 128 for IPv6. */
  readonly width: number;
}

function readBlock(block: string): Block | undefined {
  const [address, prefixText, ...more] = block.trim().split("/");
  if (address === undefined || prefixText === undefined || more.length > 0 || !/^\d{1,3}$/.test(prefixText))
    return undefined;
  const width = address.includes(":") ? 128 : 32;
  const base = width === 128 ? ipv6Number(address) : ipv4Number(address);
  const prefix = Number(prefixText);
  return base === undefined || prefix > width ? undefined : { base, prefix, width };
}

function ipv4Number(text: string): bigint | undefined {
  const octets = text.split(".");
  if (octets.length !== 4 || octets.some((octet) => !/^\d{1,3}$/.test(octet) || Number(octet) > 255)) return undefined;
  return octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
}

function ipv4Text(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join(".");
}

/** Eight groups of hexadecimal digits, of which one run of zeros may be written `::`. */
function ipv6Number(text: string): bigint | undefined {
  const [head, tail, ...more] = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  if (head === undefined || more.length > 0) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...(tail ?? [])];
  if (groups.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

/** The canonical form of RFC 5952: the longest run of at least two zero groups becomes `::`. */
function ipv6Text(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const text = groups.join(":");
  const runs = [...text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map((match) => match[0]);
  const longest = runs.reduce(
    (best, run) => (run.replace(/:/g, "").length > best.replace(/:/g, "").length ? run : best),
    "",
  );
  if (longest === "") return text;
  const at = text.indexOf(longest);
  const [before, after] = [text.slice(0, at), text.slice(at + longest.length)];
  return `${before}::${after.replace(/^:/, "")}`;
}

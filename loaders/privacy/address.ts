import type {Identity} from "./identities.ts";

const quad =
  /(?<![\w.]|(?<!\d)-)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\w]|\.\d|-(?!\d{1,3}\.\d{1,3}\.\d{1,3}\.))/g;
const six = /(?<![\w:.])f[cde][0-9a-f]{2}:[0-9a-f:]{2,34}(?![\w:])/gi;

/** What stands before a dotted quad that is a version or a section: `v`, `==`, `cuda_version": "`, `nvidia-curand-cu12  `. */
const versionBefore =
  /(?:[=<>~!]=|\bv|§ ?|^#+ |\n#+ |(?:version|release|\bver|section|tensorrt|nccl|mkl|toolkit)[\w.]*\\?["']?\s*[:=]?\s*\\?["']?v?|\b(?:nvidia|cu[a-z]{2,}|lib[a-z]+)[\w.+-]*\\?["']?\s*[:=@,|]?\s*\\?["']?v?)$/i;

/**
 * Private addresses: 10/8, 172.16/12, 192.168/16, 169.254/16, fc00::/7 and fe80::/10; never loopback. A private IPv4
 * address is four whole octets without leading zeros, standing alone; two or three numbers are a number or a version,
 * and so are four with a sign of a version before them.
 */
export function* findPrivateAddresses(text: string): Iterable<Identity> {
  for (const match of text.matchAll(quad))
    if (isPrivateQuad(match.slice(1)) && !versionBefore.test(text.slice(Math.max(0, match.index - 48), match.index)))
      yield {kind: "private address", start: match.index, end: match.index + match[0].length};
  for (const match of text.matchAll(six))
    if (isSixAddress(match[0])) yield {kind: "private address", start: match.index, end: match.index + match[0].length};
}

function isPrivateQuad(octets: string[]): boolean {
  const [a = -1, b = -1, ...rest] = octets.map((octet) =>
    String(Number(octet)) === octet && Number(octet) < 256 ? Number(octet) : NaN
  );
  if ([a, b, ...rest].some(Number.isNaN)) return false;
  return a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254);
}

function isSixAddress(text: string): boolean {
  const first = parseInt(text.slice(0, 4), 16);
  const halves = text.split("::");
  const groups = text.split(":").filter((group) => group !== "");
  const known = (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80;
  return (
    known &&
    groups.every((group) => group.length <= 4) &&
    (halves.length === 2 ? groups.length < 8 : halves.length === 1 && groups.length === 8)
  );
}

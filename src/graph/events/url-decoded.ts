/**
 * A key as notifications of S3 spell it (`my+photos/year%3D2026/`) -> the key as it is (`my photos/year=2026/`).
 *
 * Invariant: what is no encoding of a character stays as it is written; undecided parts are passed on.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 */
import type { Token, Tokens } from "../access/pattern.ts";

export function urlDecoded(text: Tokens): Tokens {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length; i++) {
    const token = text[i];
    const encoded = token === "%" ? encodedAt(text, i) : "";
    if (encoded !== "") {
      tokens.push(...decoded(encoded));
      i += encoded.length - 1;
    } else if (token !== undefined) tokens.push(token === "+" ? " " : token);
  }
  return tokens;
}

/** The bytes that are encoded from here on, one behind the other: `%C3%A4`. */
function encodedAt(text: Tokens, from: number): string {
  let encoded = "";
  for (let i = from; text[i] === "%"; i += 3) {
    const digits = `${literal(text[i + 1])}${literal(text[i + 2])}`;
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) break;
    encoded += `%${digits}`;
  }
  return encoded;
}

function literal(token: Token | undefined): string {
  return typeof token === "string" ? token : "";
}

function decoded(encoded: string): Tokens {
  try {
    return decodeURIComponent(encoded).split("");
  } catch {
    return encoded.split("");
  }
}

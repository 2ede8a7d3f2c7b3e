/**
 * The bytes of a file -> its text, or why it has none: the same refusals wherever the file comes from.
 */
import { isUtf8 } from "node:buffer";

export type FileText = { readonly text: string } | { readonly error: string };

const megabyte = 1_000_000;

/** In bytes. CloudFormation takes templates up to 1 MB. */
export const maximalFileSize = 10 * megabyte;

export function decodeText(bytes: Buffer): FileText {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  if (mark === 0xfffe || mark === 0xfeff) return { error: "it is UTF-16 text; save it as UTF-8" };
  if (bytes.includes(0)) return { error: "it is a binary file" };
  if (!isUtf8(bytes)) return { error: "it is not UTF-8 text" };
  // A byte order mark stays, so that the text has the same bytes as the file.
  return { text: bytes.toString("utf8") };
}

/** @param limit in bytes */
export function tooLarge(limit: number): { readonly error: string } {
  return { error: `it is larger than ${limit / megabyte} MB` };
}

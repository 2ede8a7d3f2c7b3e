/**
 * TOML -> plain data. A file of its own, so that the library is loaded only with it.
 */
import { parse, TomlError } from "smol-toml";

/** @returns what the file holds, or what is wrong, with its position: `3:5: ...`. */
export function parseToml(text: string): { readonly table: unknown } | { readonly problem: string } {
  try {
    return { table: parse(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = "this is no TOML"] = error.message.split("\n");
    return { problem: `${error.line}:${error.column}: ${reason}` };
  }
}

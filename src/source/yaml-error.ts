/**
 * js-yaml's reasons -> what a person did, and what to do about it.
 */
import { maximalDepth } from "./limits.ts";

interface Explained {
  readonly code: string;
  readonly message: string;
}

/** Reasons by how they begin; the first that fits counts. */
const explanations: readonly (readonly [begin: string, message: string])[] = [
  ["tab characters must not be used", "a tab indents this line; YAML is indented with spaces only"],
  [
    "bad indentation of a mapping entry",
    "this line does not continue what stands before it: check its indentation, and quote a value that contains `: `",
  ],
  ["bad indentation of a sequence entry", "this `-` does not line up with the list that it belongs to"],
  ["deficient indentation", "this line must be indented deeper than the key whose value it continues"],
  ["expected ':' after a mapping key", "a `:` and a space are missing behind this key"],
  ["a whitespace character is expected after the key-value separator", "a space is missing behind the `:`"],
  [
    "can not read a block mapping entry; a multiline key",
    "a key must end on its line: a `:` is missing, or the line above is indented wrongly",
  ],
  [
    "duplication of a tag property",
    "a value can have only one tag: write the outer one in its long form, as a key with the inner one as its value",
  ],
  ["missed comma between flow collection entries", "a `,` is missing between two entries of `[...]` or `{...}`"],
  ["expected the node content, but found ','", "a value is missing before this `,`"],
  [
    "unexpected end of the stream within a flow collection",
    "the file ends inside `[...]` or `{...}`: a closing bracket is missing",
  ],
  [
    "unexpected end of the stream within a double quoted scalar",
    'the file ends inside a quoted text: a closing `"` is missing',
  ],
  [
    "unexpected end of the stream within a single quoted scalar",
    "the file ends inside a quoted text: a closing `'` is missing",
  ],
  ["name of an alias node must contain", "`*` begins an alias; to mean the character, put it in quotes"],
  ["expected hexadecimal character", "this escape is incomplete: write `\\\\` for a backslash, or use single quotes"],
  [
    "unknown escape sequence",
    "this escape does not exist in double quotes: write `\\\\` for a backslash, or use single quotes",
  ],
  ["the stream contains non-printable characters", "a control character stands here; remove it"],
  ["null byte is not allowed", "a NUL byte stands here; this is no text file"],
  ["alias node should not have any properties", "an alias (`*name`) cannot have a tag or an anchor"],
];

export function explainYamlError(reason: string, text: string, offset: number): Explained {
  if (reason.startsWith("nesting exceeded")) {
    return {
      code: "too-deep",
      message: `more than ${maximalDepth} levels are nested here; the file is not read any further`,
    };
  }
  const character = text.charAt(offset);
  if (character !== "" && "@`%".includes(character)) {
    return { code: "yaml-syntax", message: `not valid YAML: a value cannot begin with ${character}; put it in quotes` };
  }
  const explained = explanations.find(([begin]) => reason.startsWith(begin));
  return { code: "yaml-syntax", message: `not valid YAML: ${explained?.[1] ?? reason}` };
}

/**
 * Untrusted text -> Markdown that shows it and does nothing else.
 *
 * Invariant: whatever the text says, no link, image, mention, issue reference, HTML, comment, heading, list or fence of
 * its own comes out, and what it hides (bidirectional and zero-width characters) is seen. A backslash is no help on
 * GitHub, which looks for mentions and references in the rendered text; only code is left alone. So a word is either
 * plainly a word of a sentence, or it becomes a code span.
 * Not here: layout. Callers put the result on a line; whoever builds a table takes care of bars.
 */

/** Characters that are not seen, or that change how others are seen; a person must see them. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]/gu;
const blanks = /[\s\u0085]+/g;

/** On one line, nothing hidden: `evil\u202Etxt` becomes `evil<U+202E>txt`. At most `limit` UTF-16 code units and a dot or three. */
export function visible(text: string, limit = 1000): string {
  const line = text
    .slice(0, limit + 1)
    .replace(blanks, " ")
    .replace(hidden, (char) => `<U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`);
  return line.length > limit ? `${line.slice(0, limit).replace(/\p{Cs}$/u, "")}\u2026` : line;
}

/** The text as a code span, whatever backticks it has. */
export function codeSpan(text: string, limit?: number): string {
  const content = visible(text, limit) || " ";
  let longest = 0;
  for (const [run] of content.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = "`".repeat(longest + 1);
  // One blank on each side is taken away again by the parser.
  const needsPadding = /^`|`$|^ .*[^ ].* $/.test(content);
  return needsPadding ? `${fence} ${content} ${fence}` : fence + content + fence;
}

/** A name inside HTML of ours, such as a `<summary>`, in which Markdown is not read. */
export function htmlCode(text: string, limit?: number): string {
  return `<code>${visible(text, limit).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)}</code>`;
}

/**
 * A sentence, with everything in it that is no plain word as a code span: `s3:GetObject`, `WebServerGroup`, and all that
 * Markdown or GitHub would read as more than text.
 *
 * @param names words that are names here, though they look plain: `Uploads`
 */
export function prose(text: string, names: ReadonlySet<string> = new Set(), limit?: number): string {
  const words = visible(text, limit)
    .split(" ")
    .filter((word) => word !== "");
  const marked: string[] = [];
  for (let at = 0; at < words.length; ) {
    const length = snippetLength(words, at);
    const word = words.slice(at, at + length).join(" ");
    // At the beginning of a line, `1.` would begin a list.
    marked.push(at === 0 && /^\d+[.)]$/.test(word) ? codeSpan(word) : markWord(word, names));
    at += length;
  }
  return marked.join(" ");
}

/** How many words belong together: `tags.add("Owner", "team")`, `!Ref Bucket`, `MultiAZ: true`. */
function snippetLength(words: readonly string[], from: number): number {
  const [first = "", second = ""] = words.slice(from, from + 2);
  if (/^!\w+$/.test(first) && second !== "") return 2;
  if (/^[a-z]*[A-Z]\w*[a-z]\w*:$/.test(first) && /^(?:true|false|Retain|Snapshot|\d+|[A-Z]{2,})[.,;]?$/.test(second))
    return 2;
  if (!/[\w$][([{]|^[[{]/.test(first)) return 1;
  let open = 0;
  for (let length = 1; length <= longestSnippet; length++) {
    for (const char of words[from + length - 1] ?? "") open += "([{".includes(char) ? 1 : ")]}".includes(char) ? -1 : 0;
    if (open <= 0) return length;
  }
  return 1;
}

const longestSnippet = 12;

/** Quotes and brackets around a word, and the mark that ends a clause, mean nothing to Markdown and stay outside. */
function markWord(word: string, names: ReadonlySet<string>): string {
  if (word === "->") return "\u2192";
  if (/^(?:[\u2013\u2014\u2192\u2026]|-)$/.test(word)) return word === "-" ? "\\-" : word;
  const clause = /[.,;:!?]$/.test(word) ? word.slice(-1) : "";
  let body = clause === "" ? word : word.slice(0, -1);
  // Messages that quote code do so as Markdown does.
  if (/^`[^`]+`$/.test(body)) return codeSpan(body.slice(1, -1)) + clause;
  let opening = "";
  let closing = "";
  for (const [open, close] of brackets) {
    if (body.startsWith(open)) {
      opening = open;
      body = body.slice(open.length);
    }
    if (body.endsWith(close) && !body.slice(0, -1).includes(open)) {
      closing = close;
      body = body.slice(0, -close.length);
    }
    if (opening + closing !== "") break;
  }
  if (body === "") return codeSpan(word);
  return opening + (isPlain(body) && !names.has(body) ? body : codeSpan(body)) + closing + clause;
}

const brackets = [
  ["(", ")"],
  ['"', '"'],
  ["'", "'"],
  ["\u201c", "\u201d"],
  ["\u2018", "\u2019"],
] as const;

function isPlain(word: string): boolean {
  if (/^\d{1,5}%?$/.test(word) || /^[A-Za-z]{1,4}\d{1,2}$/.test(word) || productNames.has(word)) return true;
  // A run of seven hexadecimal digits may be a commit, `GH-1` and `ABC-1` an issue, `GHSA-` an advisory, `www.` a link.
  return (
    latinWord.test(word) && !/[a-z][A-Z]|[A-Z]{2}[a-z]{2}/.test(word) && !/^(?:[0-9a-f]{7,}|www|GHSA-.*)$/i.test(word)
  );
}

const latinWord =
  /^[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]+(?:['\u2019/-][A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]+)*$/;

/** Written in camel case, and yet no names of a template's things. */
const productNames: ReadonlySet<string> = new Set([
  "CloudFormation",
  "CloudFront",
  "CloudTrail",
  "CloudWatch",
  "DynamoDB",
  "ElastiCache",
  "EventBridge",
  "GitHub",
  "IPv4",
  "IPv6",
  "MySQL",
  "PostgreSQL",
  "OAuth",
  "OpenSearch",
]);

/** A link of ours. An address that is not wholly of characters that mean nothing to Markdown is left out. */
export function link(label: string, address: string | null): string {
  return address !== null && /^https?:\/\/[\w.~%/:#?=+-]+$/.test(address) ? `[${label}](${address})` : label;
}

/**
 * RE2's regular expressions. A file of its own, so that the library is loaded only with it.
 */
import { RE2JS } from "re2js";

/** @throws Error where the pattern is no regular expression of RE2. */
export function makeMatcher(pattern: string): (text: string) => boolean {
  const compiled = RE2JS.compile(pattern);
  return (text) => compiled.test(text);
}

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isNewer, markedBody, readMarked } from "../../src/github/comment-marker.ts";
import { readMarkdown } from "../report/read-markdown.ts";

const head = "a".repeat(40);
const marker = { key: "ci/lint", head, generation: { run: 12, attempt: 1 } };

describe("a comment's marker", () => {
  test("is read back as it was written, whatever the key is", () => {
    const keys = fc.oneof(
      fc.string({ unit: "binary", maxLength: 100 }),
      fc.constantFrom("-->", "<!-- x -->", "a b", "100%"),
    );
    fc.assert(
      fc.property(keys, fc.nat(), fc.nat({ max: 999 }), (key, run, attempt) => {
        const body = markedBody({ key, head, generation: { run, attempt } }, "text");
        const wellFormed = key.slice(0, 100).replace(/\p{Cs}/gu, "\ufffd");
        expect(readMarked(body)).toEqual({
          marker: { key: wellFormed, head, generation: { run, attempt } },
          text: "text",
        });
        expect(readMarkdown(body).html).toEqual([body.split("\n")[0]]);
      }),
    );
  });

  test("counts only in the first bytes of the body", () => {
    const body = markedBody(marker, "text");
    expect(readMarked(body)?.marker).toEqual(marker);
    for (const pasted of [` ${body}`, `\n${body}`, `> ${body}`, `Look: ${body}`, body.replace("stackplumb", "other")]) {
      expect(readMarked(pasted)).toBeUndefined();
    }
  });

  test("leaves the text comparable after somebody saved it in a browser", () => {
    const body = markedBody(marker, "one\ntwo").replaceAll("\n", "\r\n");
    expect(readMarked(`${body}\r\n`)?.text).toBe("one\ntwo");
  });

  test("is not read from what only looks like one", () => {
    for (const body of [
      "<!-- stackplumb-comment -->",
      "<!-- stackplumb-comment key=%E0 head= run=1.1 -->\n",
      `<!-- stackplumb-comment key=a head=${head} run=-1.1 -->\n`,
      `<!-- stackplumb-comment key=a head=${head} run=1.1 --> text`,
      `<!-- stackplumb-comment key=${"a".repeat(5000)} head=${head} run=1.1 -->\n`,
    ]) {
      expect(readMarked(body)).toBeUndefined();
    }
  });

  test("lets a re-run pass for newer than its run, and not for newer than later runs", () => {
    expect(isNewer({ run: 12, attempt: 2 }, { run: 12, attempt: 1 })).toBe(true);
    expect(isNewer({ run: 12, attempt: 9 }, { run: 13, attempt: 1 })).toBe(false);
    expect(isNewer({ run: 12, attempt: 1 }, { run: 12, attempt: 1 })).toBe(false);
  });
});

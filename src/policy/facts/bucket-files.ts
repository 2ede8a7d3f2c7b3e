/**
 * What is asked of a bucket about the files in it: what they are, how long they stay, how they come and go. Part of the type
 * `Bucket` (bucket.ts).
 */
import { refusesPlainHttp } from "../../graph/access/plain-http.ts";
import type { GraphNode } from "../../graph/model.ts";
import { browserUploadsTo, letsBrowsersUpload } from "../../graph/stores/browser-uploads.ts";
import { keepsFiles } from "../../graph/stores/bucket-contents.ts";
import { expiringUploads } from "../../graph/stores/expiring-uploads.ts";
import { always } from "../../resolve/guard.ts";
import { type FactField, hop, listOf } from "../fact.ts";
import { itemWhere, ternaryFact } from "../ternary-fact.ts";

export const bucketFileFields: Readonly<Record<string, FactField<GraphNode>>> = {
  keepsFiles: {
    type: "bool",
    doc: "Whether it is there to keep files: not logs, artifacts of builds, temporary things or a website.",
    read: (self, { graph, world }) => ternaryFact(keepsFiles(graph, self, world)),
  },
  expiringUploads: {
    type: "list<Hop>",
    doc: "Rules of its lifecycle that delete what is uploaded to it.",
    read: (self, { graph, world }) => ({
      kind: "list",
      open: [],
      items: expiringUploads(graph, self, world).flatMap(({ deletes, rule }) =>
        itemWhere(deletes, { guard: always, value: hop(rule) }),
      ),
    }),
  },
  uploadHops: {
    type: "list<Hop>",
    doc: "What shows that the files which those rules delete are uploads.",
    read: (self, { graph, world }) =>
      listOf(
        expiringUploads(graph, self, world)
          .flatMap(({ evidence }) => evidence)
          .map(hop),
      ),
  },
  refusesPlainHttp: {
    type: "bool",
    doc: "Whether its policy denies everybody to read or write objects over plain HTTP.",
    read: (self, { graph, world }) => ternaryFact(refusesPlainHttp(graph, self, world)),
  },
  browserUploads: {
    type: "list<Hop>",
    doc: "What shows that browsers upload to it: roles of an identity pool that may put objects, and code that signs uploads.",
    read: (self, { graph, world }) =>
      listOf(
        browserUploadsTo(graph, self, world)
          .flatMap(({ evidence }) => evidence)
          .map(hop),
      ),
  },
  letsBrowsersUpload: {
    type: "bool",
    doc: "Whether one of its CORS rules lets browsers put or post.",
    read: (self, { world }) => ternaryFact(letsBrowsersUpload(self, world)),
  },
};

/**
 * Ids of blobs -> their texts, in one question; one by one, while they are few, where GraphQL does not answer it.
 *
 * What GitHub cuts off, or takes for binary, is left out. Whether a text is the blob's, byte for byte, is for the one who
 * asks to check.
 */
import { at, incomplete, textAt } from "./answer-fields.ts";
import { graphqlFailure } from "./graphql-answer.ts";
import { isNotUnderstood } from "./list-conversation.ts";
import type { Ask } from "./read-conversation.ts";

/** Requests that are worth making for one lint. */
const mostSingly = 30;

/**
 * @param blobAt the answer of https://docs.github.com/en/rest/git/blobs#get-a-blob
 * @throws GitHubFailure
 */
export async function textsOfBlobs(
  ask: Ask,
  blobAt: (id: string) => Promise<unknown>,
  { owner, repo }: { readonly owner: string; readonly repo: string },
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  try {
    return await askedAtOnce(ask, { owner, repo }, ids);
  } catch (error) {
    if (!isNotUnderstood(error) || ids.length > mostSingly) throw error;
    const blobs = await Promise.all(ids.map(blobAt));
    return new Map(ids.map((id, i) => [id, decoded(textAt(blobs[i], ["content"]))]));
  }
}

async function askedAtOnce(
  ask: Ask,
  repository: { readonly owner: string; readonly repo: string },
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const asked = ids.map((id, i) => `b${i}: object(oid: ${JSON.stringify(id)}) { ...text }`);
  const query = `query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${asked.join(" ")} } }
    fragment text on Blob { text isBinary isTruncated }`;
  const { data, errors } = await ask(query, repository);
  const found = at(data, ["repository"]);
  const [error] = errors;
  if (found === undefined || found === null)
    throw error === undefined ? incomplete(["repository"]) : graphqlFailure(error);
  return new Map(
    ids.flatMap((id, i) => {
      const text = at(found, [`b${i}`, "text"]);
      const isWhole = typeof text === "string" && at(found, [`b${i}`, "isTruncated"]) === false;
      return isWhole ? [[id, text] as const] : [];
    }),
  );
}

function decoded(content: string): string {
  return Buffer.from(content, "base64").toString("utf8");
}

/**
 * What GitHub says about its things, in the shape that it describes.
 */
import { type Account, workflows } from "./accounts.ts";
import { examplePullRequest } from "./payloads.ts";

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly author: Account;
}

const day = "2026-11-22T12:00:00Z";

export function commentAnswer({ id, body, author }: StoredComment, url: string): unknown {
  return {
    id,
    node_id: `IC_${id}`,
    url: `${url}/repos/acme/shop/issues/comments/${id}`,
    html_url: `https://github.com/acme/shop/pull/7#issuecomment-${id}`,
    issue_url: `${url}/repos/acme/shop/issues/7`,
    body,
    user: userAnswer(author),
    created_at: day,
    updated_at: day,
    author_association: author === workflows ? "NONE" : "CONTRIBUTOR",
    performed_via_github_app: null,
  };
}

export function treeAnswer(sha: string, files: ReadonlyMap<string, string>, url: string): unknown {
  const tree = [...files].map(([path, id]) => ({
    path,
    mode: "100644",
    type: "blob",
    sha: id,
    size: 1,
    url: `${url}/blob`,
  }));
  return {
    sha,
    url: `${url}/tree`,
    truncated: false,
    tree: [{ path: "infra", mode: "040000", type: "tree", sha: "0".repeat(40) }, ...tree],
  };
}

export function pullRequestAnswer(number: number, head: string): unknown {
  const example = examplePullRequest();
  return { auto_merge: null, ...example, number, head: { ...(example["head"] as object), sha: head } };
}

function userAnswer({ id, login, type }: Account): unknown {
  const name = encodeURIComponent(login);
  const api = `https://api.github.com/users/${name}`;
  return {
    id,
    login,
    type,
    node_id: `U_${id}`,
    avatar_url: "https://avatars.githubusercontent.com/u/1",
    gravatar_id: "",
    url: api,
    html_url: `https://github.com/${name}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    site_admin: false,
  };
}

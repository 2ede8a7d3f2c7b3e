/**
 * What GitHub says about its things, in the shape that it describes.
 */
import { type Account, workflows } from "./accounts.ts";
import { examplePullRequest } from "./payloads.ts";
import type { OpenPull, StoredComment, StoredFile, StoredThread } from "./stored.ts";

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

export function blobAnswer(sha = "", text = ""): unknown {
  const content = Buffer.from(text)
    .toString("base64")
    .replace(/(.{60})/g, "$1\n");
  return {
    sha,
    node_id: "B",
    size: Buffer.byteLength(text),
    url: "https://api.github.com/blob",
    content,
    encoding: "base64",
  };
}

/** What a person is told of himself. */
export function ownUserAnswer(account: Account): unknown {
  const counts = { public_repos: 1, public_gists: 0, followers: 0, following: 0 };
  const untold = { name: null, company: null, blog: null, location: null, email: null, hireable: null, bio: null };
  return { ...(userAnswer(account) as object), ...counts, ...untold, created_at: day, updated_at: day };
}

export function pullRequestAnswer(number: number, head: string): unknown {
  const example = examplePullRequest();
  return { auto_merge: null, ...example, number, head: { ...(example["head"] as object), sha: head } };
}

export function fileAnswer(path: string, { status, patch }: StoredFile, id = "0".repeat(40)): unknown {
  const address = `https://github.com/acme/shop/blob/${id}/${encodeURIComponent(path)}`;
  return {
    ...{ sha: id, filename: path, status, additions: 1, deletions: 1, changes: 2 },
    ...{ blob_url: address, raw_url: address, contents_url: address },
    ...(status === "renamed" && { previous_filename: `old-${path}` }),
    ...(patch !== undefined && { patch }),
  };
}

/** Of all comments of a thread, the first one first. */
export function reviewCommentAnswers({ path, lines, comments }: StoredThread): readonly unknown[] {
  const pull = "https://api.github.com/repos/acme/shop/pulls/7";
  return comments.map(({ id, body, author }, i) => {
    const address = `https://github.com/acme/shop/pull/7#discussion_r${id}`;
    return {
      ...{ id, node_id: `PRRC_${id}`, url: `${pull}/comments/${id}`, diff_hunk: "@@", path, body },
      ...{ commit_id: "1".repeat(40), original_commit_id: "1".repeat(40), pull_request_review_id: 1 },
      ...{ user: userAnswer(author), created_at: day, updated_at: day, html_url: address, pull_request_url: pull },
      author_association: "NONE",
      _links: { self: { href: address }, html: { href: address }, pull_request: { href: pull } },
      ...(lines !== null && { line: lines.last, side: "RIGHT" }),
      ...(lines !== null && lines.first < lines.last && { start_line: lines.first, start_side: "RIGHT" }),
      ...(i > 0 && { in_reply_to_id: comments[0]?.id }),
    };
  });
}

export function reviewAnswer(id: number, author: Account, body: string, commit: string): unknown {
  const address = `https://github.com/acme/shop/pull/7#pullrequestreview-${id}`;
  const pull = "https://api.github.com/repos/acme/shop/pulls/7";
  return {
    ...{ id, node_id: `PRR_${id}`, user: userAnswer(author), body, state: "COMMENTED", html_url: address },
    ...{ pull_request_url: pull, submitted_at: day, commit_id: commit, author_association: "NONE" },
    _links: { html: { href: address }, pull_request: { href: pull } },
  };
}

export function comparisonAnswer(mergeBase: string): unknown {
  const address = "https://api.github.com/repos/acme/shop/compare/a...b";
  const person = { name: "Octo", email: "octo@example.com", date: day };
  const commit = {
    ...{ url: address, sha: mergeBase, node_id: "C_1", html_url: address, comments_url: address },
    commit: {
      ...{ url: address, author: person, committer: person, message: "x", comment_count: 0 },
      tree: { sha: mergeBase, url: address },
    },
    ...{ author: null, committer: null, parents: [] },
  };
  return {
    ...{ url: address, html_url: address, permalink_url: address, diff_url: address, patch_url: address },
    ...{ base_commit: commit, merge_base_commit: commit, status: "diverged", ahead_by: 1, behind_by: 1 },
    ...{ total_commits: 1, commits: [commit], files: [] },
  };
}

export function openPullAnswer({ number, owner, branch, repository }: OpenPull, sha: string): unknown {
  const answer = pullRequestAnswer(number, sha) as { head: { repo: object }; base: { repo: object } };
  const { head, base } = answer;
  return {
    ...answer,
    head: { ...head, label: `${owner}:${branch}`, ref: branch, repo: { ...head.repo, id: repository } },
    base: { ...base, repo: { ...base.repo, id: 1 } },
  };
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

/**
 * A line of a file of a commit -> its address on the forge.
 *
 * Invariant: whatever the path is called, the address leads below the repository at that commit, and holds no character
 * that means anything to Markdown or HTML.
 */

export interface Blob {
  readonly serverUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly commit: string;
}

const longest = 1500;

/**
 * @param path from the repository's root, with forward slashes
 * @param line 1-based
 * @returns null for a path that is none
 */
export function blobAddress({ serverUrl, owner, repo, commit }: Blob, path: string, line: number): string | null {
  const steps = path.split("/");
  if (commit === "" || steps.some((step) => step === "" || step === "." || step === "..")) return null;
  if (/\p{Cs}/u.test(path)) return null;
  const address = `${serverUrl}/${owner}/${repo}/blob/${commit}/${steps.map(encode).join("/")}#L${line}`;
  return address.length > longest ? null : address;
}

function encode(step: string): string {
  return encodeURIComponent(step).replace(/[!'()*_~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

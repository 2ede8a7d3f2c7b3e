/** A real git repository in a temporary folder, made by the plumbing that anybody may have used. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export class Repository {
  readonly folder: string;

  constructor() {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), "stackplumb-git-")));
    this.git("init", "-q", "-b", "main");
    this.git("config", "user.email", "someone@example.com");
    this.git("config", "user.name", "Someone");
    this.git("config", "commit.gpgSign", "false");
  }

  git(...words: readonly string[]): string {
    return this.gitWith("", ...words);
  }

  gitWith(input: string | Buffer, ...words: readonly string[]): string {
    const env = { PATH: process.env["PATH"], HOME: this.folder, GIT_CONFIG_NOSYSTEM: "1" };
    return execFileSync("git", [...words], {
      cwd: this.folder,
      env,
      input,
      stdio: ["pipe", "pipe", "ignore"],
    })
      .toString()
      .trim();
  }

  write(path: string, text: string | Buffer): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Writes the files, and commits everything that is there. */
  commit(files: Readonly<Record<string, string | Buffer>>, message = "change"): string {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.git("add", "-A");
    this.git("commit", "-q", "--allow-empty", "-m", message);
    return this.git("rev-parse", "HEAD");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

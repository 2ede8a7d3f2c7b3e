/**
 * The process around the command line: streams, environment, clock, exit status. Nothing else.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { WriteStream } from "node:tty";
import { run } from "./run.ts";
import type { Output } from "./shell.ts";

function outputTo(stream: NodeJS.WriteStream | WriteStream): Output {
  // A reader that has seen enough (`| head`) is no fault; what is left unwritten nobody wants.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return { write: (text) => void stream.write(text), columns: stream.isTTY ? stream.columns : undefined };
}

// Not process.exit(): a pipe may still hold output.
process.exitCode = await run(process.argv.slice(2), {
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
  environment: process.env,
  workingDirectory: process.cwd(),
  today: () => new Date().toISOString().slice(0, 10),
  readFile: (path) => readFileSync(resolve(path), "utf8"),
  writeFile: (path, text) => {
    mkdirSync(dirname(resolve(path)), { recursive: true });
    writeFileSync(resolve(path), text);
  },
});

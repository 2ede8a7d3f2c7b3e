import { afterEach, describe, expect, test } from "@jest/globals";
import { faulty } from "./templates.ts";
import { type Folder, folder } from "./test-shell.ts";

const folders: Folder[] = [];

function inFolder(files: Readonly<Record<string, string>>): Folder {
  const made = folder(files);
  folders.push(made);
  return made;
}

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

const document = `kind: Architecture
name: data
title: A table
version: 1
components:
  meta: {title: holds the details, role: nosql}
`;

const bucket = "Resources: {Photos: {Type: AWS::S3::Bucket}}\n";

describe("stackplumb check --architecture", () => {
  test("holds an app to a document: what is missing fails, and a table says what is there", async () => {
    const { status, stdout } = await inFolder({ "app.yaml": bucket, "data.arch.yaml": document }).run([
      ...["app.yaml", "--architecture", "data.arch.yaml"],
    ]);
    expect(status).toBe(1);
    expect(stdout).toContain("error[ARC001]");
    expect(stdout).toContain("== data (app.yaml) 0 of 1 proven, 1 missing");
  });

  test("knows the built-in ones by name, and puts conformance into JSON", async () => {
    const { stdout } = await inFolder({ "app.yaml": bucket }).run([
      ...["app.yaml", "--architecture", "upload-pipeline", "--architecture", "web-app-storage", "--format", "json"],
    ]);
    const { architectures } = JSON.parse(stdout) as { architectures: { name: string; requirements: unknown[] }[] };
    expect(architectures.map(({ name }) => name)).toEqual(["upload-pipeline", "web-app-storage"]);
    expect(architectures[0]?.requirements).toContainEqual(
      expect.objectContaining({ address: "component.worker", status: "missing" }),
    );
  });

  test("names the nearest architecture where there is none of that name", async () => {
    const { status, stderr } = await inFolder({ "app.yaml": bucket }).run([
      ...["app.yaml", "--architecture", "upload-pipline"],
    ]);
    expect(status).toBe(2);
    expect(stderr).toContain("There is no architecture upload-pipline");
    expect(stderr).toContain("Did you mean upload-pipeline?");
  });

  test("says what is wrong with a document, and where", async () => {
    const wrong = document.replace("role: nosql", "role: nosqll");
    const { status, stderr } = await inFolder({ "app.yaml": bucket, "data.arch.yaml": wrong }).run([
      ...["app.yaml", "--architecture", "data.arch.yaml"],
    ]);
    expect(status).toBe(2);
    expect(stderr).toContain("data.arch.yaml:6");
    expect(stderr).toContain("nosql");
  });
});

test("stackplumb check --detect says nothing of an app that looks like no architecture", async () => {
  const made = inFolder({ "db.yaml": faulty });
  expect((await made.run(["db.yaml", "--detect"])).stdout).toBe((await made.run(["db.yaml"])).stdout);
});

test("the rules that an architecture is can be explained", async () => {
  const { status, stdout } = await inFolder({}).run(["explain", "ARC001"]);
  expect(status).toBe(0);
  expect(stdout).toContain("A component of the architecture is missing");
});

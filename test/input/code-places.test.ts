import { describe, expect, test } from "@jest/globals";
import { codePlacesIn } from "../../src/input/code-places.ts";
import { parseSource } from "../../src/source/parse.ts";

const files = new Set(["app.ts", "lib/shop.ts", "lib/photos.ts", "node_modules/cdk/index.js", "cdk.out/asset.ts"]);
const host = { kindOf: (path: string) => (files.has(path) ? ("file" as const) : undefined) };

function places(stacks: Readonly<Record<string, readonly string[]>>) {
  const notes = Object.entries(stacks).map(([path, data]) => [path, [{ type: "aws:cdk:creationStack", data }]]);
  return codePlacesIn([parseSource("m.json", JSON.stringify(Object.fromEntries(notes))).root], "cdk.out", host);
}

describe("the line of source code that made a construct", () => {
  test("is the innermost frame of the program, wherever the project stood when it was synthesised", () => {
    const code = places({
      "/Shop/Users/Resource": [
        "...new DatabaseInstance2 in aws-cdk-lib...",
        "new Shop (/builds/shop/lib/shop.ts:28:19)",
        "main (/builds/shop/app.ts:3:1)",
      ],
    });
    expect(code.placeOf("Shop/Users/Resource")).toEqual({ file: "lib/shop.ts", line: 28, column: 19 });
  });

  test("is read from frames without a name, and from paths with backslashes and a drive", () => {
    const code = places({
      "/Shop/A": ["at C:\\builds\\shop\\lib\\shop.ts:4:2"],
      "/Shop/B": ["at async new Shop (C:/builds/shop/lib/photos.ts:5:7)"],
    });
    expect(code.placeOf("Shop/A")).toEqual({ file: "lib/shop.ts", line: 4, column: 2 });
    expect(code.placeOf("Shop/B")).toEqual({ file: "lib/photos.ts", line: 5, column: 7 });
  });

  test("of what a construct made by itself is the line that made that construct, but never the stack's", () => {
    const code = places({
      "/Shop": ["main (/w/app.ts:3:1)"],
      "/Shop/Vpc/Resource": ["new Shop (/w/lib/shop.ts:17:17)"],
      "/Shop/Vpc/PublicSubnet1/Subnet": ["...aws-cdk-lib..."],
      "/Shop/Check": ["...aws-cdk-lib..."],
    });
    expect(code.placeOf("Shop/Vpc/PublicSubnet1/Subnet")).toEqual({ file: "lib/shop.ts", line: 17, column: 17 });
    expect(code.placeOf("Shop/Check")).toBeUndefined();
  });

  test("is in no file that is only called alike, elsewhere", () => {
    const code = places({
      "/Shop/A": ["new Shop (/w/lib/shop.ts:17:17)"],
      "/Shop/B": ["new Photos (/w/lib/photos.ts:4:4)"],
      "/Shop/C": ["new Other (/elsewhere/app.ts:1:1)"],
    });
    expect(code.placeOf("Shop/C")).toBeUndefined();
  });

  test.each([
    ["an installed one", "new X (/w/node_modules/cdk/index.js:1:1)"],
    ["one of the assembly", "new X (/w/cdk.out/asset.ts:1:1)"],
    ["one outside the root", "new X (/w/../../etc/app.ts:1:1)"],
    ["no source code", "new X (/w/template.json:1:1)"],
    ["no line", "new X (/w/app.ts:0:1)"],
    ["no frame", "(((((app.ts"],
    ["one line without end", `new X (${"a:".repeat(50_000)}app.ts:1:1)`],
  ])("is in no file that is %s", (_, frame) => {
    expect(places({ "/Shop/A": [frame] }).placeOf("Shop/A")).toBeUndefined();
  });
});

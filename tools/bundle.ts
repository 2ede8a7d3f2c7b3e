/**
 * src/ -> what runs of dist/, bundled.
 *
 * Starting up is what people wait for, so a plain check gets a bundle of its own: one script, whose compiled form is kept
 * from run to run (src/cli/load-script.ts). Everything else shares chunks. The price is that dist/ holds the core twice.
 * Names stay readable in stack traces (only white space and syntax are minified), so there are no source maps to ship.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";

export const distFolder = "dist";

/** What the command line loads when it is asked for, each a file of dist/. */
const loadedLater = [
  "diff",
  "draw-graph",
  "explain",
  "help",
  "init",
  "list-architectures",
  "list-rules",
  "merge-reports",
  "test-packs",
  "write-baseline",
];

export interface Bundles {
  /** Path inside dist/ -> contents. */
  readonly files: ReadonlyMap<string, string>;
  readonly metafile: Metafile;
}

export async function bundleDist(): Promise<Bundles> {
  const parts = [
    await bundle({
      entryPoints: { cli: "src/cli/main.ts" },
      plugins: [apart(loadedLater, "js"), checkFromScript],
      banner: { js: "#!/usr/bin/env node" },
    }),
    await bundle({
      entryPoints: {
        check: "src/cli/check.ts",
        "policy-documents": "src/config/policy-documents.ts",
        "render-format": "src/cli/render-format.ts",
        re2: "src/policy/re2.ts",
        toml: "src/config/toml.ts",
      },
      plugins: [apart(["policy-documents", "re2", "render-format", "toml"], "cjs"), onlyVersion],
      format: "cjs",
      outExtension: { ".js": ".cjs" },
      supported: { "dynamic-import": false },
      charset: "ascii",
    }),
    await bundle({
      entryPoints: present({
        action: "src/action/main.ts",
        index: "src/index.ts",
        ...Object.fromEntries(loadedLater.map((name) => [name, `src/cli/${name}.ts`])),
      }),
      plugins: [onlyVersion, withoutTokens],
      splitting: true,
      chunkNames: "chunks/[name]-[hash]",
    }),
  ];
  return {
    files: new Map(parts.flatMap(({ files }) => [...files])),
    metafile: {
      inputs: Object.assign({}, ...parts.map(({ metafile }) => metafile.inputs)),
      outputs: Object.assign({}, ...parts.map(({ metafile }) => metafile.outputs)),
    },
  };
}

function present(entries: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path)));
}

async function bundle(options: BuildOptions): Promise<Bundles> {
  const { outputFiles, metafile } = await build({
    outdir: distFolder,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    charset: "utf8",
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    logLevel: "error",
    absWorkingDir: process.cwd(),
    ...options,
    metafile: true,
    write: false,
  });
  const files = outputFiles.map(({ path, text }): [string, string] => {
    const name = path.slice(path.indexOf(`/${distFolder}/`) + distFolder.length + 2);
    return [name, options.format === "cjs" ? text : withRequire(text)];
  });
  return { files: new Map(files), metafile };
}

/**
 * CommonJS packages that were bundled ask for Node's own modules through `require`, which ES modules do not have: the chunk
 * that holds esbuild's stand-in for it gets a real one.
 */
function withRequire(text: string): string {
  if (!text.includes("typeof require")) return text;
  return `import{createRequire}from"node:module";const require=createRequire(import.meta.url);${text}`;
}

/** What is loaded later is not bundled with what loads it: it is a file of its own. */
function apart(names: readonly string[], extension: string): Plugin {
  return {
    name: "apart",
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\.\/[a-z0-9-]+\.ts$/ }, ({ path, kind }) => {
        const name = basename(path, ".ts");
        const isApart = kind === "dynamic-import" && names.includes(name);
        return isApart ? { path: `./${name}.${extension}`, external: true } : undefined;
      });
    },
  };
}

/** To src/cli/run.ts, the script looks like the module that it imports for a check. */
const checkFromScript: Plugin = {
  name: "check-from-script",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]src[\\/]cli[\\/]check\.ts$/ }, () => ({
      contents: `
        import { fileURLToPath } from "node:url";
        import { loadScript } from "./load-script.ts";
        const here = (path) => fileURLToPath(new URL(path, import.meta.url));
        export const { check } = loadScript(here("./check.cjs"), here("../.cache/compiled"));
      `,
      resolveDir: "src/cli",
    }));
  },
};

/**
 * @actions/core brings an HTTP client to ask for OIDC tokens with, which takes longer to load than a template to lint. Nobody
 * here asks for one.
 */
const withoutTokens: Plugin = {
  name: "without-tokens",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]@actions[\\/]core[\\/]lib[\\/]oidc-utils\.js$/ }, () => ({
      contents: "export const OidcClient = undefined;",
    }));
  },
};

/** Of package.json, only the version goes into a bundle: no change of a script or a tool then changes dist/. */
const onlyVersion: Plugin = {
  name: "only-version",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => {
      if (dirname(path) !== process.cwd()) return undefined;
      const { version } = JSON.parse(readFileSync(path, "utf8"));
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

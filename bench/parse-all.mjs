/** What a run over a folder is held against: reading the same files with js-yaml, and nothing else. */
import { readdirSync, readFileSync } from "node:fs";
import { CORE_SCHEMA, defineMappingTag, defineScalarTag, defineSequenceTag, load } from "js-yaml";

// CloudFormation's short tags: whatever begins with an exclamation mark is read as plain data.
const prefixed = { matchByTagPrefix: true };
const schema = CORE_SCHEMA.withTags(
  defineScalarTag("!", { ...prefixed, resolve: (source) => source }),
  defineSequenceTag("!", { ...prefixed, create: () => [], addItem: (list, item) => void list.push(item) }),
  defineMappingTag("!", {
    ...prefixed,
    create: () => new Map(),
    addPair: (map, key, value) => {
      map.set(key, value);
      return "";
    },
    has: (map, key) => map.has(key),
    keys: (map) => map.keys(),
    get: (map, key) => map.get(key),
  }),
);

let bytes = 0;
let files = 0;
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(ya?ml|json|template)$/.test(entry.name)) continue;
  const text = readFileSync(`${entry.parentPath}/${entry.name}`, "utf8");
  try {
    load(text, { schema });
    bytes += text.length;
    files++;
  } catch {
    // Every folder holds some file that is no YAML.
  }
}
console.log(`${files} files, ${bytes} characters`);

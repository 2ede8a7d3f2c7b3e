/** Sites at every resource of some types. */
import type { Operator } from "../operator.ts";
import { isMap, type JsonMap, resourcesOf, type TemplateTree } from "../template-tree.ts";

/**
 * @param change what is done to the properties
 * @param only at which resources
 * @param subjects what a finding may be about; the resource, unless said otherwise
 */
export function atType(
  types: readonly string[],
  change: (properties: JsonMap, tree: TemplateTree, resource: JsonMap) => void,
  only: (properties: JsonMap, tree: TemplateTree, id: string) => boolean = () => true,
  subjects: (id: string, tree: TemplateTree) => readonly string[] = (id) => [id],
): Operator["sites"] {
  return (tree) =>
    resourcesOf(tree, ...types)
      .filter(({ id, properties }) => only(properties, tree, id))
      .map(({ id }) => ({
        name: id,
        subjects: subjects(id, tree),
        apply: (copy) => {
          const resource = copy.Resources[id];
          if (resource === undefined) return;
          const properties = resource["Properties"];
          if (isMap(properties)) change(properties, copy, resource);
          else {
            const made: JsonMap = {};
            resource["Properties"] = made;
            change(made, copy, resource);
          }
        },
      }));
}

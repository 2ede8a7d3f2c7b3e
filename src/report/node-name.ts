/** Id of a node -> what a person calls it: `shop.yaml/Web#BlockDeviceMappings.0` is `Web (BlockDeviceMappings.0)`. */
export function nodeName(id: string): string {
  const [node = "", part = ""] = id.split("#", 2);
  const name = node.slice(node.lastIndexOf("/") + 1);
  return part === "" ? name : `${name} (${part.split(".").slice(-2).join(".")})`;
}

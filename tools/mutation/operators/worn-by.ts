/** Who wears a security group, and what kind of thing that is. */
import { at, namesIn, resourcesOf, type TemplateTree } from "../template-tree.ts";

export const groupType = ["AWS::EC2::SecurityGroup"];

/** Resources that wear a security group, with what stands between: a launch template and its group. */
export function wearers(tree: TemplateTree, group: string): readonly string[] {
  const direct = Object.entries(tree.Resources)
    .filter(
      ([id, resource]) =>
        id !== group &&
        !["AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"].includes(
          String(resource["Type"]),
        ) &&
        namesIn(resource["Properties"]).has(group),
    )
    .map(([id]) => id);
  const behind = Object.entries(tree.Resources)
    .filter(([, resource]) =>
      [
        ...namesIn([
          at(resource, "Properties", "LaunchTemplate") ?? "",
          at(resource, "Properties", "LaunchConfigurationName") ?? "",
        ]),
      ].some((name) => direct.includes(name)),
    )
    .map(([id]) => id);
  return [...direct, ...behind];
}

export const isOfType = (tree: TemplateTree, id: string, ...types: readonly string[]): boolean =>
  types.includes(String(tree.Resources[id]?.["Type"]));
export const databases = ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::RDS::DBProxy"];
export const machines = [
  "AWS::EC2::LaunchTemplate",
  "AWS::EC2::Instance",
  "AWS::AutoScaling::LaunchConfiguration",
  "AWS::AutoScaling::AutoScalingGroup",
];
export const balancers = ["AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancing::LoadBalancer"];

export function groupsWornBy(tree: TemplateTree, types: readonly string[]): readonly string[] {
  return resourcesOf(tree, ...groupType)
    .map(({ id }) => id)
    .filter((group) => wearers(tree, group).some((one) => isOfType(tree, one, ...types)));
}

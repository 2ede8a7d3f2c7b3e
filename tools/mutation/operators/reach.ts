/** Defects of security groups: rules that open or close too much. */
import type { Operator, Site } from "../operator.ts";
import {
  at,
  isMap,
  type Json,
  type JsonMap,
  listOf,
  namesIn,
  put,
  resourcesOf,
  type TemplateTree,
} from "../template-tree.ts";
import { balancers, databases, groupsWornBy, isOfType, machines, wearers } from "./worn-by.ts";

function atGroups(
  types: readonly string[],
  change: (properties: JsonMap, tree: TemplateTree, group: string) => void,
  only: (tree: TemplateTree, group: string) => boolean = () => true,
): Operator["sites"] {
  return (tree) =>
    groupsWornBy(tree, types)
      .filter((group) => only(tree, group))
      .map(
        (group): Site => ({
          name: group,
          subjects: [group, ...wearers(tree, group), ...told(tree, wearers(tree, group))],
          apply: (copy) => {
            const properties = copy.Resources[group]?.["Properties"];
            if (isMap(properties)) change(properties, copy, group);
          },
        }),
      );
}

/** What is told about something: compute that has a database's address. */
function told(tree: TemplateTree, ids: readonly string[]): readonly string[] {
  const users = Object.entries(tree.Resources)
    .filter(([, resource]) => [...namesIn(resource["Properties"])].some((name) => ids.includes(name)))
    .map(([id]) => id);
  const behind = Object.entries(tree.Resources)
    .filter(([, resource]) => [...namesIn(resource["Properties"])].some((name) => users.includes(name)))
    .map(([id]) => id);
  return [...users, ...behind];
}

function opened(port: number, cidr: Json, key = "CidrIp"): Json {
  return { IpProtocol: "tcp", FromPort: port, ToPort: port, [key]: cidr };
}

function open(properties: JsonMap, rule: Json): void {
  put(properties, ["SecurityGroupIngress"], [...listOf(properties["SecurityGroupIngress"]), rule]);
}

/** The rules that let something into a group, inline or as resources of their own, as CDK writes them. */
function ingressOf(tree: TemplateTree, group: string): readonly JsonMap[] {
  const own = resourcesOf(tree, "AWS::EC2::SecurityGroupIngress")
    .filter(({ properties }) => namesIn(properties["GroupId"]).has(group))
    .map(({ properties }) => properties);
  return [...listOf(at(tree.Resources[group], "Properties", "SecurityGroupIngress")).filter(isMap), ...own];
}

const isByGroup = (rule: JsonMap): boolean => rule["SourceSecurityGroupId"] !== undefined;
const letsInGroups = (tree: TemplateTree, group: string): boolean => ingressOf(tree, group).some(isByGroup);

const databasePorts: Readonly<Record<string, number>> = {
  mysql: 3306,
  mariadb: 3306,
  "aurora-mysql": 3306,
  postgres: 5432,
  "aurora-postgresql": 5432,
};
function portOf(tree: TemplateTree, group: string): number {
  const engine = wearers(tree, group)
    .map((id) => at(tree.Resources[id], "Properties", "Engine"))
    .find((one) => typeof one === "string");
  return databasePorts[String(engine)] ?? 5432;
}

export const reachOperators: readonly Operator[] = [
  ...(
    [
      ["0.0.0.0/0", "CidrIp"],
      ["::/0", "CidrIpv6"],
    ] as const
  ).map(
    ([cidr, key]): Operator => ({
      name: `the database's group lets in ${cidr}`,
      rules: ["USR005"],
      sites: atGroups(databases, (p, tree, group) => open(p, opened(portOf(tree, group), cidr, key))),
    }),
  ),
  {
    name: "half of the world may reach the database",
    rules: ["USR005"],
    sites: atGroups(databases, (p, tree, group) => {
      open(p, opened(portOf(tree, group), "0.0.0.0/1"));
      open(p, opened(portOf(tree, group), "128.0.0.0/1"));
    }),
  },
  {
    name: "a rule of its own opens the database",
    rules: ["USR005"],
    also: ["SEC005"],
    sites: atGroups(databases, (_p, tree, group) => {
      tree.Resources["MutantRule"] = {
        Type: "AWS::EC2::SecurityGroupIngress",
        Properties: { GroupId: { "Fn::GetAtt": [group, "GroupId"] }, IpProtocol: "-1", CidrIp: "0.0.0.0/0" },
      };
    }),
  },
  ...([22, 3389] as const).map(
    (port): Operator => ({
      name: `port ${port} is open to the world`,
      rules: ["SEC005"],
      also: ["SEC004"],
      sites: atGroups([...machines, "AWS::ECS::Service"], (p) => open(p, opened(port, "0.0.0.0/0"))),
    }),
  ),
  {
    name: "every port is open to the world",
    rules: ["SEC005", "USR005", "SEC004"],
    also: ["SEC005", "USR005", "SEC004"],
    sites: atGroups([...machines, ...databases], (p) => open(p, { IpProtocol: "-1", CidrIp: "0.0.0.0/0" })),
  },
  {
    name: "the world may pass the load balancer by",
    rules: ["SEC004"],
    sites: atGroups(
      machines,
      (_p, tree, group) => {
        for (const rule of ingressOf(tree, group).filter(isByGroup)) {
          delete rule["SourceSecurityGroupId"];
          rule["CidrIp"] = "0.0.0.0/0";
        }
      },
      letsInGroups,
    ),
  },
  {
    name: "the database lets in nobody",
    rules: ["USR003"],
    sites: atGroups(
      databases,
      (p, tree, group) => {
        put(p, ["SecurityGroupIngress"], []);
        for (const { id, properties } of resourcesOf(tree, "AWS::EC2::SecurityGroupIngress"))
          if (namesIn(properties["GroupId"]).has(group)) delete tree.Resources[id];
      },
      (tree, group) => ingressOf(tree, group).length > 0,
    ),
  },
  {
    name: "the database lets in another port",
    rules: ["USR003"],
    sites: atGroups(
      databases,
      (_p, tree, group) => {
        for (const rule of ingressOf(tree, group)) {
          rule["FromPort"] = 1433;
          rule["ToPort"] = 1433;
        }
      },
      (tree, group) => ingressOf(tree, group).length > 0,
    ),
  },
  {
    name: "the database lets in the load balancer's group only",
    rules: ["USR003"],
    sites: (tree) => {
      const [front] = groupsWornBy(tree, balancers);
      return front === undefined
        ? []
        : atGroups(
            databases,
            (_p, copy, group) => {
              for (const rule of ingressOf(copy, group).filter(isByGroup))
                rule["SourceSecurityGroupId"] = { "Fn::GetAtt": [front, "GroupId"] };
            },
            letsInGroups,
          )(tree);
    },
  },
  {
    name: "the web tier's group lets nothing out",
    rules: ["USR003"],
    sites: (tree) =>
      atGroups(machines, (p) =>
        put(p, ["SecurityGroupEgress"], [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: "0.0.0.0/0" }]),
      )(tree).filter(({ subjects }) =>
        subjects.some((id) =>
          [...namesIn(tree.Resources[id]?.["Properties"])].some((name) => isOfType(tree, name, ...databases)),
        ),
      ),
  },
];

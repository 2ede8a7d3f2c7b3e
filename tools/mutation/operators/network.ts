/** Defects of subnets: all in one zone, routed to the wrong place, in another VPC. */
import type { Operator, Site } from "../operator.ts";
import { at, listOf, namesIn, put, resourcesOf, type TemplateTree } from "../template-tree.ts";
import { atType } from "./at-type.ts";
import { balancers, databases, groupType, isOfType, wearers } from "./worn-by.ts";

const subnetType = ["AWS::EC2::Subnet"];
/** Everything that a subnet is named by, directly or through a group of subnets. */
function placedIn(tree: TemplateTree, subnet: string): readonly string[] {
  const direct = Object.entries(tree.Resources)
    .filter(
      ([, resource]) =>
        resource["Type"] !== "AWS::EC2::SubnetRouteTableAssociation" && namesIn(resource["Properties"]).has(subnet),
    )
    .map(([id]) => id);
  const groups = direct.filter((id) => isOfType(tree, id, "AWS::RDS::DBSubnetGroup", "AWS::ElastiCache::SubnetGroup"));
  const behind = Object.entries(tree.Resources)
    .filter(([, resource]) => [...namesIn(resource["Properties"])].some((name) => groups.includes(name)))
    .map(([id]) => id);
  return [...direct, ...behind];
}

/** Pairs of subnets of different zones that one resource of a type stands in. */
function pairs(
  tree: TemplateTree,
  types: readonly string[],
  property: readonly string[],
): readonly { id: string; subnets: readonly [string, string] }[] {
  return resourcesOf(tree, ...types).flatMap(({ id, properties }) => {
    const subnets = listOf(at(properties, ...property))
      .flatMap((item) => [...namesIn(item)])
      .filter((name) => isOfType(tree, name, ...subnetType));
    const [first, second, ...others] = subnets;
    return first === undefined || second === undefined || others.length > 0
      ? []
      : [{ id, subnets: [first, second] as const }];
  });
}

function oneZone(types: readonly string[], property: readonly string[]): Operator["sites"] {
  return (tree) =>
    pairs(tree, types, property).map(
      ({ id, subnets: [first, second] }): Site => ({
        name: id,
        subjects: [id, ...placedIn(tree, second)],
        apply: (copy) => {
          const zone = at(copy.Resources[first], "Properties", "AvailabilityZone");
          if (zone !== undefined)
            put(copy.Resources[second] ?? {}, ["Properties", "AvailabilityZone"], structuredClone(zone));
        },
      }),
    );
}

function oneSubnet(types: readonly string[], property: readonly string[]): Operator["sites"] {
  return (tree) =>
    pairs(tree, types, property).map(
      ({ id }): Site => ({
        name: id,
        subjects: [id],
        apply: (copy) => {
          const list = at(copy.Resources[id], "Properties", ...property);
          if (Array.isArray(list)) list.pop();
        },
      }),
    );
}

const groups = ["AWS::AutoScaling::AutoScalingGroup"];
const zoneRules = ["MAZ002", "MAZ006", "MAZ010", "MAZ012", "MAZ013", "MAZ014", "MAZ007"];
const service = ["AWS::ECS::Service"];
const serviceSubnets = ["NetworkConfiguration", "AwsvpcConfiguration", "Subnets"];

/** Subnets by what their default route leads through. */
function routedBy(tree: TemplateTree, key: string): readonly { association: string; subnet: string; table: string }[] {
  const tables = new Set(
    resourcesOf(tree, "AWS::EC2::Route")
      .filter(({ properties }) => properties["DestinationCidrBlock"] === "0.0.0.0/0" && properties[key] !== undefined)
      .flatMap(({ properties }) => [...namesIn(properties["RouteTableId"])]),
  );
  return resourcesOf(tree, "AWS::EC2::SubnetRouteTableAssociation").flatMap(({ id, properties }) => {
    const [subnet] = namesIn(properties["SubnetId"]);
    const [table] = namesIn(properties["RouteTableId"]);
    return subnet !== undefined && table !== undefined && tables.has(table) ? [{ association: id, subnet, table }] : [];
  });
}

function reroute(association: string, table: string) {
  return (copy: TemplateTree): void =>
    put(copy.Resources[association] ?? {}, ["Properties", "RouteTableId"], { Ref: table });
}

export const networkOperators: readonly Operator[] = [
  {
    name: "both subnets stand in one zone",
    rules: zoneRules,
    also: zoneRules,
    sites: oneZone(groups, ["VPCZoneIdentifier"]),
  },
  {
    name: "the load balancer's subnets stand in one zone",
    rules: zoneRules,
    also: zoneRules,
    sites: oneZone(balancers, ["Subnets"]),
  },
  {
    name: "the database's subnets stand in one zone",
    rules: zoneRules,
    also: zoneRules,
    sites: oneZone(["AWS::RDS::DBSubnetGroup"], ["SubnetIds"]),
  },
  {
    name: "the service's subnets stand in one zone",
    rules: zoneRules,
    also: zoneRules,
    sites: oneZone(service, serviceSubnets),
  },
  { name: "the group has one subnet", rules: ["MAZ002"], sites: oneSubnet(groups, ["VPCZoneIdentifier"]) },
  { name: "the service has one subnet", rules: ["MAZ002"], sites: oneSubnet(service, serviceSubnets) },
  {
    name: "the load balancer has one subnet",
    rules: ["MAZ006", "MAZ007"],
    also: ["MAZ007"],
    sites: oneSubnet(balancers, ["Subnets"]),
  },
  {
    name: "the database's subnet group has one subnet",
    rules: ["MAZ013"],
    sites: oneSubnet(["AWS::RDS::DBSubnetGroup"], ["SubnetIds"]),
  },
  {
    name: "all private subnets leave through one NAT gateway",
    rules: ["MAZ012"],
    sites: (tree) => {
      const nats = resourcesOf(tree, "AWS::EC2::NatGateway");
      const [first] = nats;
      return nats.length < 2 || first === undefined
        ? []
        : resourcesOf(tree, "AWS::EC2::Route")
            .filter(
              ({ properties }) =>
                properties["NatGatewayId"] !== undefined && !namesIn(properties["NatGatewayId"]).has(first.id),
            )
            .map(({ id }) => ({
              name: id,
              subjects: [],
              apply: (copy: TemplateTree) =>
                put(copy.Resources[id] ?? {}, ["Properties", "NatGatewayId"], { Ref: first.id }),
            }));
    },
  },
  {
    name: "the database's subnet is public",
    rules: ["USR006"],
    sites: (tree) => {
      const [open_] = routedBy(tree, "GatewayId");
      const all = new Map(
        resourcesOf(tree, "AWS::EC2::SubnetRouteTableAssociation").map(({ id, properties }) => [
          [...namesIn(properties["SubnetId"])][0] ?? "",
          id,
        ]),
      );
      return open_ === undefined
        ? []
        : resourcesOf(tree, "AWS::RDS::DBSubnetGroup").flatMap(({ id, properties }) =>
            [...namesIn(properties["SubnetIds"])].flatMap((subnet) => {
              const association = all.get(subnet);
              return association === undefined
                ? []
                : [
                    {
                      name: `${id} ${subnet}`,
                      subjects: [id, ...placedIn(tree, subnet)],
                      apply: reroute(association, open_.table),
                    },
                  ];
            }),
          );
    },
  },
  {
    name: "the web tier's subnets are public",
    rules: ["SEC002"],
    also: ["UPL009"],
    sites: (tree) => {
      const [open_] = routedBy(tree, "GatewayId");
      return open_ === undefined
        ? []
        : routedBy(tree, "NatGatewayId")
            .map(({ association, subnet }) => ({
              name: subnet,
              subjects: placedIn(tree, subnet),
              apply: reroute(association, open_.table),
            }))
            .filter(({ subjects }) => subjects.some((id) => isOfType(tree, id, ...groups, ...service)));
    },
  },
  {
    name: "a function in the VPC cannot get out",
    rules: ["MET017"],
    sites: atType(
      ["AWS::Lambda::Function"],
      (p, tree) => {
        tree.Resources["MutantSubnet"] = {
          Type: "AWS::EC2::Subnet",
          Properties: { VpcId: { Ref: "MutantVpc" }, CidrBlock: "10.77.0.0/24" },
        };
        tree.Resources["MutantVpc"] = { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.77.0.0/16" } };
        tree.Resources["MutantTable"] = { Type: "AWS::EC2::RouteTable", Properties: { VpcId: { Ref: "MutantVpc" } } };
        tree.Resources["MutantAssociation"] = {
          Type: "AWS::EC2::SubnetRouteTableAssociation",
          Properties: { SubnetId: { Ref: "MutantSubnet" }, RouteTableId: { Ref: "MutantTable" } },
        };
        tree.Resources["MutantGroup"] = {
          Type: "AWS::EC2::SecurityGroup",
          Properties: { GroupDescription: "x", VpcId: { Ref: "MutantVpc" } },
        };
        put(p, ["VpcConfig"], {
          SubnetIds: [{ Ref: "MutantSubnet" }],
          SecurityGroupIds: [{ "Fn::GetAtt": ["MutantGroup", "GroupId"] }],
        });
      },
      (p, tree) =>
        [...namesIn(p["Environment"])].some((name) => isOfType(tree, name, "AWS::DynamoDB::Table", "AWS::S3::Bucket")),
    ),
  },
  {
    name: "the database stands in another VPC",
    rules: ["USR011", "USR003"],
    also: ["USR003", "USR011", "MAZ013"],
    sites: (tree) =>
      resourcesOf(tree, "AWS::RDS::DBSubnetGroup")
        .filter(({ properties }) =>
          [...namesIn(properties["SubnetIds"])].every((name) => isOfType(tree, name, ...subnetType)),
        )
        .map(({ id, properties }) => ({
          name: id,
          subjects: [],
          apply: (copy) => {
            copy.Resources["MutantVpc"] = { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.77.0.0/16" } };
            for (const subnet of namesIn(properties["SubnetIds"]))
              put(copy.Resources[subnet] ?? {}, ["Properties", "VpcId"], { Ref: "MutantVpc" });
            for (const { id: group, properties: own } of resourcesOf(copy, ...groupType))
              if (wearers(copy, group).some((one) => isOfType(copy, one, ...databases)))
                put(own, ["VpcId"], { Ref: "MutantVpc" });
          },
        })),
  },
  {
    name: "the load balancer does not stand where its targets do",
    rules: ["MAZ007"],
    also: ["MAZ006"],
    sites: (tree) =>
      resourcesOf(tree, ...balancers)
        .filter(
          ({ properties }) =>
            listOf(properties["Subnets"]).length >= 2 &&
            listOf(properties["Subnets"]).every((item) => isOfType(tree, [...namesIn(item)][0] ?? "", ...subnetType)),
        )
        .map(({ id }) => ({
          name: id,
          subjects: [],
          apply: (copy) => {
            for (const item of listOf(at(copy.Resources[id], "Properties", "Subnets")))
              for (const subnet of namesIn(item)) {
                const zone = at(copy.Resources[subnet], "Properties", "AvailabilityZone");
                const selected = at(zone, "Fn::Select");
                if (Array.isArray(selected)) selected[0] = Number(selected[0]) + 3;
                // Three zones on: what ends in a, b or c ends in d, e or f.
                if (typeof zone === "string") {
                  const letter = String.fromCharCode(zone.charCodeAt(zone.length - 1) + 3);
                  put(copy.Resources[subnet] ?? {}, ["Properties", "AvailabilityZone"], zone.slice(0, -1) + letter);
                }
              }
          },
        })),
  },
  {
    name: "isolated subnets lose their endpoint for S3",
    rules: ["UPL009"],
    sites: (tree) =>
      resourcesOf(tree, "AWS::EC2::VPCEndpoint")
        .filter(
          ({ properties }) =>
            JSON.stringify(properties["ServiceName"] ?? "").endsWith('.s3"}') &&
            resourcesOf(tree, "AWS::EC2::NatGateway").length === 0,
        )
        .map(({ id }) => ({
          name: id,
          subjects: [],
          apply: (copy) => {
            delete copy.Resources[id];
          },
        })),
  },
];

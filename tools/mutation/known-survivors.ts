/**
 * Defects that are put in and rightly not seen: each with its reason.
 */
import type { Mutant } from "./run-mutants.ts";

interface KnownSurvivor {
  readonly operator: string;
  /** What the name of the site must contain. */
  readonly site: string;
  readonly reason: string;
}

export const knownSurvivors: readonly KnownSurvivor[] = [
  {
    operator: "the role may do everything",
    site: "NotificationsHandler",
    reason: "The function is CDK's own and part of the deployment; rules about applications leave it out.",
  },
  {
    operator: "the function may not write its log",
    site: "BucketNotificationsHandler",
    reason: "The function is CDK's own and part of the deployment; rules about applications leave it out.",
  },
  {
    operator: "the function may not write its log",
    site: "CustomVpcRestrictDefaultSGCustomResourceProviderRole",
    reason: "The function is CDK's own and part of the deployment; rules about applications leave it out.",
  },
  {
    operator: "the bucket is encrypted with a key that writers may not use",
    site: "PhotosB9552D0D",
    reason: "Shrink learns of the bucket by its events; the rule asks those that are told about the bucket.",
  },
  {
    operator: "uploads are kept in a folder of the instance",
    site: "WebLaunchTemplate",
    reason:
      "The bucket that the instances may write to stands in the nested stack, which the template alone does not show.",
  },
  {
    operator: "tags of the group do not reach its instances",
    site: "WebASG",
    reason: "The only tag is the Name that CDK gives; nobody groups costs by it.",
  },
  {
    operator: "uploads expire",
    site: "Bucket83908E77",
    reason: "Nothing in this template writes to the bucket, so that nothing says that it holds uploads.",
  },
  {
    operator: "uploads expire",
    site: "Uploads4F6EB0FD",
    reason: "What writes to the bucket stands in another stack, which the template alone does not show.",
  },
  {
    operator: "the database stands in another VPC",
    site: "UsersSubnets70FEE4AA",
    reason: "What uses the database stands in another stack, which the template alone does not show.",
  },
  {
    operator: "the bucket is the world's to read",
    site: "Photos",
    reason: "In shop.yaml the bucket accepts the policy, and its RestrictPublicBuckets leaves it without effect.",
  },
  {
    operator: "all private subnets leave through one NAT gateway",
    site: "WebDefaultRouteB",
    reason: "In shop.yaml both web subnets stand in one zone already, which MAZ002 says.",
  },
  {
    operator: "tags of the group do not reach its instances",
    site: "AppASG",
    reason: "The only tag is the Name that CDK gives; nobody groups costs by it.",
  },
  {
    operator: "no firewall stands in front",
    site: "FrontFirewall",
    reason: "In the shop, visitors come through the distribution, and its firewall is the one in front.",
  },
  {
    operator: "the database stands in another VPC",
    site: "UsersSubnets",
    reason:
      "In web-application the instances stand in the same subnets and move along; in the shop they are in another stack.",
  },
  ...(
    [
      ["the bucket tells EventBridge nothing", "Photos"],
      ["uploads expire", "Photos"],
      ["plain HTTP reaches the bucket", "PhotosPolicy"],
      ["the rule listens to another bucket", "NewPhoto"],
      ["items cannot be brought back", "PhotoDetails"],
      ["recovery is switched off", "PhotoDetails"],
      ["the table's capacity is fixed", "PhotoDetails"],
    ] as const
  ).map(([operator, site]) => ({
    ...{ operator, site },
    reason:
      "In the shop of several stacks, the other half of it stands in another one, which a template alone does not show.",
  })),
];

export function knownSurvivor({ operator, site }: Mutant): KnownSurvivor | undefined {
  return knownSurvivors.find((known) => known.operator === operator.name && site.name.includes(known.site));
}

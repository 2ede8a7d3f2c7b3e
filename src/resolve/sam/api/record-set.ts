/**
 * `Domain.Route53` of an API -> the records that lead to its domain; APIs in one hosted zone share a group of them.
 */
import type { MappingNode, SourceNode } from "../../../source/node.ts";
import { compose, type Draft, pick } from "../draft.ts";
import { withParameters } from "../parameter-values.ts";
import { asMapping, given, listed, literal, literalBoolean, mappingAt } from "../property.ts";
import type { SamResource } from "../resource.ts";
import { shortHash, spell, spellDraft } from "../sameness.ts";

/** @param target where the records lead, by kind of API and endpoint. */
export function expandRecordSets(
  api: SamResource,
  domain: MappingNode,
  target: { readonly [name: string]: Draft },
): void {
  const route53 = mappingAt(domain, "Route53");
  if (route53 === undefined) return;
  const zone = given(route53, "HostedZoneId") ?? given(route53, "HostedZoneName");
  if (zone === undefined) {
    api.report("sam-property", "Domain.Route53 needs HostedZoneId or HostedZoneName", route53);
    return;
  }
  const alias = compose(route53, pick(route53, ["EvaluateTargetHealth"]), target);
  const common = compose(route53, { Name: given(domain, "DomainName") }, pick(route53, ["Region", "SetIdentifier"]), {
    AliasTarget: alias,
  });
  const types = literalBoolean(given(route53, "IpV6")) === true ? ["A", "AAAA"] : ["A"];
  const records = types.map((type) => compose(route53, common, { Type: type }));
  const logicalId = `RecordSetGroup${hashOf(api, domain, zone)}`;
  if (api.expansion.get(logicalId) === undefined) {
    api.generate(
      logicalId,
      "AWS::Route53::RecordSetGroup",
      compose(route53, pick(route53, ["HostedZoneId", "HostedZoneName"]), { RecordSets: records }),
      { origin: route53 },
    );
  } else {
    api.expansion.amend(logicalId, {
      properties: (before) =>
        compose(route53, asMapping(before), { RecordSets: [...listed(given(before, "RecordSets")), ...records] }),
    });
  }
}

/** SAM hashes the zone, and where an API wants a group of its own the domain's name too. */
function hashOf({ expansion }: SamResource, domain: MappingNode, zone: SourceNode): string {
  const known = withParameters(expansion, zone);
  const name = given(domain, "DomainName");
  const separate = literalBoolean(given(mappingAt(domain, "Route53"), "SeparateRecordSetGroup")) === true;
  if (!separate || name === undefined) return shortHash(literal(known) ?? spell(known));
  return shortHash(spellDraft([known, withParameters(expansion, name)]));
}

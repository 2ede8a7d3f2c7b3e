/**
 * What a statement allows beyond anything that could be meant: all actions, all but a few, or whole services on every resource.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
 *
 * Invariant: actions that can only be allowed on `*` are no excess, nor is what a condition narrows; of services that are not
 * listed here, nothing is said.
 */
import { textOf } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import { globMatches } from "./glob.ts";
import { conditionsOf, elementOf, type Statement } from "./statement.ts";

/** What is allowed too broadly, if the statement allows, as a clause; undefined where nothing is. */
export function excessOf(statement: Statement, world: World): string | undefined {
  const actions = elementOf(statement, "Action", world);
  const texts = actions.items.flatMap((item) => textOf(item) ?? []);
  if (conditionsOf(statement, world).items.length > 0) return undefined;
  const resources = elementOf(statement, "Resource", world);
  const everywhere = isEverywhere(
    resources.negated,
    resources.items.flatMap((item) => textOf(item) ?? []),
  );
  if (actions.negated) return everywhere ? `everything except ${texts.join(", ")}` : undefined;
  if (texts.some((text) => /^\*+(?::\*+)?$/.test(text)))
    return everywhere ? "every action on every resource" : "every action";
  if (!everywhere) return undefined;
  const broad = texts.filter(isNarrowable);
  return broad.length === 0 ? undefined : `${broad.join(", ")} on every resource`;
}

function isEverywhere(negated: boolean, resources: readonly string[]): boolean {
  return negated || resources.some((resource) => everything.has(resource));
}

const everything: ReadonlySet<string> = new Set(["*", "arn:aws:s3:::*", "arn:aws:s3:::*/*"]);

/**
 * Actions of services whose resources can be named, and that work only on `*` all the same.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const onlyEverywhere: ReadonlyMap<string, string> = new Map([
  [
    "dynamodb",
    "describeendpoints describelimits describereservedcapacity* listbackups listcontributorinsights listexports listglobaltables listimports liststreams listtables purchasereservedcapacity*",
  ],
  ["events", "list* describeendpoint"],
  ["firehose", "listdeliverystreams"],
  ["kinesis", "describelimits liststreams listshards describeaccountsettings"],
  [
    "kms",
    "get* connectcustomkeystore createcustomkeystore createkey deletecustomkeystore describecustomkeystores disget* connectcustomkeystore generaterandom listaliases listkeys updatecustomkeystore",
  ],
  [
    "lambda",
    "createeventsourcemapping getaccountsettings *durableexecution* *microvm* listeventsourcemappings listfunctions listlayers listlayerversions listcodesigningconfigs",
  ],
  ["rds-data", ""],
  [
    "s3",
    "createjob getaccesspoint getbucket* getencryptionconfiguration getlifecycleconfiguration getaccountpublicaccessblock listaccesspoints* listallmybuckets listjobs liststoragelens* putaccountpublicaccessblock listmultiregionaccesspoints",
  ],
  ["secretsmanager", "batchgetsecretvalue getrandompassword listsecrets"],
  [
    "sns",
    "checkifphonenumberisoptedout createplatform* getsmsattributes listphonenumbersoptedout listplatformapplications listsubscriptions listtopics optinphonenumber setsmsattributes unsubscribe publish",
  ],
  ["sqs", "listqueues"],
  [
    "ssm",
    "updateinstance* putinventory putcompliance* putconfigure* getdeployable* getdocument getmanifest get*inventory*",
  ],
  ["states", "list* describe*"],
]);

/** Whether an action, or all that a pattern matches in a service, could have been allowed on named resources. */
function isNarrowable(pattern: string): boolean {
  const [service = "", name = ""] = pattern.toLowerCase().split(":", 2);
  const exempt = onlyEverywhere.get(service);
  if (exempt === undefined) return false;
  if (/^(?:list|describe)/.test(name)) return false;
  return !exempt.split(" ").some((one) => globMatches(one, name));
}

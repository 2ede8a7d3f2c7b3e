/**
 * Which alarms watch a queue: by the metrics that an alarm is made of, also in metric math.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html
 *
 * Invariant: an alarm whose queue cannot be told is a reason, never no alarm.
 * Not here: whom an alarm tells. Actions come from EventBridge and from dashboards too, and cannot be missed for sure.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, type Guarded, itemsOf, textOf, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import { fileUnder } from "../file-under.ts";
import { identify } from "../identity.ts";
import type { GraphNode } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";

export interface QueueAlarm {
  readonly alarm: GraphNode;
  readonly metric: string;
  readonly guard: Guard;
}

export interface QueueAlarms {
  readonly byQueue: ReadonlyMap<GraphNode, readonly QueueAlarm[]>;
  /** Alarms whose queue cannot be told, and why. */
  readonly undecided: readonly { readonly metric: string; readonly reason: Reason }[];
}

/** All alarms on metrics of queues. */
export const queueAlarms = oncePerGraph((index): QueueAlarms => {
  const byQueue = new Map<GraphNode, QueueAlarm[]>();
  const undecided: { readonly metric: string; readonly reason: Reason }[] = [];
  for (const alarm of index.nodesOfType("AWS::CloudWatch::Alarm")) {
    for (const { guard, value } of metricsOf(alarm)) {
      if (textOf(valueAt(value, ["Namespace"])) !== "AWS/SQS") continue;
      const metric = textOf(valueAt(value, ["MetricName"])) ?? "";
      for (const name of queueNames(value)) {
        const { certain, reason } = identify(index, name.value, ["AWS::SQS::Queue"]);
        const when = and(alarm.guard, guard, name.guard);
        for (const { node } of certain) fileUnder(byQueue, node, { alarm, metric, guard: when });
        const why = reason ?? reasonOf(name.value);
        if (certain.length === 0 && why !== undefined) undecided.push({ metric, reason: why });
      }
    }
  }
  return { byQueue, undecided };
});

/** The metric of an alarm, and those that its expression is made of. */
function metricsOf(alarm: GraphNode): readonly Guarded<Value>[] {
  const inMath = itemsOf(valueAt(alarm.properties, ["Metrics"])).items.map(({ guard, value }) => ({
    guard,
    value: valueAt(value, ["MetricStat", "Metric"]),
  }));
  return [{ guard: and(), value: alarm.properties }, ...inMath];
}

function queueNames(metric: Value): readonly Guarded<Decided>[] {
  return itemsOf(valueAt(metric, ["Dimensions"]))
    .items.filter(({ value }) => textOf(valueAt(value, ["Name"])) === "QueueName")
    .flatMap(({ guard, value }) =>
      alternativesOf(valueAt(value, ["Value"])).map((name) => ({ guard: and(guard, name.guard), value: name.value })),
    );
}

/**
 * Which alarms watch a queue: by the metrics that an alarm is made of, also in metric math.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html
 *
 * Invariant: an alarm whose queue cannot be told is a reason, never no alarm.
 * Not here: whom an alarm tells. Actions come from EventBridge and from dashboards too, and cannot be missed for sure.
 */
import { and, type Guard } from "../resolve/guard.ts";
import { alternativesOf, type Guarded, itemsOf, textOf, valueAt } from "../resolve/reading.ts";
import { reasonOf } from "../resolve/undecided.ts";
import type { Decided, Reason, Value } from "../resolve/value.ts";
import { identify } from "./identity.ts";
import type { GraphNode } from "./model.ts";
import { oncePerGraph } from "./once-per-graph.ts";

/** An alarm's metric of a queue. */
export interface QueueAlarm {
  readonly alarm: GraphNode;
  /** The queue; undefined with a reason where it cannot be told. */
  readonly queue: GraphNode | undefined;
  readonly reason: Reason | undefined;
  readonly metric: string;
  readonly guard: Guard;
}

/** All alarms on metrics of queues. */
export const queueAlarms = oncePerGraph((index): readonly QueueAlarm[] =>
  index.nodesOfType("AWS::CloudWatch::Alarm").flatMap((alarm) =>
    metricsOf(alarm)
      .filter(({ value }) => textOf(valueAt(value, ["Namespace"])) === "AWS/SQS")
      .flatMap(({ guard, value }) =>
        queueNames(value).flatMap((name): readonly QueueAlarm[] => {
          const { certain, reason } = identify(index, name.value, ["AWS::SQS::Queue"]);
          const found = {
            alarm,
            metric: textOf(valueAt(value, ["MetricName"])) ?? "",
            guard: and(alarm.guard, guard, name.guard),
          };
          if (certain.length > 0) return certain.map(({ node }) => ({ ...found, queue: node, reason: undefined }));
          const why = reason ?? reasonOf(name.value);
          return why === undefined ? [] : [{ ...found, queue: undefined, reason: why }];
        }),
      ),
  ),
);

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

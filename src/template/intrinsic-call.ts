/**
 * Calls of intrinsic functions, as plain data for what is generated into a template.
 *
 * Invariant: the long forms only, so that generated and written calls read alike. Recognising calls: ./intrinsic.ts.
 */

/** The intrinsic `AWS::NoValue`: the property it stands for is absent. */
export const noValue = { Ref: "AWS::NoValue" } as const;

export const ref = <N>(name: N): { Ref: N } => ({ Ref: name });

export const getAtt = <A>(logicalId: string, attribute: A): { "Fn::GetAtt": readonly [string, A] } => ({
  "Fn::GetAtt": [logicalId, attribute],
});

/** @param variables names in `text` that are given here; without any, the text stands alone. */
export function sub<V = never>(text: string, variables?: V): { "Fn::Sub": string | readonly [string, V] } {
  return { "Fn::Sub": variables === undefined ? text : [text, variables] };
}

export const join = <V>(delimiter: string, values: V): { "Fn::Join": readonly [string, V] } => ({
  "Fn::Join": [delimiter, values],
});

export const ifElse = <T, E>(condition: string, then: T, otherwise: E): { "Fn::If": readonly [string, T, E] } => ({
  "Fn::If": [condition, then, otherwise],
});

export const conditionNamed = (name: string): { Condition: string } => ({ Condition: name });
export const not = <C>(condition: C): { "Fn::Not": readonly [C] } => ({ "Fn::Not": [condition] });
export const and = <C>(conditions: readonly C[]): { "Fn::And": readonly C[] } => ({ "Fn::And": conditions });
export const or = <C>(conditions: readonly C[]): { "Fn::Or": readonly C[] } => ({ "Fn::Or": conditions });
export const contains = <L, V>(list: L, value: V): { "Fn::Contains": readonly [L, V] } => ({
  "Fn::Contains": [list, value],
});

/**
 * What the type of a parameter says about its value.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */

/** `CommaDelimitedList`, `List<Number>`, `AWS::SSM::Parameter::Value<List<String>>`. */
export function isListType(type: string): boolean {
  return type.includes("CommaDelimitedList") || type.includes("List<");
}

/** `AWS::SSM::Parameter::Value<...>`: the text is the name of a parameter in Parameter Store, where the value lives. */
export function isStored(type: string): boolean {
  return type.startsWith("AWS::SSM::Parameter::Value<");
}

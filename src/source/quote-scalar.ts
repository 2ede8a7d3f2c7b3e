/**
 * A name -> the YAML scalar that is that name and nothing else.
 */

/** Quoted where a name could be read as more than itself. JSON's escapes are among YAML's. */
export function quoteScalar(name: string): string {
  if (/^[A-Za-z][\w./-]*$/.test(name) && !/^(?:true|false|yes|no|on|off|null)$/i.test(name)) return name;
  return JSON.stringify(name).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * Paths as a Host takes them: forward slashes, relative to its root, `.` for the root itself.
 */

/** `path` as seen from `folder`, without `.`, empty and superfluous `..` segments; an absolute path stays as it is. */
export function joinPath(folder: string, path: string): string {
  const isAbsolute = path.startsWith("/") || (folder.startsWith("/") && path !== "");
  const whole = path.startsWith("/") ? path : `${folder}/${path}`;
  const segments: string[] = [];
  for (const segment of whole.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === ".." && segments.length > 0 && segments.at(-1) !== "..") segments.pop();
    else if (segment !== ".." || !isAbsolute) segments.push(segment);
  }
  const joined = segments.join("/");
  if (isAbsolute) return `/${joined}`;
  return joined === "" ? "." : joined;
}

export function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  if (slash < 0) return ".";
  return slash === 0 ? "/" : path.slice(0, slash);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Whether `path` is `folder` or stands below it; both as `joinPath` gives them. */
export function isWithin(folder: string, path: string): boolean {
  if (folder === ".") return !path.startsWith("/") && path !== ".." && !path.startsWith("../");
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}

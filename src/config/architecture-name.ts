/** Whether what a person wrote names a document by its path, and no built-in architecture. */
export function isPath(name: string): boolean {
  return /^\.|\/|\.(?:ya?ml|json)$/i.test(name);
}

/**
 * package-lock.json, with the builds of a package for every platform.
 *
 * npm leaves a platform's build out of the lock where the registry that it was made with does not offer it, and `npm ci`
 * then refuses the lock, on every machine. Name and version are known from the package that asks for the build; its
 * checksum is not, so npm fills it in where the build is first installed.
 */
interface LockedPackage {
  readonly version?: string;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

export function completeLock(text: string): string {
  const lock = JSON.parse(text) as Lock;
  const packages = new Map(Object.entries(lock.packages));
  for (const [path, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const place = `node_modules/${name}`;
      if (packages.has(place) || packages.has(`${path}/${place}`)) continue;
      const platform = platformOf(name);
      if (platform !== undefined) packages.set(place, { version, ...platform } as LockedPackage);
    }
  }
  const sorted = [...packages].sort(([a], [b]) => a.localeCompare(b, "en"));
  return `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`;
}

/** What a build's name says of the machines that it is for; undefined for a package that is no such build. */
function platformOf(name: string): object | undefined {
  const words = name.slice(name.indexOf("/") + 1).split("-");
  const system = words.find((word) => systems.includes(word));
  const processor = words.find((word) => processors.includes(word));
  if (system === undefined || processor === undefined) return undefined;
  const library = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.some((word) => word.startsWith("gnu"))
      ? ["glibc"]
      : undefined;
  return { cpu: [processor], dev: true, ...(library && { libc: library }), optional: true, os: [system] };
}

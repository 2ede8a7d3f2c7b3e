/**
 * Names of packages, services, images and programs -> the database server they are, if they are one.
 *
 * A client is no server. Package names differ by manager: `postgresql` is the server for apt and apk, and the client for
 * yum and dnf, where the server is `postgresql15-server`.
 */
const families: readonly (readonly [string, string])[] = [
  ["mariadb", "MariaDB"],
  ["mysql", "MySQL"],
  ["percona", "MySQL"],
  ["default-mysql", "MySQL"],
  ["postgresql", "PostgreSQL"],
  ["mssql", "SQL Server"],
];

export function serverPackage(name: string, manager: string): string | undefined {
  // Versions (`=8.0.*`, `:15`), files (`./x.rpm`) and modules (`@mysql`) name packages too.
  const text =
    name
      .toLowerCase()
      .split("/")
      .at(-1)
      ?.split(/[=:]/, 1)[0]
      ?.replace(/\.(?:rpm|deb)$/, "") ?? "";
  const bare = text.replace(/^@/, "");
  const engine = families.find(([family]) => bare.startsWith(family))?.[1];
  if (engine === undefined) return undefined;
  const steps = bare.split("-");
  const after = steps[steps.lastIndexOf("server") + 1];
  // What follows may be a version, written or not.
  if (steps.includes("server"))
    return after === undefined || /^(?:[^a-z]|core|galera)/.test(after) ? engine : undefined;
  const isServerByItself = text.startsWith("@") || (serversByName.get(manager)?.test(bare) ?? false);
  return isServerByItself ? engine : undefined;
}

/** What each manager calls a server by the name of its engine alone. */
const serversByName: ReadonlyMap<string, RegExp> = new Map([
  ["apt", /^postgresql(?:-?\d+(?:\.\d+)?)?$/],
  ["apk", /^(?:mysql|mariadb|postgresql(?:-?\d+(?:\.\d+)?)?)$/],
  ["zypper", /^mariadb$/],
]);

export function serverService(name: string): string | undefined {
  const text = name.toLowerCase().replace(/\.service$/, "");
  if (text === "mysqld" || text === "mysql") return "MySQL";
  if (text === "mariadb") return "MariaDB";
  if (/^postgres(?:ql)?(?:[-@]?[\d.]+)?(?:-main)?$/.test(text)) return "PostgreSQL";
  return text === "mssql-server" ? "SQL Server" : undefined;
}

const images: ReadonlyMap<string, string> = new Map([
  ["mysql", "MySQL"],
  ["mysql-server", "MySQL"],
  ["percona", "MySQL"],
  ["percona-server", "MySQL"],
  ["mariadb", "MariaDB"],
  ["postgres", "PostgreSQL"],
  ["postgresql", "PostgreSQL"],
  ["postgis", "PostgreSQL"],
]);

/** `mysql:8`, `public.ecr.aws/docker/library/postgres@sha256:...`. */
export function serverImage(image: string): string | undefined {
  const name = image.split("/").at(-1)?.split(/[:@]/, 1)[0] ?? "";
  if (name === "server" && image.includes("/mssql/")) return "SQL Server";
  return images.get(name.toLowerCase());
}

/** A program that is the server, or that makes or starts one. */
export function serverProgram(name: string, operands: readonly string[]): string | undefined {
  if (name === "mysqld" || name === "mysqld_safe" || name === "mysql_install_db") return "MySQL";
  if (name === "mariadbd" || name === "mariadbd-safe") return "MariaDB";
  if (name === "postgres" && operands.includes("-D")) return "PostgreSQL";
  if ((name === "pg_ctl" || name === "pg_ctlcluster") && operands.includes("start")) return "PostgreSQL";
  return /^postgresql[\w-]*-setup$/.test(name) ? "PostgreSQL" : undefined;
}

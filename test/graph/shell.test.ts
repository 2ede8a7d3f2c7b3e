import { describe, expect, test } from "@jest/globals";
import { commandsOf, wordsOf } from "../../src/graph/scripts/shell.ts";

const script = (...lines: readonly string[]): string => lines.join("\n");

describe("the commands of a script", () => {
  test.each<readonly [string, string, readonly string[]]>([
    ["are its lines", script("a 1", "", "  b 2  "), ["a 1", "b 2"]],
    ["are taken apart", "a 1 && b 2 || c 3; d 4 | e 5", ["a 1", "b 2", "c 3", "d 4", "e 5"]],
    ["are joined where they are continued", script("a \\", "  1 \\", "  2", "b"), ["a    1    2", "b"]],
    ["are no comments", script("# a", "b # c", "  #d", "e#f"), ["b", "e#f"]],
    ["follow a comment, whatever it ends with", script("# a \\", "b"), ["b"]],
    ["end where lines end, on Windows too", "a\r\nb", ["a", "b"]],
    ["may end in a backslash", "a \\", ["a"]],
  ])("%s", (_, text, expected) => {
    expect(commandsOf(text)).toEqual(expected);
  });
});

describe("a here-document", () => {
  const commandsOfDocument = (opening: string): readonly string[] =>
    commandsOf(script(opening, "inside", "EOF", "after")).slice(1);

  test.each([
    "cat <<EOF > /etc/motd",
    "cat > /etc/my.cnf <<'EOF'",
    'sudo cat <<- "EOF" > readme.md',
    "tee /etc/app.conf <<EOF",
    "mkdir x && cat <<EOF > x/y",
  ])("that is only written down is nothing that runs: %s", (opening) => {
    expect(commandsOfDocument(opening)).not.toContain("inside");
    expect(commandsOfDocument(opening)).toContain("after");
  });

  test.each([
    "bash <<EOF",
    "sudo -u app sh <<'EOF'",
    "cat <<EOF > /opt/install.sh",
    "cat > /srv/docker-compose.yml <<EOF",
    "cat <<EOF >> /etc/fstab",
    "cat <<EOF | sudo bash",
    "tee /etc/cron.d/backup <<EOF",
  ])("that something runs is read: %s", (opening) => {
    expect(commandsOfDocument(opening)).toContain("inside");
    expect(commandsOfDocument(opening)).toContain("after");
  });

  test("is not opened by a here-string", () => {
    expect(commandsOf(script("cat <<< EOF", "after", "EOF"))).toEqual(["cat <<< EOF", "after", "EOF"]);
  });
});

test.each<readonly [string, readonly string[]]>([
  ["sudo yum install -y httpd", ["yum", "install", "-y", "httpd"]],
  ["sudo -u postgres pg_ctl start", ["pg_ctl", "start"]],
  ["sudo -E apt-get update", ["apt-get", "update"]],
  ["A=1 B='2' exec run", ["run"]],
  ["if ! systemctl start app", ["systemctl", "start", "app"]],
  ["bash -c 'yum install httpd'", ["yum", "install", "httpd"]],
  ["su - app -c 'start now'", ["start", "now"]],
  ["timeout 60 run", ["run"]],
  ['echo "a b"', ["echo", "a", "b"]],
  ["A=1", []],
  ["", []],
])("the words of {%s}", (command, expected) => {
  expect(wordsOf(command)).toEqual(expected);
});

test("a script of a hundred thousand lines, and one of a hundred thousand words, are read", () => {
  expect(commandsOf("run\n".repeat(100_000))).toHaveLength(100_000);
  expect(wordsOf("sudo ".repeat(100_000))).toEqual([]);
  expect(commandsOf(`${"<<".repeat(50_000)}x`)).toHaveLength(1);
});

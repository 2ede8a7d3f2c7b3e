import { describe, expect, test } from "@jest/globals";
import { databaseServersOf } from "../../src/graph/scripts/database-servers.ts";
import type { World } from "../../src/resolve/world.ts";
import { spanOf } from "../../src/source/node.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld, inWorlds } from "./in-worlds.ts";

/** Engines of the servers, then what is not known. */
function servers(text: string): (world: World) => readonly string[] {
  const graph = graphOf(text);
  return (world) => {
    const { items, open } = databaseServersOf(graph, nodeIn(graph, "Web"), world);
    return [...new Set(items.map(({ engine }) => engine)), ...open.map(({ name }) => `? ${name}`)];
  };
}

const userData = (value: string, more = ""): string => `
Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}, Version: {Type: String}, Given: {Type: String}, Package: {Type: String, Default: mariadb-server}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Web: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1, UserData: ${value}}}${more}`;
const script = (...lines: readonly string[]): string => userData(JSON.stringify(lines.join("\n")));
const ran = (...lines: readonly string[]): readonly string[] => inEveryWorld(servers(script(...lines)));

describe("a server is installed", () => {
  test.each([
    ["yum install -y httpd mysql-server", "MySQL"],
    ["sudo dnf install -y mariadb105-server", "MariaDB"],
    ["yum install -y mysql-community-server", "MySQL"],
    ["dnf -y install postgresql15-server postgresql15", "PostgreSQL"],
    ["yum localinstall -y ./mysql-community-server-8.0.36-1.el9.x86_64.rpm", "MySQL"],
    ["dnf install -y @postgresql", "PostgreSQL"],
    ["DEBIAN_FRONTEND=noninteractive apt-get install -y mysql-server-8.0", "MySQL"],
    ["apt install mysql-server=8.0.36-0ubuntu1", "MySQL"],
    ["apt-get install -y default-mysql-server", "MySQL"],
    ["apt-get -y install postgresql postgresql-contrib", "PostgreSQL"],
    ["apt-get install postgresql-15", "PostgreSQL"],
    ["apk add --no-cache mariadb", "MariaDB"],
    ["apk add postgresql15", "PostgreSQL"],
    ["zypper in -y mariadb", "MariaDB"],
    ["bash -c 'yum install -y percona-server-server'", "MySQL"],
    ["if ! rpm -q httpd; then yum install -y mariadb-server; fi", "MariaDB"],
    ["curl -s https://example.org/repo | bash && yum install -y mssql-server", "SQL Server"],
  ])("%s", (command, engine) => {
    expect(ran("#!/bin/bash", command)).toEqual([engine]);
  });

  test("by a command that goes on over lines, between comments", () => {
    expect(ran("# the web server", "yum install -y \\", "  httpd \\", "  mariadb-server", "# done")).toEqual([
      "MariaDB",
    ]);
  });
});

describe("no server is installed", () => {
  test.each([
    "yum install -y mysql",
    "dnf install -y mariadb105 postgresql15",
    "dnf install -y postgresql15-contrib postgresql15-devel",
    "apt-get install -y mysql-client mariadb-client postgresql-client-15 libmysqlclient-dev",
    "apk add mysql-client postgresql-client",
    "yum remove -y mysql-server",
    "rpm -q mysql-server",
    "yum install -y https://dev.mysql.com/get/mysql80-community-release-el9-1.noarch.rpm",
    "yum install -y php-mysqlnd php-pgsql python3-psycopg2",
    "# yum install -y mysql-server",
    "echo done # then yum install mysql-server",
    'echo "install mysql-server yourself"',
    "mysql -h $DB_HOST < schema.sql",
    "pip install mysql-connector-python",
    "systemctl stop mysqld",
    "systemctl status mariadb",
    "docker exec db mysql",
    "docker pull mysql:8",
  ])("%s", (command) => {
    expect(ran("#!/bin/bash", command)).toEqual([]);
  });

  test("in a document that is only written down", () => {
    expect(ran("cat <<EOF > /etc/motd", "yum install mysql-server", "EOF")).toEqual([]);
    expect(ran("cat <<EOF > /opt/setup.sh", "yum install mysql-server", "EOF")).toEqual(["MySQL"]);
  });
});

describe("a server is started", () => {
  test.each([
    ["systemctl enable --now mariadb", "MariaDB"],
    ["systemctl start httpd mysqld.service", "MySQL"],
    ["sudo systemctl restart postgresql@15-main", "PostgreSQL"],
    ["service mysqld start", "MySQL"],
    ["chkconfig mysqld on", "MySQL"],
    ["/etc/init.d/postgresql start", "PostgreSQL"],
    ["/usr/libexec/mysqld --user=mysql", "MySQL"],
    ["sudo -u postgres /usr/pgsql-15/bin/pg_ctl -D /data start", "PostgreSQL"],
    ["postgresql-15-setup initdb", "PostgreSQL"],
    ["docker run -d --name db -e MYSQL_DATABASE=app mysql:8", "MySQL"],
    ["docker run --rm -it -p 5432:5432 postgres", "PostgreSQL"],
    ["docker run -d --restart=always public.ecr.aws/docker/library/mariadb:11 --character-set-server=utf8", "MariaDB"],
    ["podman run -d mcr.microsoft.com/mssql/server:2022-latest", "SQL Server"],
    ["docker run -d mysql:8 > /dev/null", "MySQL"],
  ])("%s", (command, engine) => {
    expect(ran(command)).toEqual([engine]);
  });

  test.each([
    "docker run --rm mysql:8 mysql -h $HOST -e 'select 1'",
    "docker run --rm -it postgres:16 psql -h $HOST",
    "docker run -d --name mysql web:1",
    "docker run -d -h mysql web:1",
    "docker run --entrypoint mysqldump mysql:8",
    "docker run -d -e DB=mysql web:1",
  ])("but not by {%s}", (command) => {
    expect(ran(command)).toEqual([]);
  });

  test("by a compose file that is written first", () => {
    expect(
      ran(
        "cat > docker-compose.yml <<EOF",
        "services:",
        "  db:",
        "    image: postgres:16",
        "EOF",
        "docker compose up -d",
      ),
    ).toEqual(["PostgreSQL"]);
  });
});

describe("user data is read", () => {
  test.each([
    ["in base64 by the function", "{Fn::Base64: 'yum install mysql-server'}", ["MySQL"]],
    [
      "in base64 by hand",
      `"${Buffer.from("#!/bin/bash\nyum install -y mysql-server\n").toString("base64")}"`,
      ["MySQL"],
    ],
    [
      "in joined pieces",
      '{"Fn::Base64": {"Fn::Join": ["", ["#!/bin/bash\\n", "yum install -y ", "mariadb-server\\n"]]}}',
      ["MariaDB"],
    ],
    ["with undecided pieces", "{Fn::Base64: !Sub 'yum install -y mysql-server-${Version} httpd'}", ["MySQL"]],
    ["with a parameter's default", "{Fn::Base64: !Sub 'yum install -y ${Package}'}", ["MariaDB"]],
    ["as far as it is known", "!Ref Given", ["? Given"]],
    ["where a macro makes it", "{Fn::Transform: {Name: Script}}", ["? Script"]],
  ])("%s", (_, value, expected) => {
    expect(inEveryWorld(servers(userData(value)))).toEqual(expected);
  });

  test("in the worlds that choose among servers", () => {
    const value = "{Fn::Base64: !Sub ['yum install -y ${P}', {P: !If [IsProd, mysql, mysql-server]}]}";
    expect(inWorlds(servers(userData(value)))).toEqual({ "Stage=prod": [], "Stage=dev": ["MySQL"] });
  });

  test("without deciding what does not matter", () => {
    const value = '{Fn::Base64: !Sub ["yum install -y mysql-server\\necho ${P}", {P: !If [IsProd, big, small]}]}';
    expect(inEveryWorld(servers(userData(value)))).toEqual(["MySQL"]);
    const plain = "{Fn::Base64: !If [IsProd, 'yum install -y httpd', 'yum install -y nginx']}";
    expect(inEveryWorld(servers(userData(plain)))).toEqual([]);
  });

  test("of launch templates, where the group's other template runs none", () => {
    const text = `
Resources:
  A: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {UserData: yum install httpd}}}
  B: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {UserData: yum install mysql-server}}}
  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MixedInstancesPolicy: {LaunchTemplate: {LaunchTemplateSpecification: {LaunchTemplateId: !Ref A}, Overrides: [{LaunchTemplateSpecification: {LaunchTemplateId: !Ref B}}]}}}}`;
    expect(inEveryWorld(servers(text))).toEqual(["MySQL"]);
  });
});

describe("cfn-init metadata is read", () => {
  const init = (config: string, type = "AWS::EC2::Instance"): string => `
Parameters: {Given: {Type: String}}
Resources:
  Web: {Type: ${type}, Metadata: {AWS::CloudFormation::Init: {configSets: {all: [main]}, main: ${config}}}, Properties: {ImageId: ami-1}}`;
  test.each([
    ["packages of yum", "{packages: {yum: {httpd: [], mysql-server: []}}}", ["MySQL"]],
    ["packages of apt", "{packages: {apt: {postgresql: []}}}", ["PostgreSQL"]],
    ["packages of two managers, written once", "{packages: {yum: &same {postgresql: []}, apt: *same}}", ["PostgreSQL"]],
    [
      "packages of two managers, written once, the other way round",
      "{packages: {apt: &same {postgresql: []}, yum: *same}}",
      ["PostgreSQL"],
    ],
    ["clients of yum", "{packages: {yum: {postgresql: [], mysql: []}}}", []],
    ["services that are kept running", "{services: {sysvinit: {mysqld: {ensureRunning: true}}}}", ["MySQL"]],
    ["services that start with the machine", '{services: {systemd: {mariadb: {enabled: "true"}}}}', ["MariaDB"]],
    ["services that are kept away", "{services: {systemd: {mariadb: {enabled: false, ensureRunning: false}}}}", []],
    ["commands", "{commands: {a: {command: systemctl start postgresql}}}", ["PostgreSQL"]],
    ["commands in pieces", "{commands: {a: {command: [yum, install, -y, mariadb-server]}}}", ["MariaDB"]],
    ["files", '{files: {/opt/run.sh: {content: "#!/bin/sh\\nyum install -y mysql-server"}}}', ["MySQL"]],
    ["files that cannot be seen, which raise no doubt", "{files: {/opt/data: {content: !Ref Given}}}", []],
    ["commands that cannot be seen", "{commands: {a: {command: !Ref Given}}}", ["? Given"]],
  ])("%s", (_, config, expected) => {
    expect(inEveryWorld(servers(init(config)))).toEqual(expected);
  });

  test("of a launch configuration", () => {
    const text = `${init("{packages: {yum: {mysql-server: []}}}", "AWS::AutoScaling::LaunchConfiguration").replace("Web:", "Config:")}
  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {LaunchConfigurationName: !Ref Config}}`;
    expect(inEveryWorld(servers(text))).toEqual(["MySQL"]);
  });
});

test.each([
  ["the official image", "mysql:8", ["MySQL"]],
  ["an image of ours", '!Sub "${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com/web:1"', []],
  ["an image with a server's name in its path only", "mysql/web:1", []],
  ["an image that is given", "!Ref Given", ["? Given"]],
])("a task runs %s", (_, image, expected) => {
  const text = `
Parameters: {Given: {Type: String}}
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: a, Image: web:1}, {Name: b, Image: ${image}}]}}
  Web: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task}}`;
  expect(inEveryWorld(servers(text))).toEqual(expected);
});

describe("the place of a server", () => {
  const placesOf = (text: string): readonly string[] => {
    const graph = graphOf(text);
    return inEveryWorld((world) =>
      databaseServersOf(graph, nodeIn(graph, "Web"), world).items.map(({ evidence: { node } }) => {
        const { start } = spanOf(node);
        return `${start.line}:${node.file.text.slice(node.start, node.end)}`;
      }),
    );
  };

  test("is the word in the line of the script", () => {
    const text = `Resources:
  Web:
    Type: AWS::EC2::Instance
    Properties:
      UserData:
        Fn::Base64: |
          #!/bin/bash
          yum install -y httpd mysql-server
          systemctl start mysqld`;
    expect(placesOf(text)).toEqual(["8:mysql-server", "9:systemctl start mysqld"]);
  });

  test("is found in the piece that spells it", () => {
    const text = `Resources:
  Web:
    Type: AWS::EC2::Instance
    Properties:
      UserData:
        Fn::Base64:
          Fn::Join:
            - ""
            - - "a long first piece that says nothing of interest to anybody\\n"
              - "yum install -y mysql-server\\n"`;
    expect(placesOf(text)).toEqual(["10:mysql-server"]);
  });

  test("is the last line of a command that goes on over lines, by its word", () => {
    const text = `Resources:
  Web:
    Type: AWS::EC2::Instance
    Properties:
      UserData:
        Fn::Base64: |
          systemctl start \\
            mariadb`;
    expect(placesOf(text)).toEqual(["8:mariadb"]);
  });
});

import{loadPack}from"./chunks/chunk-EUO3UO2G.js";import{namePattern}from"./chunks/chunk-O63C4B77.js";import"./chunks/chunk-DN4CYPTI.js";import{quoteScalar}from"./chunks/chunk-YH5FDBE2.js";import{samEnvironmentsIn,tomlParserFor}from"./chunks/chunk-JDO7RXCE.js";import{searchFor}from"./chunks/chunk-6JVAU6JU.js";import"./chunks/chunk-5LQOU4VS.js";import"./chunks/chunk-EDEN42QP.js";import"./chunks/chunk-DTFKO2F7.js";import"./chunks/chunk-DMZFZ67A.js";import{currentEdition}from"./chunks/chunk-EKU2YIZX.js";import{findArchitecture}from"./chunks/chunk-XQ2GTEXC.js";import"./chunks/chunk-N2XQHAQB.js";import"./chunks/chunk-DNLHSY4U.js";import{builtinRules}from"./chunks/chunk-LJ5O2RX2.js";import{findRule}from"./chunks/chunk-JFYOIPT2.js";import{version}from"./chunks/chunk-P55LB46Y.js";import"./chunks/chunk-BUDAZQ5Z.js";import"./chunks/chunk-5HYUCLEB.js";import{extendedIn,foldersIn}from"./chunks/chunk-22IEVPLK.js";import"./chunks/chunk-RJWXZSDW.js";import{UsageError}from"./chunks/chunk-MX7YVJ2X.js";import"./chunks/chunk-RMBCGHUG.js";import{nodeHost}from"./chunks/chunk-GGKXROVN.js";import"./chunks/chunk-QU2QKF26.js";import{counted}from"./chunks/chunk-FBZEKJNB.js";import"./chunks/chunk-43ZSSPJU.js";import{configurationIn,configurationNames}from"./chunks/chunk-3BNLMPMS.js";import"./chunks/chunk-D47MBGLV.js";import"./chunks/chunk-7OE4Z7RO.js";import{parseSource}from"./chunks/chunk-TZYLXHTQ.js";import"./chunks/chunk-SYLHCPMP.js";import{isWithin,joinPath}from"./chunks/chunk-SV4SIXCS.js";import"./chunks/chunk-OY7EEN27.js";import{childOf}from"./chunks/chunk-7U7TN7IJ.js";import{exitStatus}from"./chunks/chunk-B6GNRCXK.js";import"./chunks/chunk-A2EJQX32.js";var listed=10;function proposeConfiguration(found,schema){return[`# yaml-language-server: $schema=${schema}`,"# What Stackplumb is told about this project. A flag of the command line counts before what stands here.","","# The edition of rules and severities that this file is written for.",`edition: ${currentEdition}`,"","# What is linted where the command line names nothing: files, folders, globs, cloud assemblies (`cdk synth` makes them).",...templateLines(found),"","# Templates that are deployed together, and so are judged together.","# apps:","#   - {name: shop, templates: [network.yaml, web.yaml]}","",...environmentLines(found.sam),"","# Severities (error, warning, info, off) and options of rules; `stackplumb rules` lists them.","# rules:","#   MAZ009: error","#   ORG001: {severity: warning, options: {keys: [project, owner]}}","","# The least severity that fails: error, warning, info or never.","fail-on: error","","# What the team has decided to live with. The reason is mandatory.","# ignore:","#   - {rule: MAZ009, resource: SandboxDatabase, reason: A sandbox may be down for a day., owner: data, until: 2027-03-31}","","# Findings that were there before Stackplumb was; `stackplumb baseline` writes them down.","# baseline: stackplumb-baseline.json",""].join(`
`)}function templateLines({templates,assemblies}){let isUsual=assemblies.every(folder=>folder==="cdk.out");if(assemblies.length>0&&(templates.length>0||!isUsual))return["templates:",...[...assemblies,...templates.length>0?["."]:[]].map(path=>`  - ${quoteScalar(path)}`)];let paths=[...assemblies,...templates];if(paths.length===0)return["# templates: [infra]"];let rest=paths.length>listed?[`#   and ${paths.length-listed} more`]:[];return["# By default, all that is found; today:",...paths.slice(0,listed).map(path=>`#   ${quoteScalar(path)}`),...rest]}function environmentLines(sam){let comment="# Each app is judged once an environment, and a finding says in which of them it holds.";if(sam===void 0)return[comment,"# environments:","#   prod: {parameters: {Env: prod}, parameter-files: [params/prod.json]}","#   dev: {parameters: {Env: dev}}"];let[only,...others]=sam.environments,entry=name=>`[{file: ${quoteScalar(sam.path)}, sam-env: ${quoteScalar(name)}}]`;return only!==void 0&&others.length===0?["# What SAM deploys with.",`parameter-files: ${entry(only)}`]:[comment,"environments:",...sam.environments.map(name=>`  ${quoteScalar(name)}: {parameter-files: ${entry(name)}}`)]}var samConfigs=["samconfig.toml","samconfig.yaml","samconfig.yml"];function survey(host,parseToml){let templates=[],assemblies=new Set;for(let{kind,name}of searchFor(host,["."]).apps)kind==="assembly"?assemblies.add(name):templates.push(name);let output=cdkOutput(host);return output!==void 0&&assemblies.add(output),{templates:templates.sort(),assemblies:[...assemblies].sort(),sam:samOf(host,parseToml)}}function cdkOutput(host){let content=host.readText("cdk.json");if(!("text"in content))return;let output=childOf(parseSource("cdk.json",content.text).root,"output"),path=joinPath(".",output?.kind==="scalar"?output.text:"cdk.out");return isWithin(".",path)&&path!=="."?path:void 0}function samOf(host,parseToml){let path=samConfigs.find(name=>host.kindOf(name)==="file"),content=path===void 0?void 0:host.readText(path);if(path===void 0||content===void 0||!("text"in content))return;let environments=samEnvironmentsIn(path,content.text,parseToml);return environments.length===0?void 0:{path,environments}}function proposeArchitecture({name,schema}){return`# yaml-language-server: $schema=${schema}
# This architecture is whole: \`stackplumb test\` runs its examples, \`stackplumb check --architecture PATH\` holds an app to it,
# and \`architectures:\` in stackplumb.yaml does so always. Change it, part by part, until it says what you mean.
# docs/writing-architectures.md explains every key; docs/roles.md lists the roles, \`stackplumb rules\` the rules.
kind: Architecture
name: ${name}
title: A function that keeps orders in a table
version: 1.0

# What it narrows: a built-in architecture by its name, or ./another.yaml. All that it asks for is asked for.
# extends: web-app-storage

# The parts. Every resource that has the role and fits \`where\` plays the part, and must conform; there must be one.
components:
  clerk:
    title: takes orders
    role: compute.fn
    where: {tag: {part: clerk}}
  orders:
    title: keeps them
    role: nosql

# What must get from part to part: what the first may do to the second, how it starts it, how it reaches it.
flows:
  - id: keep
    title: the function is told of the table, and may write into it
    from: clerk
    to: orders
    needs: [can(dynamodb:PutItem|UpdateItem), references]

# Rules that must pass there. \`locked: true\` where nobody who extends this may ask for less.
qualities:
  - {on: orders, require: MET020, severity: warning}

# What must not be there.
forbid:
  - {id: no-wildcards, on: security, rule: SEC006}

# Its tests: an app as it should be, and one for each thing that can be missing or broken. What \`expect\` does not name
# must be present.
examples:
  - shows: an app as it should be
    template: |
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Clerk:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: nodejs22.x
            Handler: index.handler
            InlineCode: "exports.handler = async () => {};"
            Tags: {part: clerk}
            Environment: {Variables: {TABLE: !Ref Orders}}
            Policies: [{DynamoDBCrudPolicy: {TableName: !Ref Orders}}]
        Orders:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
  - shows: a function that may not write, and a table that cannot be restored
    expect: {flow.keep: violated, orders.MET020: violated}
    template: |
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Clerk:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: nodejs22.x
            Handler: index.handler
            InlineCode: "exports.handler = async () => {};"
            Tags: {part: clerk}
            Environment: {Variables: {TABLE: !Ref Orders}}
            Policies: [{DynamoDBReadPolicy: {TableName: !Ref Orders}}]
        Orders:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
  - shows: a function that may do everything to every table
    expect: {forbid.no-wildcards: violated}
    template: |
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Clerk:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: nodejs22.x
            Handler: index.handler
            InlineCode: "exports.handler = async () => {};"
            Tags: {part: clerk}
            Environment: {Variables: {TABLE: !Ref Orders}}
            Policies: [{Statement: [{Effect: Allow, Action: "*", Resource: "*"}]}]
        Orders:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
  - shows: neither a function nor a table
    expect: {clerk: missing, orders: missing, keep: missing, orders.MET020: missing}
    template: |
      Resources:
        Notices: {Type: AWS::SNS::Topic}
`}var ruleIdPattern=/^[A-Z][A-Z0-9]{0,30}\d{3}$/;function proposeRule({id,schema,source}){return`${schema===void 0?"":`# yaml-language-server: $schema=${schema}
`}# This rule is whole: \`stackplumb test\` runs its examples. Change it, part by part, until it says what you mean.
# docs/writing-rules.md explains every key, docs/facts.md lists what expressions can ask, and
# \`stackplumb check --trace LOGICAL_ID\` shows what they would see of a resource of yours.

# What it is called. The title says what is wrong, not what should be, without a full stop.
id: ${id}
name: ${id.toLowerCase()}-queue-forgets
title: A queue forgets messages before anybody is back at work

# error, warning or info; or a list of {when: CONDITION, is: SEVERITY}, of which the first that holds counts.
severity: warning

# Whose wish it is.
source: ${source}

# What happens, to whom and when, in whole sentences, for somebody who is angry about the finding.
why: >
  A message that nobody has processed is deleted when its time is up, without an error anywhere. What fails on Friday evening
  is looked at on Tuesday morning.

# What users of the rule may set in stackplumb.yaml; expressions read it as options.NAME.
options:
  seconds: {type: int, default: 345600, doc: "How long a message must be kept; four days by default."}

# What is judged, what expressions call it, and which of them are meant: for the others the verdict is n/a.
on: queue
as: queue
where: "!queue.isDeadLetterQueue"

# What must be true. A property that may not be there is asked for with has() first. What cannot be known, such as the
# value of a parameter, needs no word: the verdict is then unknown by itself.
require: >
  has(queue.properties.MessageRetentionPeriod)
  ? int(queue.properties.MessageRetentionPeriod) >= options.seconds
  : options.seconds <= 345600

# The line that a reviewer would change.
at: queue.at("MessageRetentionPeriod")

# What to say, with expressions in braces, and what to do, in the words of those who do it: one of the three is enough.
message: "{queue.id} deletes messages before {options.seconds} seconds have passed, processed or not"
fix:
  cloudformation: "Set MessageRetentionPeriod to 345600 or more; 1209600 (14 days) is the most."
  sam: "Set MessageRetentionPeriod to 345600 or more; 1209600 (14 days) is the most."
  cdk: "Pass retentionPeriod: Duration.days(4) or more to the queue."
references:
  - https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html

# Its tests: one for each way to fail, with the boundary, and one for each thing that looks wrong and is not.
examples:
  - flags: messages are kept a second too short
    template: |
      Resources:
        Orders: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 345599}}
  - accepts: four days to the second
    template: |
      Resources:
        Orders: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 345600}}
  - accepts: the default is four days
    template: |
      Resources:
        Orders: {Type: AWS::SQS::Queue}
  - accepts: a team for which an hour is enough
    with: {seconds: 3600}
    template: |
      Resources:
        Orders: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 3600}}
  - accepts: what holds failures is the subject of another rule
    subject: Failed
    verdict: n/a
    template: |
      Resources:
        Failed: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 3600}}
        Orders:
          Type: AWS::SQS::Queue
          Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Failed.Arn, maxReceiveCount: 3}}
  - unknown: the time is a parameter
    template: |
      Parameters: {Keep: {Type: Number}}
      Resources:
        Orders: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: !Ref Keep}}
`}function schemaAddress(host,kind,path){let installed=`node_modules/stackplumb/schemas/${kind}.json`;return host.kindOf(installed)==="file"?`${"../".repeat(path.split("/").length-1)}${installed}`:`https://unpkg.com/stackplumb@${version}/schemas/${kind}.json`}var usualFolder="policy";function initRule(id,shell){if(!ruleIdPattern.test(id))throw new UsageError(`${id} is no id of a rule: it has capitals and three digits, as ACME001.`);if(/^[A-Z]{3}\d{3}$/.test(id))throw new UsageError(`${id} may be a rule of Stackplumb's own one day: ids of three letters are kept for those. Take a longer one, as TEAM${id.slice(3)}.`);let place=placeFor(shell),pack=packAt(place),taken=findRule(pack?.rules??[],id);if(taken!==void 0)throw new UsageError(`there is a rule ${id} already, in ${pack?.sources.get(taken.id)?.place.file}; nothing is written.`);let path=joinPath(place.folder,`rules/${id}.yaml`);return write(path,proposeRule({id,schema:schemaAddress(place.host,"rule",path),source:"Our guide to queues"}),place,shell,"")}function initArchitecture(name,shell){if(!namePattern.test(name))throw new UsageError(`${name} is no name of an architecture: it is lower-case words joined by hyphens.`);if(findArchitecture(name)!==void 0)throw new UsageError(`${name} is an architecture of Stackplumb's own; take another name, and let yours extend it.`);let place=placeFor(shell),taken=packAt(place)?.architecturePlaces.get(name);if(taken!==void 0)throw new UsageError(`there is an architecture ${name} already, in ${taken.file}; nothing is written.`);let path=joinPath(place.folder,`architectures/${name}.yaml`);return write(path,proposeArchitecture({name,schema:schemaAddress(place.host,"architecture",path)}),place,shell,` and \`architectures: ${name}\``)}function placeFor({workingDirectory}){let host=nodeHost(workingDirectory),[first]=foldersIn(extendedIn(host,configurationIn(host)));return{host,folder:first??usualFolder,isExtended:first!==void 0}}function packAt({host,folder}){return host.kindOf(folder)===void 0?void 0:loadPack(host,folder,builtinRules())}function write(path,text,{host,folder,isExtended},shell,also){let inTheWay=obstacle(host,path);if(inTheWay!==void 0)throw new UsageError(`there is a ${inTheWay} already; nothing is written.`);try{shell.writeFile(path,text)}catch(error){throw new UsageError(`${path} cannot be written: ${error instanceof Error?error.message:error}`)}let wanted=`${isExtended?"":`\`extends: ./${folder}\``}${also}`.replace(/^ and /,""),use=wanted===""?"":`use it with: ${wanted} in stackplumb.yaml
`;return shell.stdout.write(`wrote ${path}
test it with: stackplumb test ${folder}
${use}`),exitStatus.passed}function obstacle(host,path){let segments=path.split("/"),folder=".";for(let[i,segment]of segments.entries()){let entry=(host.list(folder)??[]).find(({name})=>name===segment);if(entry===void 0)return;if(folder=joinPath(folder,segment),i===segments.length-1||entry.kind!=="directory")return folder}}async function init({operands,options},shell){let rules=options.get("--rule")??[],architectures=options.get("--architecture")??[];if(rules.length+architectures.length>1)throw new UsageError("init writes one document at a time.");if(operands.length>0)throw new UsageError("init takes no operands; it looks at the working directory.");let[rule]=rules,[architecture]=architectures;if(rule!==void 0)return initRule(rule,shell);if(architecture!==void 0)return initArchitecture(architecture,shell);let host=nodeHost(shell.workingDirectory),names=new Set((host.list(".")??[]).map(({name})=>name)),taken=configurationNames.find(name=>names.has(name));if(taken!==void 0)throw new UsageError(`there is a ${taken} already; nothing is written.`);let found=survey(host,await tomlParserFor(samConfigs.filter(name=>names.has(name)))),[file=""]=configurationNames;try{shell.writeFile(file,proposeConfiguration(found,schemaAddress(host,"stackplumb",file)))}catch(error){throw new UsageError(`${file} cannot be written: ${error instanceof Error?error.message:error}`)}let what=[counted(found.templates.length,"template"),...found.assemblies.length===0?[]:[counted(found.assemblies.length,"cloud assembly","cloud assemblies")],...found.sam===void 0?[]:[counted(found.sam.environments.length,"environment of SAM","environments of SAM")]];return shell.stdout.write(`wrote ${file} for ${what.join(", ")}
lint with: stackplumb
`),exitStatus.passed}export{init};

/**
 * One SAM resource while it is expanded: its properties after `Globals`, and where it says what it stands for.
 */
import type { MappingNode, SourceNode } from "../../source/node.ts";
import type { ResourceDeclaration } from "../../template/template.ts";
import { compose, type Part } from "./draft.ts";
import { type Expansion, type Inherited, inheritedFrom } from "./expansion.ts";
import { propertiesWithGlobals } from "./globals.ts";

/** What a generated resource has of its own. */
export interface Further {
  readonly origin?: SourceNode | undefined;
  readonly dependsOn?: readonly string[];
  readonly inherited?: Inherited;
  readonly metadata?: SourceNode;
  readonly updatePolicy?: SourceNode;
}

export class SamResource {
  readonly expansion: Expansion;
  readonly declaration: ResourceDeclaration;
  readonly logicalId: string;
  readonly properties: MappingNode;
  /** What the resource hands on to what is generated from it. */
  readonly inherited: Inherited;
  /** Where generated parts point that no property stands for: the logical id. */
  readonly origin: SourceNode;
  /** The resource that the author wrote: an implicit API comes from a function. */
  readonly #source: string;

  constructor(expansion: Expansion, declaration: ResourceDeclaration) {
    this.expansion = expansion;
    this.declaration = declaration;
    this.logicalId = declaration.logicalId;
    this.properties = propertiesWithGlobals(expansion, declaration);
    this.inherited = inheritedFrom(declaration, this.properties);
    this.origin = declaration.key;
    this.#source = declaration.generatedBy ?? declaration.logicalId;
  }

  /** Declares the resource that takes over the logical id, and with it everything that was said about the resource. */
  replace(type: string, properties: Part, more?: { readonly dependsOn?: readonly string[] }): void {
    const { declaration } = this;
    this.expansion.remove(this.logicalId);
    this.expansion.generate(this.#source, {
      logicalId: this.logicalId,
      type,
      properties: compose(declaration.properties ?? declaration.key, properties),
      origin: declaration.key,
      key: declaration.key,
      inherited: this.inherited,
      dependsOn: more?.dependsOn ?? declaration.dependsOn,
      updatePolicy: declaration.updatePolicy,
    });
  }

  /** Declares a further resource that this one stands for. */
  generate(logicalId: string, type: string, properties: Part, more: Further = {}): void {
    this.expansion.generate(this.#source, {
      logicalId,
      type,
      properties,
      origin: more.origin ?? this.origin,
      inherited: more.inherited ?? this.inherited,
      dependsOn: more.dependsOn ?? [],
      metadata: more.metadata,
      updatePolicy: more.updatePolicy,
    });
  }

  report(code: string, message: string, node: SourceNode): void {
    this.expansion.report(code, `${this.logicalId}: ${message}`, node);
  }
}

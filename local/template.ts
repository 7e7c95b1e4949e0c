import * as z from 'zod';
import type { Resource, Template } from './assembly.ts';

/** The values of a resource that other resources can refer to. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface TemplateContext {
  readonly template: Template;
  /** Values of `AWS::Region` and its siblings. */
  readonly pseudo: Readonly<Record<string, string>>;
  /** The values of a resource. Called only when another resource refers to it. */
  identify(logicalId: string, resource: Resource): Identity;
  /** Applied to every text at the end: replaces addresses that only AWS has by local ones. */
  relocate(text: string): string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const getAtt = z.union([
  z.tuple([z.string(), z.string()]),
  z.string().transform((text): [string, string] => {
    const dot = text.indexOf('.');
    return [text.slice(0, dot), text.slice(dot + 1)];
  }),
]);
const sub = z.union([
  z.string().transform((text): [string, Record<string, unknown>] => [text, {}]),
  z.tuple([z.string(), z.record(z.string(), z.unknown())]),
]);
/** A value that CloudFormation accepts in place of a text. */
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const index = z.coerce.number().int().nonnegative();

/**
 * Resolves the intrinsic functions of a template: Ref, Fn::GetAtt, Join, Sub, Select, Split, If, and the conditions. Pure. Throws
 * an error that names the function when it is any other, and on a reference to a missing resource.
 */
export class Resolver {
  private readonly context: TemplateContext;

  constructor(context: TemplateContext) {
    this.context = context;
  }

  /** `value` with every intrinsic function replaced by its result. `AWS::NoValue` removes its property. */
  resolve(value: unknown): unknown {
    if (typeof value === 'string') return this.context.relocate(value);
    if (Array.isArray(value)) return value.map((item) => this.resolve(item)).filter((item) => item !== undefined);
    if (!isObject(value)) return value;
    const [entry, ...others] = Object.entries(value);
    if (entry !== undefined && others.length === 0 && (entry[0] === 'Ref' || entry[0].startsWith('Fn::'))) {
      const result = this.call(entry[0], entry[1]);
      return typeof result === 'string' ? this.context.relocate(result) : result;
    }
    const resolved = Object.entries(value).map(([key, item]): [string, unknown] => [key, this.resolve(item)]);
    return Object.fromEntries(resolved.filter(([, item]) => item !== undefined));
  }

  /** Whether a resource is created at all. Its condition decides. */
  exists(resource: Resource): boolean {
    return resource.Condition === undefined || this.condition(resource.Condition);
  }

  private call(name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref':
        return this.ref(z.string().parse(argument));
      case 'Fn::GetAtt':
        return this.attribute(...getAtt.parse(argument));
      case 'Fn::Join': {
        const [separator, parts] = z.tuple([z.string(), z.unknown()]).parse(argument);
        return this.texts(parts).join(separator);
      }
      case 'Fn::Split': {
        const [separator, text] = z.tuple([z.string(), z.unknown()]).parse(argument);
        return this.text(text).split(separator);
      }
      case 'Fn::Select': {
        const [at, list] = z.tuple([z.unknown(), z.unknown()]).parse(argument);
        return z.array(z.unknown()).parse(this.resolve(list))[index.parse(this.resolve(at))];
      }
      case 'Fn::Sub':
        return this.substitute(...sub.parse(argument));
      case 'Fn::If': {
        const [condition, yes, no] = z.tuple([z.string(), z.unknown(), z.unknown()]).parse(argument);
        return this.resolve(this.condition(condition) ? yes : no);
      }
      default:
        throw new Error(`The template uses ${name}, which the local runner does not support`);
    }
  }

  private ref(name: string): string | undefined {
    if (name === 'AWS::NoValue') return undefined;
    const pseudo = this.context.pseudo[name];
    if (pseudo !== undefined) return pseudo;
    const parameter = this.context.template.Parameters[name];
    if (parameter !== undefined) return scalar.parse(parameter.Default);
    return this.identity(name).ref;
  }

  private attribute(logicalId: string, name: string): string {
    const found = this.identity(logicalId).attributes[name];
    if (found === undefined)
      throw new Error(`The template asks for ${logicalId}.${name}, which the local runner does not support`);
    return found;
  }

  private identity(logicalId: string): Identity {
    const resource = this.context.template.Resources[logicalId];
    if (resource === undefined) throw new Error(`The template refers to ${logicalId}, which is not in it`);
    return this.context.identify(logicalId, resource);
  }

  private substitute(text: string, own: Readonly<Record<string, unknown>>): string {
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      if (name in own) return this.text(own[name]);
      return (name.includes('.') ? this.attribute(...getAtt.parse(name)) : this.ref(name)) ?? '';
    });
  }

  private condition(name: string): boolean {
    if (!(name in this.context.template.Conditions)) throw new Error(`The template names condition ${name}, which is not in it`);
    return this.isTrue(this.context.template.Conditions[name]);
  }

  private isTrue(expression: unknown): boolean {
    const [name = '', argument] = isObject(expression) ? (Object.entries(expression)[0] ?? []) : [];
    const parts = (): unknown[] => z.array(z.unknown()).parse(argument);
    if (name === 'Condition') return this.condition(z.string().parse(argument));
    if (name === 'Fn::Not') return !this.isTrue(parts()[0]);
    if (name === 'Fn::And') return parts().every((part) => this.isTrue(part));
    if (name === 'Fn::Or') return parts().some((part) => this.isTrue(part));
    if (name === 'Fn::Equals') {
      const [left, right] = parts();
      return JSON.stringify(this.resolve(left)) === JSON.stringify(this.resolve(right));
    }
    throw new Error(
      `The template uses the condition ${name || JSON.stringify(expression)}, which the local runner does not support`,
    );
  }

  private texts(value: unknown): string[] {
    return z.array(scalar).parse(this.resolve(value));
  }

  private text(value: unknown): string {
    return scalar.parse(this.resolve(value));
  }
}

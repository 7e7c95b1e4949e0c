/** Schemas of the contract as JSON Schemas of the OpenAPI document; those with an `id` stand once, among its components. */
import * as z from 'zod';

export type Json = Readonly<Record<string, unknown>>;

/** The largest number of 32 bits: above it a reader needs 64. */
const int32Max = 2 ** 31 - 1;

export class OpenApiSchemas {
  private readonly named = new Map<string, Json>();
  /** Each schema is converted once: that takes a millisecond or more, and most operations answer the same problems. */
  private readonly converted = { input: new Map<z.ZodType, Json>(), output: new Map<z.ZodType, Json>() };

  /** The components that have been referred to so far. */
  get components(): Json {
    return Object.fromEntries(this.named);
  }

  /** The JSON Schema of what a route takes (`input`) or answers (`output`). */
  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const known = this.converted[io].get(schema);
    if (known !== undefined) return known;
    const fresh = this.convert(schema, io);
    this.converted[io].set(schema, fresh);
    return fresh;
  }

  private convert(schema: z.ZodType, io: 'input' | 'output'): Json {
    const {
      $schema: _dialect,
      $defs: named = {},
      ...json
    } = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      target: 'draft-2020-12',
      override: ({ jsonSchema }) => {
        if (jsonSchema.type === 'integer') jsonSchema.format = (jsonSchema.maximum ?? Infinity) > int32Max ? 'int64' : 'int32';
      },
    });
    for (const [name, one] of Object.entries(named)) this.named.set(name, amongComponents(one));
    return amongComponents(json);
  }
}

const json = z.record(z.string(), z.unknown());

/** A schema refers to others where they stand in the document. */
function amongComponents(schema: object): Json {
  const { id: _id, ...rest } = json.parse(JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')));
  return rest;
}

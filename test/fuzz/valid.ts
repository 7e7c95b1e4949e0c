/** Valid bodies of a schema, made from its JSON Schema. */
import fc from 'fast-check';
import * as z from 'zod';

const schema = z.looseObject({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  propertyNames: z.unknown().optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
});
type Schema = z.infer<typeof schema>;

/** The most entries and characters: enough for odd cases, few enough to be quick. */
const entriesMax = 3;
const charsMax = 60;

/** Values of fields for which a schema cannot say what is valid, by the name of the field. */
const named: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kolkata'),
  from: fc.constantFrom('00:00', '09:30'),
  to: fc.constantFrom('10:00', '24:00'),
  checkedBy: fc.constant('A checker'),
  checkedAt: fc.constant('2026-01-31'),
  // No long poll lasts longer than this.
  waitSeconds: fc.constantFrom(0, 1),
};

/** Phone numbers by the kind of contact. */
const numbers: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'short-code': fc.constantFrom('112', '*4141'),
  e164: fc.constant('+442071838750'),
  sms: fc.constantFrom('85258', '+442071838750'),
};

/** `whole`: with every optional field. */
export type Fullness = 'any' | 'whole';

/** A value that is valid by its JSON Schema. A rule that JSON Schema cannot express may still refuse it. */
export function valid(of: z.ZodType, fullness: Fullness = 'any'): fc.Arbitrary<unknown> {
  return valueOf(schema.parse(z.toJSONSchema(of, { io: 'input', unrepresentable: 'any' })), fullness);
}

function valueOf(of: Schema, fullness: Fullness): fc.Arbitrary<unknown> {
  const either = of.anyOf ?? of.oneOf;
  if (either !== undefined) return fc.oneof(...either.map((one) => valueOf(schema.parse(one), fullness)));
  if ('const' in of) return fc.constant(of.const);
  if (of.enum !== undefined) return fc.constantFrom(...of.enum);
  switch (of.type ?? 'null') {
    case 'string':
      return textOf(of);
    case 'integer':
    case 'number':
      return fc.integer({ min: lowest(of), max: Math.min(of.maximum ?? 2 ** 31, 2 ** 31) });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valueOf(schema.parse(of.items ?? {}), fullness), {
        minLength: fullness === 'whole' ? 1 : (of.minItems ?? 0),
        maxLength: Math.max(of.minItems ?? 1, Math.min(of.maxItems ?? entriesMax, entriesMax)),
      });
    case 'object':
      return objectOf(of, fullness);
    default:
      return fc.constant(null);
  }
}

function lowest({ minimum, exclusiveMinimum }: Schema): number {
  return Math.max(minimum ?? -(2 ** 31), exclusiveMinimum === undefined ? -(2 ** 31) : exclusiveMinimum + 1);
}

function textOf({ format, pattern, minLength = 0, maxLength = charsMax }: Schema): fc.Arbitrary<unknown> {
  const dates = { min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
  if (format === 'date-time') return fc.date(dates).map((date) => date.toISOString());
  if (format === 'date') return fc.date(dates).map((date) => date.toISOString().slice(0, 10));
  if (format === 'uri') return fc.webUrl({ validSchemes: ['https'] });
  if (pattern !== undefined && !pattern.includes('\\p{'))
    return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: charsMax });
  return fc.string({ unit: 'binary', minLength, maxLength: Math.max(minLength, Math.min(maxLength, charsMax)) });
}

function objectOf(
  { properties, required = [], additionalProperties, propertyNames }: Schema,
  fullness: Fullness,
): fc.Arbitrary<unknown> {
  if (properties !== undefined) {
    const fields = Object.entries(properties).map(([name, one]): [string, fc.Arbitrary<unknown>] => [
      name,
      (name === 'number' ? numbers[kindIn(properties)] : named[name]) ?? valueOf(schema.parse(one), fullness),
    ]);
    const needed = Object.keys(properties).filter((name) => fullness === 'whole' || required.includes(name));
    return fc.record(Object.fromEntries(fields), { requiredKeys: needed });
  }
  const names = textOf(schema.parse(propertyNames ?? { type: 'string' })).map(String);
  const entry = fc.tuple(names, valueOf(schema.parse(additionalProperties ?? {}), fullness));
  return fc
    .array(entry, { minLength: fullness === 'whole' ? 1 : 0, maxLength: entriesMax })
    .map((entries) => Object.fromEntries(entries));
}

/** The `kind` that the schema of an object states. */
function kindIn({ kind }: Readonly<Record<string, unknown>>): string {
  return String(schema.safeParse(kind).data?.const);
}

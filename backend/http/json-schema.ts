import { z } from 'zod'

type JsonSchema = Record<string, unknown>

/** A zod schema as JSON Schema 2020-12; named ones are put into `components` and referred to. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output', components: JsonSchema): JsonSchema {
  const {
    $schema: _,
    $defs,
    ...json
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => describe(zodSchema as unknown as z.ZodType, jsonSchema as JsonSchema, io),
  }) as JsonSchema
  for (const [name, definition] of Object.entries(($defs ?? {}) as JsonSchema))
    components[name] = withReferences(definition)
  const named = schema.meta()?.id
  if (!named) return withReferences(json) as JsonSchema
  const { id: _id, ...body } = json
  components[named] = withReferences(body)
  return { $ref: `#/components/schemas/${named}` }
}

/** Forgiving inputs (upper case, other names) are described by what they become; ids are integers. */
function describe(schema: z.ZodType, json: JsonSchema, io: 'input' | 'output') {
  const { override } = (schema.meta() ?? {}) as { override?: JsonSchema }
  const instead = override ?? (io === 'input' ? behindPreprocess(schema) : undefined)
  if (!instead) return
  for (const key of Object.keys(json)) delete json[key]
  Object.assign(json, instead)
}

function behindPreprocess(schema: z.ZodType): JsonSchema | undefined {
  const { def } = schema as unknown as { def: { type: string; in?: { def: { type: string } }; out?: z.ZodType } }
  if (def.type !== 'pipe' || def.in?.def.type !== 'transform' || !def.out) return undefined
  const ignored: JsonSchema = {}
  return jsonSchemaOf(def.out, 'input', ignored)
}

function withReferences(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('#/$defs/', '#/components/schemas/'))
}

/** The properties of an object schema, looked for behind whatever wraps it. */
export function shapeOf(schema: unknown): Record<string, z.ZodType> {
  if (typeof schema !== 'object' || schema === null || !('def' in schema)) return {}
  const { def } = schema as { def: { shape?: Record<string, z.ZodType>; out?: unknown; innerType?: unknown } }
  return def.shape ?? shapeOf(def.out ?? def.innerType)
}

import { z } from 'zod'
import { parametersOf, type Route } from '../core/routes.ts'
import { jsonSchemaOf, shapeOf } from './json-schema.ts'

type JsonObject = Record<string, unknown>

const ProblemDocument = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'Stable and dotted, such as task.not_found' }),
    errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    request_id: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' })

/** The OpenAPI 3.1 document of the routes. */
export function describeApi(routes: Route[], web_base_url: string): JsonObject {
  const schemas: JsonObject = {}
  jsonSchemaOf(ProblemDocument, 'output', schemas)
  const paths: Record<string, JsonObject> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:([a-z_]+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dela',
      version: 'v1',
      description: 'Times are ISO 8601 UTC; ids are integers; lists answer {items, next}.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${web_base_url}/api/v1` }],
    security: [{ access_token: [] }],
    paths,
    components: {
      securitySchemes: {
        access_token: {
          type: 'http',
          scheme: 'bearer',
          description:
            'The access token of a sign-in, a token made at /me/tokens, or one of /admin/service_tokens with a Telegram id in X-TG-User',
        },
      },
      schemas,
    },
  }
}

function describeRoute(route: Route, schemas: JsonObject): JsonObject {
  const named = parametersOf(route.path)
  const shape = shapeOf(route.input)
  const rest = Object.keys(shape).filter((name) => !named.includes(name))
  const reads = route.method === 'GET'
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.path.split('/')[1]],
    ...(route.access === 'anyone' && { security: [] }),
    parameters: [
      ...named.map((name) => ({ name, in: 'path', required: true, schema: { type: 'integer', minimum: 1 } })),
      ...(reads ? rest.map((name) => queryParameter(name, shape[name], schemas)) : [idempotencyKey]),
    ],
    ...(!reads &&
      rest.length > 0 && {
        requestBody: { required: true, content: { 'application/json': { schema: bodySchema(route, named, schemas) } } },
      }),
    responses: describeAnswers(route, named.length > 0, schemas),
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key and body gets the first answer; another body under it gets 409.',
  schema: { type: 'string', maxLength: 200 },
}

function queryParameter(name: string, schema: z.ZodType | undefined, schemas: JsonObject) {
  return {
    name,
    in: 'query',
    required: schema ? !schema.safeParse(undefined).success : false,
    schema: schema ? jsonSchemaOf(schema, 'input', schemas) : {},
  }
}

function bodySchema(route: Route, named: string[], schemas: JsonObject): JsonObject {
  const json = jsonSchemaOf(route.input, 'input', schemas) as { properties?: JsonObject; required?: string[] }
  const properties = Object.fromEntries(Object.entries(json.properties ?? {}).filter(([name]) => !named.includes(name)))
  const required = (json.required ?? []).filter((name) => !named.includes(name))
  return { ...json, properties, ...(required.length > 0 ? { required } : { required: [] }) }
}

function describeAnswers(route: Route, has_ids: boolean, schemas: JsonObject): JsonObject {
  const status = String(route.status ?? 200)
  const refusals = [
    400,
    421,
    429,
    500,
    503,
    ...(route.method === 'GET' ? [] : [403, 409, 413, 415, 422, 507]),
    ...(route.access === 'anyone' && route.method === 'GET' ? [] : [401]),
    ...(route.access === 'server_admin' ? [403] : []),
    ...(has_ids || route.method !== 'GET' ? [404] : []),
  ]
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  const answers: JsonObject = {
    [status]: {
      description: 'Done',
      ...(status !== '204' && {
        content: { 'application/json': { schema: jsonSchemaOf(route.output, 'output', schemas) } },
      }),
    },
  }
  for (const refusal of [...new Set(refusals)].sort((a, b) => a - b))
    answers[String(refusal)] = { description: 'Refused', content: problem }
  return answers
}

/** `POST /tasks/:task_id/move` -> `post_tasks_task_id_move`. */
function operationId({ method, path }: Route): string {
  return `${method.toLowerCase()}${path.replaceAll(/[/:]+/g, '_')}`
}

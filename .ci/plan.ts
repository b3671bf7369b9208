export type Floor = keyof typeof ARROWS | 'main' | 'free'

const LOGIC = ['own table', 'journal', 'contract', 'values', 'policy', 'queries', 'present', 'core', 'texts']
const DOOR = ['operation', 'contract', 'values', 'present', 'core', 'texts', 'type config']

/**
 * ARCHITECTURE, 'Who may import what', as data: a floor and the floors it may import. `own` is the same folder only,
 * `type` is `import type` only. A floor may import itself unless it stands in LONERS. `main` and `free` may import all.
 */
export const ARROWS = {
  values: [],
  policy: ['values', 'type contract', 'type table', 'type queries', 'type core'],
  contract: ['values'],
  table: ['type values', 'type contract', 'type core'],
  queries: LOGIC,
  steps: [...LOGIC, 'steps', 'type entries list'],
  journal: ['contract', 'values', 'core', 'type entries list'],
  present: ['own table', 'contract', 'values', 'policy', 'queries', 'core'],
  operation: [...LOGIC, 'steps', 'type entries list'],
  routes: ['operation', 'contract', 'values', 'present', 'core'],
  'route list': ['routes', 'core'],
  core: ['own contract', 'own values', 'own policy', 'type schema', 'type entries list'],
  schema: ['type table', 'type core'],
  'entries list': ['type contract', 'type core'],
  config: ['core', 'values'],
  texts: ['values', 'core', 'type contract'],
  http: [...DOOR, 'route list'],
  realtime: [...DOOR, 'own table', 'route list'],
  jobs: [...DOOR, 'own table'],
  bot: DOOR,
  migration: ['core'],
  miniapp: ['type contract', 'values', 'policy', 'texts'],
} satisfies Record<string, string[]>

export const LONERS = ['values', 'operation', 'routes', 'schema', 'entries list', 'config', 'migration']
const DATABASE = ['core', 'table', 'queries', 'steps', 'operation', 'schema', 'migration']

/** Packages that have a home: no other floor may import them, not even their types. */
export const HOMES: [RegExp, string[]][] = [
  [/^(koa|@koa\/.+|koa-.+|swagger-ui-dist)$/, ['http']],
  [/^(socket\.io|@socket\.io\/.+)$/, ['realtime']],
  [/^(grammy|@grammyjs\/.+)$/, ['bot']],
  [/^(bree|nodemailer)$/, ['jobs']],
  [/^(svelte|bits-ui|svelte-dnd-action|idb|socket\.io-client|@telegram-apps\/sdk)$/, ['miniapp']],
  [/^(kysely|better-sqlite3)$/, DATABASE],
  // Socket.IO's adapter for Postgres asks for a pool.
  [/^pg$/, [...DATABASE, 'realtime']],
]

/** Floors that may import these packages and no other. */
export const ONLY: Partial<Record<Floor, RegExp>> = {
  values: /^$/,
  policy: /^$/,
  contract: /^zod$/,
  table: /^kysely$/,
  schema: /^kysely$/,
  miniapp: /^(?!zod$|node:)/,
}

const FEATURE_FILES = ['queries', 'steps', 'journal', 'present', 'routes'] as const
export const FLOORS: [RegExp, Floor][] = [
  [/\.test\.ts$/, 'free'],
  [/^(backend\/testing|sandbox|e2e|bench|\.ci)\/|^[^/]+\.ts$/, 'free'],
  [/^backend\/(main|cli|jobs\/worker)\.ts$/, 'main'],
  [/^miniapp\/(plugins\/|[^/]+\.ts$)/, 'free'],
  [/^miniapp\//, 'miniapp'],
  [/^backend\/schema\.ts$/, 'schema'],
  [/^backend\/entries\.ts$/, 'entries list'],
  [/^backend\/config\.ts$/, 'config'],
  [/^backend\/features\/routes\.ts$/, 'route list'],
  [/^backend\/(.+\/)?contract\.ts$/, 'contract'],
  [/^backend\/(.+\/)?values\.ts$/, 'values'],
  [/^backend\/(.+\/)?policy\.ts$/, 'policy'],
  [/^backend\/(?!core\/)(.+\/)?table\.ts$/, 'table'],
  ...FEATURE_FILES.map((file): [RegExp, Floor] => [new RegExp(`^backend/features/.+/([a-z-]+-)?${file}\\.ts$`), file]),
  [/^backend\/features\/[^/]+\/.+\.ts$/, 'operation'],
  [/^backend\/core\//, 'core'],
  [/^backend\/texts\//, 'texts'],
  [/^backend\/http\//, 'http'],
  [/^backend\/realtime\//, 'realtime'],
  [/^backend\/jobs\//, 'jobs'],
  [/^bot\//, 'bot'],
  [/^migrations\//, 'migration'],
]

import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'

type Floor = keyof typeof ARROWS | 'main' | 'free'

const LOGIC = ['own table', 'journal', 'contract', 'values', 'policy', 'queries', 'present', 'core', 'texts']
const DOOR = ['operation', 'contract', 'values', 'present', 'core', 'texts', 'type config']

/**
 * ARCHITECTURE, 'Who may import what', as data: a floor and the floors it may import. `own` is the same folder only,
 * `type` is `import type` only. A floor may import itself unless it stands in LONERS. `main` and `free` may import all.
 */
const ARROWS = {
  values: [],
  policy: ['values', 'type contract', 'type table', 'type queries', 'type core'],
  contract: ['values'],
  table: ['type values', 'type contract', 'type core'],
  queries: LOGIC,
  steps: [...LOGIC, 'steps'],
  journal: ['contract', 'values', 'core', 'type entries list'],
  present: ['own table', 'contract', 'values', 'policy', 'queries', 'core'],
  operation: [...LOGIC, 'steps'],
  routes: ['operation', 'contract', 'values', 'present', 'core'],
  'route list': ['routes', 'core'],
  core: ['own contract', 'own values', 'own policy', 'type schema', 'type entries list'],
  schema: ['type table', 'type core'],
  'entries list': ['type contract', 'type core'],
  config: ['core', 'values'],
  texts: ['values', 'core'],
  http: [...DOOR, 'route list'],
  realtime: [...DOOR, 'own table', 'route list'],
  jobs: [...DOOR, 'own table'],
  bot: DOOR,
  migration: ['core'],
  miniapp: ['type contract', 'values', 'policy', 'texts'],
} satisfies Record<string, string[]>

const LONERS = ['values', 'operation', 'routes', 'schema', 'entries list', 'config', 'migration']
const DATABASE = ['core', 'table', 'queries', 'steps', 'operation', 'schema', 'migration']

/** Packages that have a home: no other floor may import them, not even their types. */
const HOMES: [RegExp, string[]][] = [
  [/^(koa|@koa\/.+|koa-.+|swagger-ui-dist)$/, ['http']],
  [/^(socket\.io|@socket\.io\/.+)$/, ['realtime']],
  [/^(grammy|@grammyjs\/.+)$/, ['bot']],
  [/^bree$/, ['jobs']],
  [/^(svelte|bits-ui|svelte-dnd-action|idb|socket\.io-client|@telegram-apps\/sdk)$/, ['miniapp']],
  [/^(kysely|better-sqlite3)$/, DATABASE],
  // Socket.IO's adapter for Postgres asks for a pool.
  [/^pg$/, [...DATABASE, 'realtime']],
]

/** Floors that may import these packages and no other. */
const ONLY: Partial<Record<Floor, RegExp>> = {
  values: /^$/,
  policy: /^$/,
  contract: /^zod$/,
  table: /^kysely$/,
  schema: /^kysely$/,
  miniapp: /^(?!zod$|node:)/,
}

const FEATURE_FILES = ['queries', 'steps', 'journal', 'present', 'routes'] as const
const FLOORS: [RegExp, Floor][] = [
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
  ...FEATURE_FILES.map((file): [RegExp, Floor] => [new RegExp(`^backend/features/.+/${file}\\.ts$`), file]),
  [/^backend\/features\/[^/]+\/.+\.ts$/, 'operation'],
  [/^backend\/core\//, 'core'],
  [/^backend\/texts\//, 'texts'],
  [/^backend\/http\//, 'http'],
  [/^backend\/realtime\//, 'realtime'],
  [/^backend\/jobs\//, 'jobs'],
  [/^bot\//, 'bot'],
  [/^migrations\//, 'migration'],
]

interface Import {
  from: string
  typeOnly: boolean
}

/** Every import below `root` that goes against the plan of the house, one line each. */
export function findWrongArrows(root: string): string[] {
  const files = globSync('{backend,bot,migrations,miniapp}/**/*.{ts,svelte}', {
    cwd: root,
    exclude: ['**/dist/**'],
  }).sort()
  return files.flatMap((file) => {
    const floor = floorOf(file)
    if (!floor) return [`${file} stands on no floor of the house`]
    return listImports(join(root, file)).flatMap((used) => {
      const wrong = used.from.startsWith('.') ? wrongFile(file, floor, used) : wrongPackage(floor, used.from)
      return wrong ? [`${file}: ${wrong}`] : []
    })
  })
}

function floorOf(file: string): Floor | undefined {
  return FLOORS.find(([pattern]) => pattern.test(file))?.[1]
}

function wrongFile(file: string, floor: Floor, { from, typeOnly }: Import): string | undefined {
  if (floor === 'free') return
  const target = posix.join(posix.dirname(file), from.replace(/\?.*$/, ''))
  const other = floorOf(target)
  if (!other) return `${from} stands on no floor of the house`
  if (other === 'free') return `${floor} may not import ${from}, which is not part of the product`
  if (floor === 'main') return
  if (other === floor && !LONERS.includes(floor)) return
  const own = posix.dirname(file) === posix.dirname(target)
  const arrows: string[] = ARROWS[floor]
  const ways = [other, ...(own ? [`own ${other}`] : []), ...(typeOnly ? [`type ${other}`] : [])]
  if (ways.some((way) => arrows.includes(way))) return
  const asType = arrows.includes(`type ${other}`) ? ' other than by `import type`' : ''
  return `${floor} may not import ${from} (${other})${asType}`
}

function wrongPackage(floor: Floor, from: string): string | undefined {
  if (floor === 'free' || floor === 'main') return
  const name = from.startsWith('@') ? from.split('/', 2).join('/') : from.replace(/\/.*$/, '')
  const home = HOMES.find(([pattern]) => pattern.test(name))?.[1]
  const only = ONLY[floor]
  if ((home && !home.includes(floor)) || (only && !only.test(name)))
    return `${floor} may not import the package ${name}`
  return
}

function listImports(path: string): Import[] {
  const text = readFileSync(path, 'utf8')
  const script = path.endsWith('.svelte') ? scriptsOf(text) : text
  const source = ts.createSourceFile(path, script, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS)
  const found: Import[] = []
  const look = (node: ts.Node) => {
    const used = importOf(node)
    if (used) found.push(used)
    ts.forEachChild(node, look)
  }
  look(source)
  return found
}

/** `import { type X }` is no type import: under `verbatimModuleSyntax` it still loads the file. */
function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node))
    return literal(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
  if (ts.isExportDeclaration(node)) return literal(node.moduleSpecifier, node.isTypeOnly)
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal, true) : undefined
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return literal(node.arguments[0], false)
  return
}

function literal(node: ts.Node | undefined, typeOnly: boolean): Import | undefined {
  return node && ts.isStringLiteralLike(node) ? { from: node.text, typeOnly } : undefined
}

function scriptsOf(svelte: string): string {
  return [...svelte.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join('\n')
}

if (import.meta.main) {
  const wrong = findWrongArrows(process.cwd())
  for (const line of wrong) process.stdout.write(`${line}\n`)
  process.exitCode = wrong.length ? 1 : 0
}

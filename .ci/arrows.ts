import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'
import { ARROWS, FLOORS, HOMES, LONERS, ONLY, type Floor } from './plan.ts'

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

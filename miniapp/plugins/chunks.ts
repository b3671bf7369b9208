import { join } from 'node:path'

interface Modules {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null
}

const MAIN = join(import.meta.dirname, '../index.html')
const APART = /core\/telegram\.ts$|@telegram-apps|socket\.io|engine\.io|virtual:texts/

/** Two files rather than thirty: what the first screen needs, and all other screens. */
export function splitCode(): (id: string, modules: Modules) => string | null {
  let first: Set<string> | undefined
  return (id, modules) => {
    if (APART.test(id)) return null
    first ??= reach(MAIN, modules)
    return first.has(id) ? 'first' : id.includes('/miniapp/src/') ? 'screens' : null
  }
}

function reach(id: string, modules: Modules, seen = new Set<string>()): Set<string> {
  if (seen.has(id)) return seen
  seen.add(id)
  for (const next of modules.getModuleInfo(id)?.importedIds ?? []) reach(next, modules, seen)
  return seen
}

import type { Changes } from './contract.ts'

/** What differs in `after`, field by field; undefined there means untouched. */
export function changesBetween<T extends object>(before: T, after: Partial<T>): Changes {
  const changes: Changes = {}
  for (const key of Object.keys(after) as (keyof T & string)[]) {
    const [from, to] = [before[key], after[key]]
    if (to !== undefined && JSON.stringify(from) !== JSON.stringify(to)) changes[key] = { from, to }
  }
  return changes
}

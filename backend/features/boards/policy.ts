import type { Access } from '../projects/queries.ts'
import { mayCreateBoards } from '../projects/policy.ts'

/** Whoever adds boards to a project also says how they look. */
export function mayEditBoards(person: Pick<Access, 'role' | 'project_role'>): boolean {
  return mayCreateBoards(person)
}

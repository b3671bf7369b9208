import type { Access } from '../projects/queries.ts'

type Person = Pick<Access, 'role' | 'project_role'>

const leads = ({ role, project_role }: Person) =>
  role === 'admin' || role === 'manager' || (role === 'member' && project_role === 'manager')

/** Whoever makes tasks also names what they are about. */
export function mayCreateLabels(person: Person): boolean {
  return leads(person) || person.project_role !== 'viewer'
}

/** A change of a label shows on everybody's tasks. */
export function mayEditLabels(person: Person): boolean {
  return leads(person)
}

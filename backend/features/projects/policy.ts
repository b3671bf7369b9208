import type { Access } from './queries.ts'

type Person = Pick<Access, 'role' | 'project_role'>

const runsTeam = ({ role }: Person) => role === 'admin' || role === 'manager'
const leads = (person: Person) => runsTeam(person) || (person.role === 'member' && person.project_role === 'manager')

export function mayEditProject(person: Person): boolean {
  return runsTeam(person)
}

export function mayDeleteProject(person: Person): boolean {
  return runsTeam(person)
}

export function maySetProjectStatus(person: Person): boolean {
  return leads(person)
}

export function mayCreateBoards(person: Person): boolean {
  return leads(person)
}

export function mayManageProjectMembers(person: Person): boolean {
  return leads(person)
}

/** Nobody hands the project to a guest. */
export function mayHaveProjectRole(person: Pick<Person, 'role'>, project_role: Access['project_role']): boolean {
  return person.role !== 'guest' || project_role !== 'manager'
}

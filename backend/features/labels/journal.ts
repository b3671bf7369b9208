import type { Changes } from '../../core/contract.ts'
import type { Entry } from '../../entries.ts'
import type { ProjectLabel } from './contract.ts'

const place = (team_id: number, { project_id }: ProjectLabel) => ({
  stream: `team:${team_id}`,
  audience: `project:${project_id}`,
  refs: { team_id, project_id },
})

export function labelCreated(team_id: number, label: ProjectLabel): Entry {
  return { ...place(team_id, label), kind: 'label_created', changes: { name: { from: null, to: label.name } }, label }
}

export function labelUpdated(team_id: number, label: ProjectLabel, changes: Changes): Entry {
  return { ...place(team_id, label), kind: 'label_updated', changes, label }
}

export function labelDeleted(team_id: number, label: ProjectLabel): Entry {
  const { id, project_id, name } = label
  const changes = { name: { from: name, to: null } }
  return { ...place(team_id, label), kind: 'label_deleted', changes, label: { id, project_id } }
}

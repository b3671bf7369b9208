import type { Changes } from '../../core/contract.ts'
import type { Entry } from '../../entries.ts'
import type { SharedProject } from './contract.ts'

const place = (project: SharedProject) => ({
  stream: `team:${project.team_id}`,
  audience: `project:${project.id}`,
  refs: { team_id: project.team_id, project_id: project.id },
})

export function projectCreated(project: SharedProject): Entry {
  return { ...place(project), kind: 'project_created', changes: {}, project }
}

export function projectUpdated(project: SharedProject, changes: Changes): Entry {
  return { ...place(project), kind: 'project_updated', changes, project }
}

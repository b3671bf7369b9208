import type { Changes } from '../../core/contract.ts'
import type { Entry } from '../../entries.ts'
import type { ProjectMember, SharedProject } from './contract.ts'

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

/** Nobody sees a deleted project: its people are told by `access_lost`, and the journal of the team keeps who did it. */
export function projectDeleted({ id, version, team_id, name }: SharedProject): Entry {
  return {
    stream: `team:${team_id}`,
    audience: `admins:${team_id}`,
    refs: { team_id, project_id: id },
    kind: 'project_deleted',
    changes: { name: { from: name, to: null } },
    project: { id, version },
  }
}

interface Place {
  team_id: number
  project_id: number
}

const ofMember = ({ team_id, project_id }: Place, user_id: number) => ({
  stream: `team:${team_id}`,
  audience: `project:${project_id}`,
  refs: { team_id, project_id, user_id },
})

export function projectMemberAdded(place: Place, member: ProjectMember): Entry {
  const project_member = { project_id: place.project_id, ...member }
  return { ...ofMember(place, member.user.id), kind: 'project_member_added', changes: {}, project_member }
}

export function projectMemberUpdated(place: Place, member: ProjectMember, changes: Changes): Entry {
  const project_member = { project_id: place.project_id, ...member }
  return { ...ofMember(place, member.user.id), kind: 'project_member_updated', changes, project_member }
}

export function projectMemberRemoved(place: Place, { user }: ProjectMember): Entry {
  const project_member = { project_id: place.project_id, user }
  return { ...ofMember(place, user.id), kind: 'project_member_removed', changes: {}, project_member }
}

import type { Reader, Streams } from '../../core/database.ts'
import type { Label, ProjectLabel } from './contract.ts'

export function listProjectLabels(db: Reader, project_id: number): Promise<Label[]> {
  return db
    .selectFrom('labels')
    .select(['id', 'name', 'color'])
    .where('project_id', '=', project_id)
    .orderBy('name')
    .execute()
}

/** The labels of all projects this person sees. */
export function listVisibleLabels(db: Reader, user_id: number): Promise<{ id: number; name: string }[]> {
  return db
    .selectFrom('labels')
    .innerJoin('project_access', 'project_access.project_id', 'labels.project_id')
    .select(['labels.id', 'labels.name'])
    .where('project_access.user_id', '=', user_id)
    .execute()
}

export function findVisibleLabel(db: Reader, label_id: number, user_id: number): Promise<ProjectLabel | undefined> {
  return db
    .selectFrom('labels')
    .innerJoin('project_access', 'project_access.project_id', 'labels.project_id')
    .select(['labels.id', 'labels.name', 'labels.color', 'labels.project_id'])
    .where('labels.id', '=', label_id)
    .where('project_access.user_id', '=', user_id)
    .executeTakeFirst()
}

/** The labels of a project by id. */
export function listLabelsById(
  db: Reader,
  project_id: number,
  { after, limit }: { after: number; limit: number },
): Promise<ProjectLabel[]> {
  return db
    .selectFrom('labels')
    .select(['id', 'name', 'color', 'project_id'])
    .where('project_id', '=', project_id)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** The stream of the team whose project has the label; none if there is no such label. */
export function streamOfLabel(label_id: number): Streams {
  return async (db) => {
    const row = await db
      .selectFrom('labels')
      .innerJoin('projects', 'projects.id', 'labels.project_id')
      .select('projects.team_id')
      .where('labels.id', '=', label_id)
      .executeTakeFirst()
    return row ? [`team:${row.team_id}`] : []
  }
}

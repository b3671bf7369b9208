import type { Reader } from '../../core/database.ts'
import type { Label } from './contract.ts'

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

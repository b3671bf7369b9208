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

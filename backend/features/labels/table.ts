import type { Generated } from 'kysely'
import type { LABEL_COLORS } from './values.ts'

export interface LabelsTable {
  id: Generated<number>
  project_id: number
  name: string
  color: (typeof LABEL_COLORS)[number]
  created_at: string
}

export interface TaskLabelsTable {
  task_id: number
  label_id: number
}

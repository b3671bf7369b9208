import { del, get, patch, post } from '../../core/routes.ts'
import { CreateLabel, LabelById, LabelPage, ListLabels, ProjectLabel, UpdateLabel } from './contract.ts'
import { createLabel } from './create-label.ts'
import { deleteLabel } from './delete-label.ts'
import { listLabels } from './list-labels.ts'
import { updateLabel } from './update-label.ts'

export const labelRoutes = [
  get('/labels', { summary: 'The labels of a project', input: ListLabels, output: LabelPage, run: listLabels }),
  post('/labels', {
    summary: 'Make a label; a project has no two of one name',
    status: 201,
    input: CreateLabel,
    output: ProjectLabel,
    run: createLabel,
  }),
  patch('/labels/:label_id', {
    summary: 'Rename or recolour a label on every task that has it',
    input: UpdateLabel,
    output: ProjectLabel,
    run: updateLabel,
  }),
  del('/labels/:label_id', {
    summary: 'Take a label off every task',
    input: LabelById,
    output: ProjectLabel,
    run: deleteLabel,
  }),
]

import { del, get, patch, post } from '../../core/routes.ts'
import { addChecklistItem } from './add-checklist-item.ts'
import {
  AddChecklistItem,
  ChecklistItem,
  ChecklistItemById,
  ChecklistPage,
  ListChecklist,
  UpdateChecklistItem,
} from './contract.ts'
import { listChecklist } from './list-checklist.ts'
import { removeChecklistItem } from './remove-checklist-item.ts'
import { updateChecklistItem } from './update-checklist-item.ts'

export const checklistRoutes = [
  get('/tasks/:task_id/checklist', {
    summary: 'The steps of a task, in order; a task itself carries them too',
    input: ListChecklist,
    output: ChecklistPage,
    run: listChecklist,
  }),
  post('/tasks/:task_id/checklist', {
    summary: 'Add a step, at the end or beside another',
    status: 201,
    input: AddChecklistItem,
    output: ChecklistItem,
    run: addChecklistItem,
  }),
  patch('/tasks/:task_id/checklist/:item_id', {
    summary: 'Tick a step, change it, or put it before or after another',
    input: UpdateChecklistItem,
    output: ChecklistItem,
    run: updateChecklistItem,
  }),
  del('/tasks/:task_id/checklist/:item_id', {
    summary: 'Remove a step',
    input: ChecklistItemById,
    output: ChecklistItem,
    run: removeChecklistItem,
  }),
]

import type { SharedTask } from '../../../backend/features/tasks/contract.ts'
import { isClosed } from '../../../backend/features/tasks/values.ts'
import type { App } from '../core/app.svelte.ts'
import { t } from '../core/texts.svelte.ts'
import type { Workspace } from '../core/workspace.svelte.ts'

/** Ticks a task off, or opens it again, with a way back. */
export function finishing(app: App, { tasks }: Workspace) {
  return (task: SharedTask) => {
    app.host.haptic('light')
    if (isClosed(task.status)) return void tasks.update(task, { status: 'todo' })
    const wish = tasks.finish(task)
    app.tell(t('app-finished', { title: task.title }), () => tasks.undo(wish, task))
  }
}

import { Composer } from 'grammy'
import { TaskById } from '../../backend/features/tasks/contract.ts'
import { finishTask } from '../../backend/features/tasks/finish-task.ts'
import { getTask } from '../../backend/features/tasks/get-task.ts'
import type { BotContext } from '../core/context.ts'
import type { Lists } from '../menus/lists.ts'
import { showTask } from './show-task.ts'

/** /tasks, /task, /done and /projects: with a number they act, without one they show what there is. */
export function taskCommands(lists: Lists): Composer<BotContext> {
  const commands = new Composer<BotContext>()

  commands.command('tasks', (ctx) => lists.own.open(ctx))
  commands.command('projects', (ctx) => lists.projects.open(ctx))

  commands.command('task', async (ctx) => {
    if (!ctx.match.trim()) return lists.own.open(ctx)
    const task_id = readNumber(ctx.match)
    if (task_id === undefined) return void (await ctx.reply(ctx.t('bot-task-example')))
    await showTask(ctx, await ctx.see(getTask, { task_id }))
  })

  commands.command('done', async (ctx) => {
    if (!ctx.match.trim()) return lists.toFinish.open(ctx)
    const task_id = readNumber(ctx.match)
    if (task_id === undefined) return void (await ctx.reply(ctx.t('bot-done-example')))
    await showTask(ctx, await ctx.run(finishTask, { task_id }))
  })

  return commands
}

/** `12` or `#12`. */
export function readNumber(text: string): number | undefined {
  const parsed = TaskById.safeParse({ task_id: text.trim().replace(/^#\s*/, '') })
  return parsed.success ? parsed.data.task_id : undefined
}

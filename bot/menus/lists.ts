import { Composer } from 'grammy'
import { findProject } from '../../backend/features/projects/find-project.ts'
import { ListProjects, ProjectById } from '../../backend/features/projects/contract.ts'
import { listProjects } from '../../backend/features/projects/list-projects.ts'
import { ListTasks, TaskById } from '../../backend/features/tasks/contract.ts'
import { finishTask } from '../../backend/features/tasks/finish-task.ts'
import { getTask } from '../../backend/features/tasks/get-task.ts'
import { listTasks } from '../../backend/features/tasks/list-tasks.ts'
import { CLOSED_STATUSES, STATUSES } from '../../backend/features/tasks/values.ts'
import type { BotContext } from '../core/context.ts'
import { escapeHtml, shorten } from '../core/texts.ts'
import { countGroups, lineOf, sorted } from '../tasks/list-text.ts'
import { hereOf, showTask } from '../tasks/show-task.ts'
import { listMenu, type Listed } from './list-menu.ts'

const CLOSED: readonly string[] = CLOSED_STATUSES
const OPEN_STATUSES = STATUSES.filter((status) => !CLOSED.includes(status))
/** As many as a list shows: who has more works in the app. */
const MOST = 100

/** The lists of this bot, each a menu; a bot has its own set. */
export function makeLists() {
  const pickTask = async (ctx: BotContext, task_id: number) => {
    await showTask(ctx, await ctx.see(getTask, TaskById.parse({ task_id })))
    await ctx.answerCallbackQuery()
  }
  const finish = async (ctx: BotContext, task_id: number) => {
    const task = await ctx.run(finishTask, TaskById.parse({ task_id }))
    await ctx.answerCallbackQuery(ctx.t('bot-finished', { title: shorten(task.title, 100) }))
    await showTask(ctx, task)
  }
  const own = listMenu({ id: 'tasks', load: (ctx) => ownTasks(ctx, 'bot-tasks'), pick: pickTask })
  const toFinish = listMenu({ id: 'finish', load: (ctx) => ownTasks(ctx, 'bot-tasks-to-finish'), pick: finish })
  const ofProject = listMenu({
    id: 'project',
    load: projectTasks,
    pick: pickTask,
    below: {
      key: 'bot-button-projects',
      press: async (ctx) => {
        await ctx.answerCallbackQuery()
        await projects.open(ctx)
      },
    },
  })
  const projects = listMenu({
    id: 'projects',
    load: ownProjects,
    pick: async (ctx, project_id) => {
      await ctx.answerCallbackQuery()
      await ofProject.open(ctx, { page: 0, of: project_id })
    },
  })

  const lists = new Composer<BotContext>()
  for (const { menu } of [own, toFinish, ofProject, projects]) lists.use(menu)
  lists.callbackQuery('list:tasks', async (ctx) => {
    await ctx.answerCallbackQuery()
    await own.open(ctx)
  })
  return { middleware: lists, own, toFinish, projects, ofProject }
}
export type Lists = ReturnType<typeof makeLists>

async function ownTasks(ctx: BotContext, key: string): Promise<Listed> {
  const wish = ListTasks.parse({ assigned_to: ['me'], status: OPEN_STATUSES, ordering: 'due_at', limit: MOST })
  const { items } = await ctx.see(listTasks, wish)
  const here = hereOf(ctx)
  const awake = items.filter(({ snoozed_until }) => snoozed_until === null || snoozed_until <= here.now)
  if (awake.length === 0) return { text: ctx.t('bot-tasks-none'), lines: [] }
  return { text: ctx.t(key, countGroups(awake, here)), lines: sorted(awake, here).map((task) => lineOf(task, here)) }
}

async function ownProjects(ctx: BotContext): Promise<Listed> {
  const { items } = await ctx.see(listProjects, ListProjects.parse({ limit: MOST }))
  const lines = items
    .filter(({ status }) => status !== 'archived')
    .map(({ id, name }) => ({ id, label: `${shorten(name, 50)} · #${id}` }))
  return { text: ctx.t('bot-projects'), lines }
}

async function projectTasks(ctx: BotContext, project_id: number): Promise<Listed> {
  const project = await ctx.see(findProject, ProjectById.parse({ project_id }))
  const wish = ListTasks.parse({ project_id: [project_id], status: OPEN_STATUSES, ordering: 'due_at', limit: MOST })
  const { items } = await ctx.see(listTasks, wish)
  const here = hereOf(ctx)
  const text = ctx.t(items.length === 0 ? 'bot-project-empty' : 'bot-project', {
    name: escapeHtml(project.name),
    ...countGroups(items, here),
  })
  return { text, lines: sorted(items, here).map((task) => lineOf(task, here)) }
}

import type { Context } from 'grammy'
import { CreateTask } from '../../backend/features/tasks/contract.ts'
import { createTask } from '../../backend/features/tasks/create-task.ts'
import { sayMoment } from '../../backend/texts/moments.ts'
import type { Locale } from '../../backend/texts/texts.ts'
import { textOfProblem } from '../core/refusals.ts'
import { act, choice, look, openScreen, type Screen, type Talk } from '../core/talk.ts'
import { escapeHtml, type Here } from '../core/texts.ts'
import { askAssignee, askDue, askPriority, askProject, askTitle, type Draft, type Step } from './new-task-steps.ts'
import { cardOf, hereOf } from './show-task.ts'

const STEPS: Step[] = [askTitle, askProject, askAssignee, askDue, askPriority]

/** The guided way to a task. It only asks; what it makes, it makes through `act`. */
export async function newTask(talk: Talk, ctx: Context, { locale, ...given }: { locale: Locale } & Draft) {
  const screen = openScreen(talk, ctx, locale)
  let draft: Draft = given
  let at = given.title === undefined ? 0 : 1
  while (at < STEPS.length) {
    const learnt = await STEPS[at]?.(talk, screen, draft)
    if (learnt === 'cancel' || learnt === undefined) return screen.show(screen.t('bot-cancelled'), [])
    if (learnt !== 'back') draft = { ...draft, ...learnt }
    at = learnt === 'back' ? before(at, draft) : at + 1
    if (at === STEPS.length && (await confirm(talk, screen, draft)) === 'back') at = before(at, draft)
  }
}

/** The step before this one that asks something. */
function before(at: number, { project }: Draft): number {
  const step = Math.max(0, at - 1)
  return STEPS[step] === askAssignee && !project ? step - 1 : step
}

/** Shows what will be made and makes it; a refusal is told and nothing typed is lost. */
async function confirm(talk: Talk, screen: Screen, draft: Draft): Promise<'back' | 'end'> {
  const rows = [
    [choice(screen.t('bot-button-create'), 'create')],
    [choice(screen.t('bot-button-back'), 'back'), choice(screen.t('bot-button-cancel'), 'cancel')],
  ]
  const summary = await look(talk, (ctx) => Promise.resolve(summaryOf(screen, draft, hereOf(ctx))))
  let text = summary
  for (;;) {
    await screen.show(text, rows)
    const { pressed } = await screen.reply()
    if (pressed === 'back') return 'back'
    if (pressed === 'cancel') {
      await screen.show(screen.t('bot-cancelled'), [])
      return 'end'
    }
    if (pressed !== 'create') continue
    const { result, refused } = await act(talk, async (ctx) => {
      const task = await ctx.run(createTask, wishOf(draft, ctx.actor.user_id))
      return cardOf(ctx, task)
    })
    if (result) {
      await screen.show(result.text, result.rows)
      return 'end'
    }
    const { locale } = await look(talk, (ctx) => Promise.resolve(hereOf(ctx)))
    text = `${summary}\n\n${escapeHtml(textOfProblem(locale, refused))}`
  }
}

function wishOf({ title, project, assignee, due_at, priority }: Draft, me: number): CreateTask {
  const assigned_to = assignee ? [assignee.id] : project ? [] : [me]
  return CreateTask.parse({ title, assigned_to, due_at, priority, ...(project && { project_id: project.id }) })
}

function summaryOf({ t }: Screen, draft: Draft, here: Here): string {
  return [
    t('bot-new-confirm'),
    '',
    `<b>${escapeHtml(draft.title ?? '')}</b>`,
    escapeHtml(t('bot-card-project', { name: draft.project?.name ?? t('bot-new-project-own') })),
    ...(draft.assignee ? [escapeHtml(t('bot-card-assignees', { names: draft.assignee.name }))] : []),
    ...(draft.due_at ? [escapeHtml(t('bot-card-due', { when: sayMoment(draft.due_at, here) }))] : []),
    escapeHtml(t('bot-card-priority', { priority: t(`priority-${draft.priority ?? 'medium'}`) })),
  ].join('\n')
}

import { systemActor } from '../core/actor.ts'
import { makeContext, type Context } from '../core/context.ts'
import { Problem } from '../core/errors.ts'
import { createProject } from '../features/projects/create-project.ts'
import { deleteProject } from '../features/projects/delete-project.ts'
import { CreateProject } from '../features/projects/contract.ts'
import { removeProjectMember } from '../features/projects/remove-project-member.ts'
import { setProjectMember } from '../features/projects/set-project-member.ts'
import { updateProject } from '../features/projects/update-project.ts'
import { VISIBILITIES, PROJECT_ROLES } from '../features/projects/values.ts'
import { addReminder } from '../features/reminders/add-reminder.ts'
import { fireReminders } from '../features/reminders/fire-reminders.ts'
import { CreateTask } from '../features/tasks/contract.ts'
import { createTask } from '../features/tasks/create-task.ts'
import { deleteTask } from '../features/tasks/delete-task.ts'
import { finishTask } from '../features/tasks/finish-task.ts'
import { markOverdue } from '../features/tasks/mark-overdue.ts'
import { moveTask } from '../features/tasks/move-task.ts'
import { snoozeTask } from '../features/tasks/snooze-task.ts'
import { updateTask } from '../features/tasks/update-task.ts'
import { STATUSES } from '../features/tasks/values.ts'
import { wakeSnoozed } from '../features/tasks/wake-snoozed.ts'
import { acceptInvite } from '../features/teams/accept-invite.ts'
import { changeRole } from '../features/teams/change-role.ts'
import { createInvite } from '../features/teams/create-invite.ts'
import { leaveTeam } from '../features/teams/leave-team.ts'
import { removeMember } from '../features/teams/remove-member.ts'
import { updateTeam } from '../features/teams/update-team.ts'
import { TEAM_ROLES } from '../features/teams/values.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** Steps that people and jobs take at random, as far as they may: what is refused is passed over. */
export function randomWalk(world: World, people: Context[], random: Random) {
  const house = makeContext(world.house, systemActor)
  const { read } = world.database
  const idsOf = async (table: 'tasks' | 'projects' | 'users' | 'boards') =>
    (await read.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id)
  const task = async () => random.pick(await idsOf('tasks'))
  const project = async () => random.pick(await idsOf('projects'))
  const user = () => random.pick(people).actor.user_id
  const team_ids = [world.home.team.id, world.foreign.team.id]
  const later = (minutes: number) => new Date(Date.parse(world.house.now()) + minutes * 60_000).toISOString()
  let count = 0

  const steps: ((who: Context) => Promise<unknown>)[] = [
    async (who) => {
      const wish = { title: `n${++count}`, project_id: await project(), labels: [random.pick(['a', 'b'])] }
      const assigned_to = random.chance(0.5) ? [user()] : []
      const due_at = random.chance(0.5) ? later(random.pick([30, 90, 200])) : null
      return createTask(who, CreateTask.parse({ ...wish, assigned_to, due_at }))
    },
    async (who) => updateTask(who, { task_id: await task(), title: `n${++count}`, assigned_to: [user()] }),
    async (who) => updateTask(who, { task_id: await task(), project_id: await project() }),
    async (who) => updateTask(who, { task_id: await task(), parent_id: await task() }),
    async (who) => updateTask(who, { task_id: await task(), due_at: later(random.pick([10, 90])), labels: ['c'] }),
    async (who) => moveTask(who, { task_id: await task(), status: random.pick(STATUSES) }),
    async (who) => finishTask(who, { task_id: await task() }),
    async (who) => deleteTask(who, { task_id: await task() }),
    async (who) => snoozeTask(who, { task_id: await task(), until: later(20), reason: null }),
    async (who) => addReminder(who, { task_id: await task(), remind_at: later(random.pick([5, 15])) }),
    async (who) => updateProject(who, { project_id: await project(), visibility: random.pick(VISIBILITIES) }),
    async (who) => updateProject(who, { project_id: await project(), name: `p${++count}` }),
    async (who) =>
      setProjectMember(who, { project_id: await project(), user_id: user(), role: random.pick(PROJECT_ROLES) }),
    async (who) => removeProjectMember(who, { project_id: await project(), user_id: user() }),
    async (who) => createProject(who, CreateProject.parse({ team_id: random.pick(team_ids), name: `p${++count}` })),
    async (who) => (random.chance(0.3) ? deleteProject(who, { project_id: await project() }) : undefined),
    async (who) => updateTeam(who, { team_id: random.pick(team_ids), name: `t${++count}` }),
    async (who) => changeRole(who, { team_id: random.pick(team_ids), user_id: user(), role: random.pick(TEAM_ROLES) }),
    async (who) => removeMember(who, { team_id: random.pick(team_ids), user_id: user() }),
    async (who) => leaveTeam(who, { team_id: random.pick(team_ids) }),
    () => join(world, random, random.pick(people)),
    () => join(world, random, random.pick(people)),
    async () => {
      world.wait(random.pick([5, 40]) * 60_000)
      await wakeSnoozed(house, { limit: 100 })
      await markOverdue(house, { limit: 100 })
      await fireReminders(house, { limit: 100 })
    },
  ]

  return async () => {
    world.wait(1)
    const who = random.chance(1 / 2) ? random.pick([world.vera, world.foma]) : random.pick(people)
    await asFarAsAllowed(random.pick(steps)(who))
  }
}

async function join(world: World, random: Random, who: Context) {
  const { team, leader } = random.pick([
    { team: world.home.team, leader: world.vera },
    { team: world.foreign.team, leader: world.foma },
  ])
  const { token } = await createInvite(leader, {
    team_id: team.id,
    role: random.pick(['member', 'guest', 'manager']),
    uses: 1,
  })
  world.wait(1)
  await acceptInvite(who, { token })
}

async function asFarAsAllowed(step: Promise<unknown>) {
  await step.catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error
  })
}

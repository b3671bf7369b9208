import type { Page } from 'playwright-core'
import { createInvite } from '../backend/features/teams/create-invite.ts'
import { actAs, ANNA, findTask, GLEB, loginLink, NINA, VERA, type Stage } from './stage.ts'

/** The words a scene needs to find its way, and who plays in it. */
const RUSSIAN = {
  locale: 'ru-RU',
  somebody: ANNA,
  newcomer: NINA,
  task: 'Сверстать страницу заказа',
  another: 'Тексты для карты лояльности',
  member: 'Борис Ким',
  new_task: 'Новая задача',
  title: 'Название',
  typed: 'Заказать стаканы с логотипом',
  create: 'Создать',
  invite: 'Пригласить',
  make_link: 'Сделать ссылку',
  move: 'Переместить',
  people: 'Исполнитель',
  snooze: 'Отложить',
  history: 'Что происходило',
  remind: 'Напомнить мне',
  new_project: 'Новый проект',
  new_team: 'Новая команда',
}
const ENGLISH: typeof RUSSIAN = {
  locale: 'en-GB',
  somebody: VERA,
  newcomer: GLEB,
  task: 'Print the flyers',
  another: 'Book the stage',
  member: 'Gleb',
  new_task: 'New task',
  title: 'Title',
  typed: 'Order cups with the logo',
  create: 'Create',
  invite: 'Invite',
  make_link: 'Make a link',
  move: 'Move to',
  people: 'Assignee',
  snooze: 'Snooze',
  history: 'What happened',
  remind: 'Remind me',
  new_project: 'New project',
  new_team: 'New team',
}

export type Words = typeof RUSSIAN
export const LANGUAGES: Record<'ru' | 'en', Words> = { ru: RUSSIAN, en: ENGLISH }

export interface Props {
  stage: Stage
  words: Words
}

export interface Scene {
  name: string
  /** Seen by somebody who has nothing yet, or who is not signed in. */
  by?: 'newcomer' | 'nobody'
  path: (props: Props) => string | Promise<string>
  /** Comes to what there is to see. */
  act?: (page: Page, words: Words) => Promise<unknown>
  /** Ends what would disturb the next scene. */
  after?: (page: Page) => Promise<unknown>
}

const taskOf = ({ stage, words }: Props) => findTask(stage.demo, words.task)
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).waitFor()
const offline = (page: Page, yes: boolean) => page.context().setOffline(yes)

const toMyDay = () => '/my-day'
const toBoard = async (props: Props) => `/boards/${(await taskOf(props)).board_id}`
const toTask = async (props: Props) => `/tasks/${(await taskOf(props)).id}`
const toProject = async (props: Props) => `/projects/${(await taskOf(props)).project_id}`
const toTeam = async (props: Props) => `/teams/${(await taskOf(props)).team_id}`

async function toInvitation(props: Props): Promise<string> {
  const { team_id } = await taskOf(props)
  const host = await actAs(props.stage.demo, props.words.somebody)
  return `/invite#t=${(await createInvite(host, { team_id, role: 'member', uses: 1 })).token}`
}

async function write(page: Page, { new_task, title, typed }: Words) {
  await button(page, new_task).click()
  await page.getByRole('textbox', { name: title }).fill(typed)
}

/** Every screen of the Mini App, in the states people meet. */
export const SCENES: Scene[] = [
  { name: 'my-day', path: toMyDay, act: (page, { another }) => page.getByRole('main').getByText(another).waitFor() },
  { name: 'my-day-empty', by: 'newcomer', path: toMyDay, act: (page) => page.locator('.empty').waitFor() },
  { name: 'new-task', path: toMyDay, act: write, after: (page) => page.keyboard.press('Escape') },
  { name: 'projects', path: () => '/projects', act: heading },
  { name: 'new-project', path: () => '/projects', act: (page, w) => button(page, w.new_project).last().click() },
  { name: 'new-team', path: () => '/projects', act: (page, w) => button(page, w.new_team).click() },
  { name: 'project', path: toProject, act: (page, { member }) => page.getByText(member).first().waitFor() },
  { name: 'board', path: toBoard, act: (page, { task }) => page.getByRole('link', { name: task }).waitFor() },
  {
    name: 'move',
    path: toBoard,
    act: (page, { move, task }) => button(page, `${move}: ${task}`).click(),
  },
  { name: 'task', path: toTask, act: (page, { history }) => button(page, history).click() },
  { name: 'task-people', path: toTask, act: (page, w) => page.getByRole('button', { name: w.people }).click() },
  { name: 'task-snooze', path: toTask, act: (page, w) => button(page, w.snooze).click() },
  { name: 'task-remind', path: toTask, act: (page, w) => button(page, w.remind).click() },
  { name: 'team', path: toTeam, act: (page, { member }) => page.getByText(member).first().waitFor() },
  { name: 'member', path: toTeam, act: (page, w) => page.getByRole('button', { name: w.member }).click() },
  { name: 'invite', path: toTeam, act: (page, { invite }) => button(page, invite).click() },
  {
    name: 'invite-link',
    path: toTeam,
    act: async (page, { invite, make_link }) => {
      await button(page, invite).click()
      await button(page, make_link).click()
      await page.getByRole('dialog').locator('input').first().waitFor()
    },
  },
  { name: 'invitation', by: 'newcomer', path: toInvitation, act: (page) => page.locator('.empty').waitFor() },
  { name: 'notifications', path: () => '/notifications', act: heading },
  { name: 'notifications-empty', by: 'newcomer', path: () => '/notifications', act: heading },
  { name: 'settings', path: () => '/settings', act: heading },
  { name: 'login', by: 'nobody', path: () => '/login', act: (page) => page.locator('ol').waitFor() },
  {
    name: 'login-link',
    by: 'nobody',
    path: async ({ stage, words }) => (await loginLink(stage.demo, words.somebody)).slice(stage.demo.url.length),
    act: (page) => page.getByRole('main').getByRole('button').waitFor(),
  },
  { name: 'error-board', path: () => '/boards/999999', act: (page) => page.locator('.empty').waitFor() },
  { name: 'error-task', path: () => '/tasks/999999', act: (page) => page.locator('.empty').first().waitFor() },
  { name: 'error-page', path: () => '/nowhere', act: (page) => page.locator('.empty').waitFor() },
  {
    name: 'offline',
    path: toMyDay,
    act: async (page, words) => {
      await button(page, words.new_task).waitFor()
      await offline(page, true)
      await write(page, words)
      await button(page, words.create).click()
      await page.locator('.unsent').waitFor()
    },
    after: (page) => offline(page, false),
  },
]

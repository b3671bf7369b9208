import { expect, test } from 'vitest'
import { readQuery, searchText, spellQuery } from '../../core/search-text.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { CreateComment } from '../messages/contract.ts'
import { createComment } from '../messages/create-comment.ts'
import { deleteComment } from '../messages/delete-comment.ts'
import { CreateTask, ListTasks } from '../tasks/contract.ts'
import { createTask } from '../tasks/create-task.ts'
import { listTasks } from '../tasks/list-tasks.ts'
import { Search } from './contract.ts'
import { search } from './search.ts'

const TITLES = [
  'Договоры с клиентами',
  'Отчёт за квартал',
  'Позвонить Ане',
  'Running the notifications',
  'Красный зонт и белый кот',
  'Счёт 12345 оплатить',
]

async function filledWorld() {
  const world = await makeWorld()
  const project_id = world.home.project.id
  for (const title of TITLES) await createTask(world.vera, CreateTask.parse({ title, project_id }))
  return world
}

const find = async (who: World['vera'], q: string, more: object = {}) =>
  (await search(who, Search.parse({ q, ...more }))).items
const titles = async (who: World['vera'], q: string) => (await find(who, q)).map(({ title }) => title)

test('words are found in any form, begun, with ё or е, as phrases and with one letter wrong: alike on both engines', async () => {
  const { vera } = await filledWorld()
  const cases: [string, string[]][] = [
    ['договор клиента', ['Договоры с клиентами']],
    ['отчета', ['Отчёт за квартал']],
    ['отчёты кварталов', ['Отчёт за квартал']],
    ['позв', ['Позвонить Ане']],
    ['notificati', ['Running the notifications']],
    ['run notification', ['Running the notifications']],
    ['"белый кот"', ['Красный зонт и белый кот']],
    ['"кот белый"', []],
    ['«красный зонт» кот', ['Красный зонт и белый кот']],
    ['дагавор', []],
    ['даговор', ['Договоры с клиентами']],
    ['договро', ['Договоры с клиентами']],
    ['notifcation', ['Running the notifications']],
    ['12345', ['Счёт 12345 оплатить']],
    ['12344', []],
    ['кит', []],
    ['?!', []],
    ['") OR ("кот', []],
  ]

  for (const [q, expected] of cases) expect([q, await titles(vera, q)]).toEqual([q, expected])
})

test('the filter of tasks finds the same', async () => {
  const { vera } = await filledWorld()
  const list = async (q: string) => (await listTasks(vera, ListTasks.parse({ q }))).items.map(({ title }) => title)

  expect(await list('договорам')).toEqual(['Договоры с клиентами'])
  expect(await list('квортал')).toEqual(['Отчёт за квартал'])
  expect(await list('"за квартал"')).toEqual(['Отчёт за квартал'])
  expect(await list('зебра')).toEqual([])
})

test('projects, tasks and comments are found, only those one sees, and no deleted ones', async () => {
  const world = await filledWorld()
  const ivan = await world.join('ivan', 'member')
  const hidden = await world.addProject('Зебра', 'members')
  const task = await createTask(world.vera, CreateTask.parse({ title: 'Полосы', project_id: hidden.id }))
  const said = await createComment(
    world.vera,
    CreateComment.parse({ task_id: task.id, content: 'Где наша **зебра**?' }),
  )

  expect(await find(world.vera, 'зебры')).toEqual([
    {
      kind: 'project',
      id: hidden.id,
      title: 'Зебра',
      excerpt: '',
      team_id: hidden.team_id,
      project_id: hidden.id,
      task_id: null,
    },
    {
      kind: 'comment',
      id: said.id,
      title: 'Полосы',
      excerpt: 'Где наша **зебра**?',
      team_id: hidden.team_id,
      project_id: hidden.id,
      task_id: task.id,
    },
  ])
  expect(await find(ivan, 'зебра')).toEqual([])
  await deleteComment(world.vera, { comment_id: said.id })
  expect((await find(world.vera, 'зебра')).map(({ kind }) => kind)).toEqual(['project'])
})

test('of a long query only the first words are forgiven, so that none takes long', async () => {
  const { vera } = await filledWorld()

  expect(await titles(vera, 'красный зонт белый кат')).toEqual([])
  expect(await titles(vera, 'красный зонт балый кот')).toEqual(['Красный зонт и белый кот'])
  expect(await titles(vera, 'красный зонт и белый красный балый')).toEqual([])
})

test('pages go through all kinds, each thing once', async () => {
  const world = await makeWorld()
  const project = await world.addProject('Сад')
  for (const title of ['Сад раз', 'Сад два', 'Сад три'])
    await createTask(world.vera, CreateTask.parse({ title, project_id: project.id }))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await search(world.vera, Search.parse({ q: 'сады', limit: 2, ...(cursor && { cursor }) }))
    seen.push(...page.items.map(({ title }) => title))
    cursor = page.next ?? undefined
  } while (cursor)

  expect(seen).toEqual(['Сад', 'Сад три', 'Сад два', 'Сад раз'])
})

test('a long text is kept once in words and once in stems, and a query of only signs is none', () => {
  expect(searchText('Ёлки, ёлки!', 'Зелёные')).toBe('елки елки ё зеленые ё елк зелен')
  expect(readQuery('…')).toBeUndefined()
  expect(spellQuery(readQuery('белый "кот спит"') ?? [])).toBe('("белый"* OR "бел") AND ("кот" + "спит")')
})

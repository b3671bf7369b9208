import { expect, test } from 'vitest'
import { parentOf, readPath, readPlace } from './routes.ts'
import { pathOfStartParam } from './start-param.ts'

test('every address names its page, with or without a slash at the end', () => {
  expect(readPath('/')).toEqual({ name: 'my_day' })
  expect(readPath('/my-day/')).toEqual({ name: 'my_day' })
  expect(readPath('/projects/3')).toEqual({ name: 'project', project_id: 3 })
  expect(readPath('/boards/4/')).toEqual({ name: 'board', board_id: 4 })
  expect(readPath('/teams/5')).toEqual({ name: 'team', team_id: 5 })
  expect(readPath('/invite')).toEqual({ name: 'invite' })
  expect(readPath('/boards/four')).toEqual({ name: 'unknown' })
})

test('a task lies over the page one came from, or over My tasks', () => {
  expect(readPlace('/tasks/12', '/boards/4')).toEqual({ page: { name: 'board', board_id: 4 }, task_id: 12 })
  expect(readPlace('/tasks/12', undefined)).toEqual({ page: { name: 'my_day' }, task_id: 12 })
  expect(readPlace('/tasks/-5', undefined).task_id).toBe(-5)
})

test('back leads up where nothing lies behind', () => {
  expect(parentOf('/boards/4')).toBe('/projects')
  expect(parentOf('/tasks/12')).toBe('/my-day')
  expect(parentOf('/my-day')).toBeUndefined()
})

test('a startapp word leads to its page, and an odd one nowhere', () => {
  expect(pathOfStartParam('task_12')).toBe('/tasks/12')
  expect(pathOfStartParam('project_3')).toBe('/projects/3')
  expect(pathOfStartParam('board_4')).toBe('/boards/4')
  expect(pathOfStartParam('invite_abcdefghijklmnopqrstuv')).toBe('/invite#t=abcdefghijklmnopqrstuv')
  expect(pathOfStartParam('task_12/../../login')).toBeUndefined()
})

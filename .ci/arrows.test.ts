import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findWrongArrows } from './arrows.ts'

/** The arrows in a house of which only these files stand. */
function wrongIn(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'dela-house-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return findWrongArrows(root)
}

const task = (file: string) => `backend/features/tasks/${file}`

const FORBIDDEN: [sentence: string, file: string, line: string][] = [
  ['a feature knows no door', task('move-task.ts'), "import { app } from '../../http/app.ts'"],
  ['a feature knows no socket', task('move-task.ts'), "import type { Rooms } from '../../realtime/rooms.ts'"],
  ['a feature knows no job', task('steps.ts'), "import { wake } from '../../jobs/schedule.ts'"],
  ['a feature knows no bot', task('move-task.ts'), "import { bot } from '../../../bot/bot.ts'"],
  ['a feature knows no Mini App', task('present.ts'), "import '../../../miniapp/src/core/api.ts'"],
  ['a feature knows no Koa', task('routes.ts'), "import type { Context } from 'koa'"],
  ['a feature knows no grammY', task('move-task.ts'), "import { InlineKeyboard } from 'grammy'"],
  ['a feature knows no Socket.IO', task('steps.ts'), "import type { Server } from 'socket.io'"],
  ['a feature knows no Svelte', task('queries.ts'), "import { writable } from 'svelte/store'"],
  ['a feature does not read the configuration', task('move-task.ts'), "import type { Config } from '../../config.ts'"],
  ['an operation calls no other of its own feature', task('move-task.ts'), "import { addTask } from './add-task.ts'"],
  ['an operation calls none of another feature', task('move-task.ts'), "export * from '../teams/join-team.ts'"],
  ['an operation is not even loaded late', task('move-task.ts'), "export const late = () => import('./add-task.ts')"],
  ["an operation leaves another feature's tables alone", task('move-task.ts'), "import '../teams/table.ts'"],
  ['reads do not write', task('queries.ts'), "import { placeTask } from './steps.ts'"],
  ['routes hold no SQL', task('routes.ts'), "import { sql } from 'kysely'"],
  ['routes do not query', task('routes.ts'), "import { findTask } from './queries.ts'"],
  ['routes do not write', task('routes.ts'), "import { placeTask } from './steps.ts'"],
  ['http holds no SQL', 'backend/http/app.ts', "import type { Kysely } from 'kysely'"],
  ['http does not query', 'backend/http/app.ts', "import { findTask } from '../features/tasks/queries.ts'"],
  ['http knows no bot', 'backend/http/app.ts', "import { bot } from '../../bot/bot.ts'"],
  ['sockets do not write', 'backend/realtime/rooms.ts', "import { placeTask } from '../features/tasks/steps.ts'"],
  ['a job knows no row type of a feature', 'backend/jobs/overdue.ts', "import '../features/tasks/table.ts'"],
  ['the bot holds no SQL', 'bot/tasks/buttons.ts', "import pg from 'pg'"],
  [
    'the bot does not query',
    'bot/tasks/buttons.ts',
    "import { findTask } from '../../backend/features/tasks/queries.ts'",
  ],
  ['the bot knows no http', 'bot/core/identify.ts', "import { app } from '../../backend/http/app.ts'"],
  ['core knows no feature', 'backend/core/mutate.ts', "import '../features/tasks/contract.ts'"],
  ['core runs nothing of the schema', 'backend/core/mutate.ts', "import { tables } from '../schema.ts'"],
  ['a contract asks for nothing but zod', task('contract.ts'), "import { DateTime } from 'luxon'"],
  ['a contract knows no table', task('contract.ts'), "import type { TaskTable } from './table.ts'"],
  ['values import nothing', task('values.ts'), "import type { Task } from './contract.ts'"],
  ['values need no package', task('values.ts'), "import { z } from 'zod'"],
  ['a policy takes types only', task('policy.ts'), "import { Task } from './contract.ts'"],
  ['a policy asks no database', task('policy.ts'), "import { findTask } from './queries.ts'"],
  ['a policy throws no errors', task('policy.ts'), "import { allow } from '../../core/errors.ts'"],
  [
    'the Mini App takes types of a contract only',
    'miniapp/src/tasks/tasks.ts',
    `import { Task } from '../../../${task('contract.ts')}'`,
  ],
  [
    'an inline type still loads the contract',
    'miniapp/src/a.ts',
    `import { type Task } from '../../${task('contract.ts')}'`,
  ],
  ['the Mini App has no zod', 'miniapp/src/core/api.ts', "import { z } from 'zod'"],
  ['the Mini App runs in no Node', 'miniapp/src/core/api.ts', "import { join } from 'node:path'"],
  ['the Mini App knows no operation', 'miniapp/src/a.ts', `import type { x } from '../../${task('move-task.ts')}'`],
  [
    'a component is watched too',
    'miniapp/src/Card.svelte',
    `<script lang="ts">\nimport { z } from 'zod'\n</script>\n<p></p>`,
  ],
  ['the product knows no test', task('move-task.ts'), "import { makeWorld } from '../../testing/world.ts'"],
  ['the product knows no sandbox', 'backend/main.ts', "import { startTelegram } from '../sandbox/telegram/server.ts'"],
  [
    'a migration outlives the features it was written for',
    'migrations/0001_start.ts',
    `import '../${task('values.ts')}'`,
  ],
  ['nobody but the starters reaches every floor', 'backend/jobs/schedule.ts', "import { bot } from '../../bot/bot.ts'"],
  ['what stands nowhere is noticed', 'backend/helpers.ts', ''],
]

test.each(FORBIDDEN)('%s', (_sentence, file, line) => {
  expect(wrongIn({ [file]: line })).toEqual([expect.stringContaining(file)])
})

const ALLOWED: [sentence: string, file: string, line: string][] = [
  [
    'an operation has its policy, queries and steps',
    task('move-task.ts'),
    "import './policy.ts'; import './queries.ts'; import './steps.ts'",
  ],
  ["and another feature's queries", task('move-task.ts'), "import { findMember } from '../teams/queries.ts'"],
  [
    'routes name operations',
    task('routes.ts'),
    "import { moveTask } from './move-task.ts'; import { Task } from './contract.ts'",
  ],
  [
    'http has Koa, routes and core',
    'backend/http/app.ts',
    "import Koa from 'koa'; import '../features/routes.ts'; import '../core/errors.ts'",
  ],
  [
    'core names the schema by type',
    'backend/core/database.ts',
    "import type { Schema } from '../schema.ts'; import pg from 'pg'",
  ],
  [
    'a contract is built from zod and values',
    task('contract.ts'),
    "import { z } from 'zod'; import { STATUSES } from './values.ts'",
  ],
  [
    'the bot calls operations',
    'bot/tasks/buttons.ts',
    `import { moveTask } from '../../${task('move-task.ts')}'; import 'grammy'`,
  ],
  [
    'the Mini App takes types, values and policies',
    'miniapp/src/a.ts',
    `import type { T } from '../../${task('contract.ts')}'; import '../../${task('policy.ts')}'`,
  ],
  [
    'a component may use Svelte',
    'miniapp/src/Card.svelte',
    `<script lang="ts">\nimport { fade } from 'svelte/transition'\n</script>`,
  ],
  [
    'the starters reach every floor',
    'backend/main.ts',
    "import '../bot/bot.ts'; import './http/app.ts'; import { sql } from 'kysely'",
  ],
  ['a worker too', 'backend/jobs/worker.ts', "import '../features/tasks/queries.ts'; import '../../bot/bot.ts'"],
  [
    'a test reaches what it needs',
    task('move-task.test.ts'),
    "import { makeWorld } from '../../testing/world.ts'; import './add-task.ts'",
  ],
]

test.each(ALLOWED)('%s', (_sentence, file, line) => {
  expect(wrongIn({ [file]: line })).toEqual([])
})

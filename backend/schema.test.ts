import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makeWorld } from './testing/world.ts'

const source = readFileSync(join(import.meta.dirname, 'schema.ts'), 'utf8')
const VIEWS = ['project_access']
const NOT_OURS = /^(sqlite_|kysely_|task_search|message_search|socket_io_attachments)/

function tablesOf(name: string): string[] {
  const [, body = ''] = new RegExp(`interface ${name} \\{([^}]*)\\}`).exec(source) ?? []
  return [...body.matchAll(/^ {2}(\w+):/gm)].map(([, table = '']) => table)
}

test('what operations change and what the machine keeps are different tables', () => {
  const [product, machine] = [tablesOf('ProductTables'), tablesOf('MachineTables')]

  expect(product).toContain('tasks')
  expect(machine).toContain('outbox')
  expect(product.filter((table) => machine.includes(table))).toEqual([])
})

test('the two lists name every table there is, and no other', async () => {
  const { read, engine } = (await makeWorld()).database
  const catalogue = {
    sqlite: sql<{ name: string }>`(select name from sqlite_master where type = 'table')`,
    postgres: sql<{ name: string }>`(select tablename as name from pg_tables where schemaname = 'public')`,
  }[engine]

  const made = (await read.selectFrom(catalogue.as('made')).select('made.name').execute()).map(({ name }) => name)

  const listed = [...tablesOf('ProductTables'), ...tablesOf('MachineTables')].filter((name) => !VIEWS.includes(name))
  expect(made.filter((name) => !NOT_OURS.test(name)).toSorted()).toEqual(listed.toSorted())
})

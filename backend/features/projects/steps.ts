import type { Selectable } from 'kysely'
import type { Writer } from '../../core/database.ts'
import { firstPositions } from '../../core/position.ts'
import { translate, type Locale } from '../../texts/texts.ts'
import type { SharedProject } from './contract.ts'
import type { ProjectsTable } from './table.ts'
import { FIRST_COLUMNS, type Movers, type ProjectStatus, type Visibility } from './values.ts'

interface NewProject {
  team_id: number
  name: string
  client: string | null
  description: string
  status: ProjectStatus
  visibility: Visibility
  movers: Movers
  created_by: number
}

/** A project with one board, whose columns are named in the language of its maker. */
export async function makeProject(
  write: Writer,
  project: NewProject,
  { at, locale }: { at: string; locale: Locale },
): Promise<SharedProject> {
  const row = await write
    .insertInto('projects')
    .values({ ...project, created_at: at, updated_at: at })
    .returningAll()
    .executeTakeFirstOrThrow()
  await makeBoard(
    write,
    { project_id: row.id, team_id: row.team_id, name: translate(locale, 'board-first-name') },
    { at, locale },
  )
  return shareProject(write, row)
}

export async function makeBoard(
  write: Writer,
  board: { project_id: number; team_id: number; name: string },
  { at, locale }: { at: string; locale: Locale },
): Promise<{ id: number }> {
  const last = await write
    .selectFrom('boards')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('project_id', '=', board.project_id)
    .executeTakeFirstOrThrow()
  const position = firstPositions(last.count + 1)[last.count] ?? 'a0'
  const row = await write
    .insertInto('boards')
    .values({ ...board, position, created_at: at, updated_at: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  const positions = firstPositions(FIRST_COLUMNS.length)
  await write
    .insertInto('columns')
    .values(
      FIRST_COLUMNS.map((status, index) => ({
        board_id: row.id,
        name: translate(locale, `status-${status}`),
        status,
        position: positions[index] ?? '',
        wip_limit: null,
        created_at: at,
        deleted_at: null,
      })),
    )
    .execute()
  return row
}

/** A project as everybody who sees it sees it. */
export async function shareProject(
  db: Pick<Writer, 'selectFrom'>,
  row: Selectable<ProjectsTable>,
): Promise<SharedProject> {
  const boards = await db
    .selectFrom('boards')
    .select(['id', 'name'])
    .where('project_id', '=', row.id)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const { created_by: _, ...project } = row
  return { ...project, boards }
}

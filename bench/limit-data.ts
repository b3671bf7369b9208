import BetterSqlite3 from 'better-sqlite3'
import type { Town } from './ours-data.ts'
import { sampleTasks, SIZES } from './sample.ts'

const COLUMNS = ['backlog', 'todo', 'in_progress', 'review', 'done']

/** The same tasks in the smallest schema that can show a board; the last two boards are for making and moving. */
export function fillLimit(file: string): Omit<Town, 'sessions'> {
  const boards = (SIZES.projects + 1) * SIZES.boards_per_project
  const db = new BetterSqlite3(file)
  db.pragma('journal_mode = WAL')
  db.exec(`
    create table people (id integer primary key, name text not null);
    create table boards (id integer primary key, name text not null);
    create table columns (id integer primary key, board_id integer not null, name text not null);
    create index columns_board on columns (board_id);
    create table labels (id integer primary key, name text not null);
    create table tasks (
      id integer primary key, board_id integer not null, column_id integer not null, position integer not null, title text not null,
      description text not null, status text not null, creator_id integer not null, assignee_id integer not null,
      version integer not null, created_at text not null, updated_at text not null);
    create index tasks_board on tasks (board_id, column_id, position);
    create table task_labels (task_id integer not null, label_id integer not null, primary key (task_id, label_id)) without rowid;`)
  const add = (table: string, count: number) =>
    db.prepare(
      `insert into ${table} values ${Array.from({ length: count }, () => '(?)')
        .join()
        .replaceAll('?', '?, ?')}`,
    )
  const named = (word: string, count: number) =>
    Array.from({ length: count }, (_, index) => [index + 1, `${word} ${index}`])
  const addTask = db.prepare(
    'insert into tasks (board_id, column_id, position, title, description, status, creator_id, assignee_id, version, created_at, updated_at)' +
      ' values (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)',
  )
  const addColumn = db.prepare('insert into columns (board_id, name) values (?, ?)')
  const addLabel = db.prepare('insert into task_labels values (?, ?)')
  const at = new Date().toISOString()
  db.transaction(() => {
    add('people', SIZES.people).run(named('Person', SIZES.people).flat())
    add('labels', SIZES.labels).run(named('label', SIZES.labels).flat())
    add('boards', boards).run(named('Board', boards).flat())
    for (let board_id = 1; board_id <= boards; board_id++) {
      const columns = COLUMNS.map((name) => Number(addColumn.run(board_id, name).lastInsertRowid))
      for (const [position, task] of sampleTasks(board_id - 1, columns.length).entries()) {
        const { title, description } = task
        const place = [board_id, columns[task.column], position, title, description, COLUMNS[task.column]]
        const { lastInsertRowid } = addTask.run(...place, task.creator + 1, task.assignee + 1, at, at)
        for (const label of task.labels) addLabel.run(lastInsertRowid, label + 1)
      }
    }
  })()
  const moved_tasks = db.prepare('select id from tasks where board_id = ?').pluck().all(boards) as number[]
  db.close()
  const ids = Array.from({ length: SIZES.projects * SIZES.boards_per_project }, (_, index) => index + 1)
  return { boards: ids, board_for_new: boards - 1, board_for_moves: boards, moved_tasks }
}

import type { Changes } from '../../core/contract.ts'
import type { Entry } from '../../entries.ts'
import type { Board, BoardColumn } from './contract.ts'

type Place = Pick<Board, 'team_id' | 'project_id'>

const place = ({ team_id, project_id }: Place) => ({
  stream: `team:${team_id}`,
  audience: `project:${project_id}`,
  refs: { team_id, project_id },
})

export function boardUpdated(board: Board, changes: Changes): Entry {
  return { ...place(board), kind: 'board_updated', changes, board }
}

export function boardDeleted(board: Board): Entry {
  const { id, project_id, version, name } = board
  return {
    ...place(board),
    kind: 'board_deleted',
    changes: { name: { from: name, to: null } },
    board: { id, project_id, version },
  }
}

export function columnCreated(at: Place, column: BoardColumn): Entry {
  return { ...place(at), kind: 'column_created', changes: { name: { from: null, to: column.name } }, column }
}

export function columnUpdated(at: Place, column: BoardColumn, changes: Changes): Entry {
  return { ...place(at), kind: 'column_updated', changes, column }
}

export function columnDeleted(at: Place, { id, board_id, name }: BoardColumn): Entry {
  const changes = { name: { from: name, to: null } }
  return { ...place(at), kind: 'column_deleted', changes, column: { id, board_id } }
}

import type { Board, BoardColumn } from './contract.ts'
import type { BoardRow, ColumnRow } from './queries.ts'

export function shareColumn({ created_at: _, ...column }: ColumnRow): BoardColumn {
  return column
}

export function shareBoard({ counter: _, ...board }: BoardRow): Board {
  return board
}

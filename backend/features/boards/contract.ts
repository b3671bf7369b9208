import { z } from 'zod'
import { Id, oneOf, type Changes } from '../../core/contract.ts'
import { LABEL_COLORS } from '../labels/values.ts'
import { NAME_LENGTH } from '../people/values.ts'
import { Column } from '../projects/contract.ts'
import { WIP_MODES } from '../projects/values.ts'
import { STATUSES } from '../tasks/values.ts'
import { MOST_WIP } from './values.ts'

const Name = z.string().trim().min(1).max(NAME_LENGTH)
const Color = z.enum(LABEL_COLORS).nullable()
const WipLimit = z.int().min(1).max(MOST_WIP).nullable()
const Version = z.int().min(1).optional()

/** A column by itself, with the board it stands on. */
export const BoardColumn = Column.extend({ board_id: z.int(), deleted_at: z.string().nullable() }).meta({
  id: 'BoardColumn',
})
export type BoardColumn = z.infer<typeof BoardColumn>

/** A board by itself: `GET /boards/:board_id` gives what is on it. */
export const Board = z
  .strictObject({
    id: z.int(),
    project_id: z.int(),
    team_id: z.int(),
    name: z.string(),
    position: z.string(),
    version: z.int(),
    created_at: z.string(),
    updated_at: z.string(),
    deleted_at: z.string().nullable(),
  })
  .meta({ id: 'Board' })
export type Board = z.infer<typeof Board>

const Beside = { before_column_id: Id.optional(), after_column_id: Id.optional() }
const oneSide = (input: { before_column_id?: number | undefined; after_column_id?: number | undefined }) =>
  !(input.before_column_id && input.after_column_id)
const BOTH_SIDES = { message: 'before_column_id or after_column_id, not both', path: ['after_column_id'] }

export const CreateColumn = z
  .strictObject({
    board_id: Id,
    name: Name,
    status: oneOf(STATUSES).meta({ description: 'What the cards in it are' }),
    color: Color.default(null),
    wip_limit: WipLimit.default(null),
    wip_mode: oneOf(WIP_MODES).default('warn').meta({ description: 'Whether a full column warns or takes no more' }),
    ...Beside,
  })
  .refine(oneSide, BOTH_SIDES)
export type CreateColumn = z.infer<typeof CreateColumn>

export const UpdateColumn = z
  .strictObject({
    column_id: Id,
    version: Version,
    name: Name.optional(),
    status: oneOf(STATUSES).optional(),
    color: Color.optional(),
    wip_limit: WipLimit.optional(),
    wip_mode: oneOf(WIP_MODES).optional(),
    ...Beside,
  })
  .refine(oneSide, BOTH_SIDES)
export type UpdateColumn = z.infer<typeof UpdateColumn>

export const DeleteColumn = z.strictObject({
  column_id: Id,
  version: Version,
  move_to: Id.optional().meta({ description: 'The column of the same board that takes its cards' }),
})
export type DeleteColumn = z.infer<typeof DeleteColumn>

export const UpdateBoard = z
  .strictObject({
    board_id: Id,
    version: Version,
    name: Name.optional(),
    before_board_id: Id.optional(),
    after_board_id: Id.optional(),
  })
  .refine((input) => !(input.before_board_id && input.after_board_id), {
    message: 'before_board_id or after_board_id, not both',
    path: ['after_board_id'],
  })
export type UpdateBoard = z.infer<typeof UpdateBoard>

export const DeleteBoard = z
  .strictObject({
    board_id: Id,
    version: Version,
    move_to: Id.optional().meta({ description: 'The board of the same project that takes its cards' }),
    trash: z.boolean().default(false).meta({ description: 'Put its cards into the trash' }),
  })
  .refine((input) => !(input.move_to && input.trash), { message: 'move_to or trash, not both', path: ['trash'] })
export type DeleteBoard = z.infer<typeof DeleteBoard>

interface GoneColumn {
  id: number
  board_id: number
}
export type BoardEntry =
  | { kind: 'board_updated'; changes: Changes; board: Board }
  | { kind: 'board_deleted'; changes: Changes; board: { id: number; project_id: number; version: number } }
  | { kind: 'column_created'; changes: Changes; column: BoardColumn }
  | { kind: 'column_updated'; changes: Changes; column: BoardColumn }
  | { kind: 'column_deleted'; changes: Changes; column: GoneColumn }

import type { Writer } from '../../core/database.ts'
import { found } from '../../core/errors.ts'
import { LABEL_COLORS } from './values.ts'

interface KnownLabel {
  id: number
  name: string
}

/** The project's labels for these wishes (ids, or names in any case); a name it does not have yet is made. */
export async function findOrMakeLabels(
  write: Writer,
  project_id: number,
  wishes: (number | string)[],
  at: string,
): Promise<KnownLabel[]> {
  if (wishes.length === 0) return []
  const known = await write.selectFrom('labels').select(['id', 'name']).where('project_id', '=', project_id).execute()
  const wanted = new Map<number, KnownLabel>()
  for (const wish of wishes) {
    let label = known.find(({ id, name }) => (typeof wish === 'number' ? id === wish : isSameName(name, wish)))
    if (!label && typeof wish === 'string') {
      label = await makeLabel(write, { project_id, name: wish, number: known.length }, at)
      known.push(label)
    }
    const { id, name } = found(label, 'label')
    wanted.set(id, { id, name })
  }
  return [...wanted.values()]
}

export async function setTaskLabels(write: Writer, task_id: number, labels: { id: number }[]): Promise<void> {
  await write.deleteFrom('task_labels').where('task_id', '=', task_id).execute()
  if (labels.length === 0) return
  await write
    .insertInto('task_labels')
    .values(labels.map(({ id }) => ({ task_id, label_id: id })))
    .execute()
}

const isSameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

async function makeLabel(
  write: Writer,
  { number, ...label }: { project_id: number; name: string; number: number },
  at: string,
): Promise<KnownLabel> {
  const color = LABEL_COLORS[number % LABEL_COLORS.length] ?? 'blue'
  return write
    .insertInto('labels')
    .values({ ...label, color, created_at: at })
    .returning(['id', 'name'])
    .executeTakeFirstOrThrow()
}

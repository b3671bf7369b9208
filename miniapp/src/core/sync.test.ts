import { expect, test } from 'vitest'
import type { WireEntry } from './entry.ts'
import { Sync, type SyncAnswer } from './sync.ts'
import { makeTask } from './testing.ts'
import { Truth } from './truth.ts'

const entry = (seq: number, task = makeTask({ version: seq })): WireEntry => ({
  stream: 'team:5',
  seq,
  at: '2026-03-01T10:00:00.000Z',
  actor: { id: 3, name: 'Vera' },
  kind: 'task_updated',
  changes: {},
  task,
})

function syncWith(answers: SyncAnswer[], cursor?: string) {
  const asked: (string | undefined)[] = []
  const applied: number[] = []
  const reloaded: string[][] = []
  const kept: string[] = []
  const sync = new Sync(
    {
      ask: (since) => {
        asked.push(since)
        return Promise.resolve(answers.shift() ?? { entries: [], next: since ?? '' })
      },
      apply: ({ seq }) => void applied.push(seq),
      reload: (streams) => Promise.resolve(void reloaded.push(streams)),
      keep: (next) => void kept.push(next),
    },
    cursor,
  )
  return { sync, asked, applied, reloaded, kept }
}

test('the first time it only learns where the streams stand', async () => {
  const { sync, asked, kept } = syncWith([{ entries: [], next: 'team:5@120' }])

  await sync.run()

  expect(asked).toEqual([undefined])
  expect(kept).toEqual(['team:5@120'])
})

test('it goes on until nothing is left, also over a page that holds nothing for this person', async () => {
  const { sync, asked, applied } = syncWith(
    [
      { entries: [entry(121)], next: 'team:5@121' },
      { entries: [], next: 'team:5@700' },
      { entries: [entry(701)], next: 'team:5@701' },
    ],
    'team:5@120',
  )

  await sync.run()

  expect(applied).toEqual([121, 701])
  expect(asked).toEqual(['team:5@120', 'team:5@121', 'team:5@700', 'team:5@701'])
})

test('a gap too long is loaded afresh', async () => {
  const { sync, reloaded } = syncWith([{ entries: [], next: 'team:5@9000', reload: ['team:5'] }], 'team:5@1')

  await sync.run()

  expect(reloaded).toEqual([['team:5']])
})

test('a failed answer leaves the cursor where it was', async () => {
  const sync = new Sync(
    {
      ask: () => Promise.reject(new Error('offline')),
      apply: () => {},
      reload: () => Promise.resolve(),
      keep: () => {},
    },
    'team:5@120',
  )

  await expect(sync.run()).rejects.toThrow('offline')

  expect(sync.cursor).toBe('team:5@120')
})

test('two who ask at once get one run after the other, not two at a time', async () => {
  let running = 0
  let most = 0
  let asks = 0
  const sync = new Sync({
    ask: async () => {
      asks++
      most = Math.max(most, ++running)
      await Promise.resolve()
      running--
      return { entries: [], next: 'team:5@1' }
    },
    apply: () => {},
    reload: () => Promise.resolve(),
    keep: () => {},
  })

  await Promise.all([sync.run(), sync.run(), sync.run()])

  expect({ most, asks }).toEqual({ most: 1, asks: 2 })
})

/** Small and repeatable: the same seed is the same story. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % sides
  }
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'dropped, doubled and shuffled pushes end in the same state as one sync (story %i)',
  async (seed) => {
    const roll = dice(seed)
    const server = new Map<number, ReturnType<typeof makeTask>>()
    const journal: WireEntry[] = []
    const truth = new Truth()
    for (let seq = 1; seq <= 300; seq++) {
      const id = 1 + roll(20)
      const known = server.get(id)
      const version = (known?.version ?? journal.filter((old) => 'task' in old && old.task.id === id).length) + 1
      const written: WireEntry =
        known && roll(8) === 0
          ? { ...entry(seq), kind: 'task_deleted', task: { id, version } }
          : entry(seq, makeTask({ id, version, title: `story ${seq}` }))
      if (written.kind === 'task_deleted') server.delete(id)
      else if (written.kind === 'task_updated') server.set(id, written.task)
      journal.push(written)
    }

    const pushes = journal.flatMap((written) => Array.from({ length: [0, 1, 2][roll(3)] ?? 1 }, () => written))
    for (const push of pushes.sort(() => roll(3) - 1)) truth.apply(push)
    await new Sync(
      {
        ask: () => Promise.resolve({ entries: journal.splice(0), next: 'team:5@300' }),
        apply: (written) => truth.apply(written),
        reload: () => Promise.resolve(),
        keep: () => {},
      },
      'team:5@0',
    ).run()

    expect(new Map([...truth.tasks].sort(([a], [b]) => a - b))).toEqual(new Map([...server].sort(([a], [b]) => a - b)))
  },
)

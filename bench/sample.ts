/** What both systems are filled with: the same tasks, made anew the same way each time. */
export const SIZES = { people: 20, projects: 10, boards_per_project: 5, tasks_per_board: 200, labels: 8 }

export interface SampleTask {
  title: string
  description: string
  /** Which of the board's columns, of the project's labels and of the people. */
  column: number
  labels: [number, number]
  assignee: number
  creator: number
}

const WORDS =
  'client poster invoice draft review call Thursday budget photo translate page menu banner contract garden ' +
  'договор макет правки созвон клиент афиша смета фото перевод страница баннер сервер отчёт встреча склад'
const DESCRIPTION_LENGTH = 200

/** The tasks of one board, spread over its columns. */
export function sampleTasks(board: number, columns: number): SampleTask[] {
  const random = randomFrom(board + 1)
  const below = (most: number) => Math.floor(random() * most)
  const words = WORDS.split(' ')
  const text = (length: number) => {
    let made = ''
    while (made.length < length) made += `${words[below(words.length)] ?? ''} `
    return made.slice(0, length).trim().padEnd(length, '.')
  }
  return Array.from({ length: SIZES.tasks_per_board }, () => {
    const label = below(SIZES.labels)
    return {
      title: text(20 + below(30)),
      description: text(DESCRIPTION_LENGTH),
      column: below(columns),
      labels: [label, (label + 1 + below(SIZES.labels - 1)) % SIZES.labels],
      assignee: below(SIZES.people),
      creator: below(SIZES.people),
    }
  })
}

/** The body of a new task, as a person would write one. */
export function newTask(board_id: number) {
  const [task] = sampleTasks(board_id, 1)
  return { title: task?.title ?? '', description: task?.description ?? '', board_id }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

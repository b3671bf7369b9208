import { describe, expect, test } from 'vitest'
import { UpdateTask } from '../../backend/features/tasks/contract.ts'
import { updateTask } from '../../backend/features/tasks/update-task.ts'
import { makeBotWorld } from '../../backend/testing/bot-world.ts'

const WORDS = {
  ru: {
    help: 'Что я умею',
    tasks: 'Мои задачи',
    none: 'Всё сделано',
    example: 'Какая задача? Например: /done 12',
    which: 'Какая задача готова?',
    done: 'Статус: Готово',
    one: 'Статус: К работе',
    unknown: 'Такой задачи нет',
    projects: 'Выберите, чтобы увидеть задачи',
    empty: 'Открытых задач нет',
    login: 'действует один раз, 10 минут',
    line: 'Одной строкой',
    nobody: 'никого по имени',
    title: 'Что нужно сделать?',
    given: 'Исполнители: vera',
    command: 'Такой команды я не знаю',
  },
  en: {
    help: 'What I can do',
    tasks: 'My tasks',
    none: 'Nothing to do',
    example: 'Which task? For example: /done 12',
    which: 'Which one is done?',
    done: 'Status: Done',
    one: 'Status: To do',
    unknown: 'There is no such task',
    projects: 'Choose one to see its tasks',
    empty: 'No open tasks',
    login: 'works once, for 10 minutes',
    line: 'In one line',
    nobody: 'nobody called',
    title: 'What is to be done?',
    given: 'Assigned to: vera',
    command: 'I don’t know this command',
  },
}

/** A bot, and a person who asks it. */
async function makeAsking(locale: 'ru' | 'en') {
  const bots = await makeBotWorld()
  const ivan = await bots.person('ivan', { locale })
  await bots.start()
  const ask = async (text: string, answer: string) => {
    await ivan.send(text)
    return ivan.waitFor(answer)
  }
  return { bots, ivan, ask }
}

describe.each(['ru', 'en'] as const)('in %s', (locale) => {
  const words = WORDS[locale]

  test('commands about tasks answer with and without a number', async () => {
    const { bots, ivan, ask } = await makeAsking(locale)
    const task = await bots.world.addTask('Print', { assignees: ['ivan'] })

    await ask('/tasks', words.tasks)
    await ask(`/task #${task.id}`, words.one)
    await ask('/done', words.which)
    await ask('/done twelve', words.example)
    await ask('/done 987654', words.unknown)
    await ask(`/done ${task.id}`, words.done)
    await ask('/tasks', words.none)

    expect(bots.taskEntries()).toMatchObject([{ kind: 'task_updated', actor: { name: ivan.user.first_name } }])
  })

  test('help, projects, a link to sign in, and what is no command', async () => {
    const { bots, ivan, ask } = await makeAsking(locale)

    await ask('/help', words.help)
    await ask('/projects', words.projects)
    await ivan.press(`Home site · #${bots.world.home.project.id}`)
    await ivan.waitFor(words.empty)
    const link = await ask('/login', words.login)
    await ask('/teleport', words.command)

    expect(link.text).toMatch(/http:\/\/localhost:8005\/login#t=[\w-]{43}/)
  })

  test('a task in one line', async () => {
    const { bots, ask } = await makeAsking(locale)
    const project_id = bots.world.home.project.id

    await ask('/new_task', words.title)
    await ask('/cancel', '')
    await ask('/new_task print flyers', words.line)
    await ask(`/new_task ${project_id} | Print | @nobody`, words.nobody)
    await ask(`/new_task ${project_id} | Print | @vera | all | of them`, words.given)

    expect(bots.taskEntries()).toMatchObject([
      { kind: 'task_created', task: { title: 'Print', description: 'all | of them' } },
    ])
  })
})

test('own tasks stand under overdue, today and next, and a list that has changed says so', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  const due_at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  await bots.world.addTask('Late', { assignees: ['anna'], due_at: due_at(-48) })
  await bots.world.addTask('Later', { assignees: ['anna'], due_at: due_at(72) })
  const whenever = await bots.world.addTask('Whenever', { assignees: ['anna'] })
  await bots.world.addTask('Not mine')
  const first = await bots.start()

  await anna.send('/tasks')
  const list = await anna.waitFor('Overdue: 1 · today: 0 · next: 1 · no date: 1')
  await first.stop()
  await bots.start()
  await anna.press(list.keyboard[1]?.[0]?.text ?? '')
  await anna.waitFor('Later')
  await anna.press('‹ My tasks')
  await anna.waitFor('My tasks')
  await updateTask(bots.world.vera, UpdateTask.parse({ task_id: whenever.id, title: 'Some day' }))
  const answer = await anna.press('Whenever')

  expect(list.keyboard.map(([button]) => button?.text.replace(/\d+ \w+/, 'DAY'))).toEqual([
    '❗ DAY Late',
    'DAY Later',
    'Whenever',
  ])
  expect(answer.text).toContain('The list has changed')
  await anna.waitFor('My tasks')
  expect(
    anna
      .messages()
      .at(-1)
      ?.keyboard.flat()
      .map(({ text }) => text),
  ).toContain('Some day')
})

test('a long list has pages', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  for (let n = 1; n <= 10; n++) await bots.world.addTask(`Task ${n}`, { assignees: ['anna'] })
  await bots.start()

  await anna.send('/tasks')
  await anna.waitFor('no date: 10')
  await anna.press('›')
  await expect
    .poll(() =>
      anna
        .messages()
        .at(-1)
        ?.keyboard.flat()
        .map(({ text }) => text),
    )
    .toContain('Task 1')
  await anna.press('Task 1')
  await anna.waitFor('Status: To do')
})

test('a text becomes a task in one tap, however long it is', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  await bots.start()

  await anna.send(`Call the printer\n${'about flyers '.repeat(20)}`)
  await anna.waitFor('Shall this be a task?')
  await anna.press('Make it a task')
  await anna.waitFor('Call the printer')
  await anna.send('Order a cake')
  await anna.waitFor('Shall this be a task?')
  await anna.press('A task with details…')
  await anna.waitFor('In which project?')

  expect(bots.taskEntries()).toMatchObject([
    { kind: 'task_created', task: { title: 'Call the printer', assignees: [{ name: 'anna' }] } },
  ])
})

import { expect, test } from 'vitest'
import { updateTask } from '../../backend/features/tasks/update-task.ts'
import { UpdateTask } from '../../backend/features/tasks/contract.ts'
import { makeBotWorld } from '../../backend/testing/bot-world.ts'

test('the card takes, moves, snoozes, wakes and finishes, edited in place', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  const task = await bots.world.addTask('Print <b>flyers</b> & cards')
  await bots.start()
  await anna.send(`/task ${task.id}`)
  const card = await anna.waitFor('Print <b>flyers</b> & cards')

  const took = await anna.press('Take it')
  await anna.waitFor('Assigned to: anna')
  await anna.press('Move to…')
  await anna.press('Review')
  await anna.waitFor('Status: Review')
  await anna.press('Snooze…')
  await anna.press('Until tomorrow morning')
  await anna.waitFor('Snoozed until tomorrow at 09:00')
  await anna.press('Wake now')
  await expect.poll(() => anna.messages().at(-1)?.text).not.toContain('Snoozed')
  const finished = await anna.press('Done')
  const last = await anna.waitFor('Status: Done')

  expect(took).toMatchObject({ answered: true, text: 'It is yours' })
  expect(finished.text).toContain('Done: Print')
  expect(last.message_id).toBe(card.message_id)
  expect(bots.taskEntries().map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'task_updated'))
  expect(last.keyboard.flat().map(({ text }) => text)).toContain('Open again')
})

test('a move wished on an older state is not done: the card shows how it is now', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  const task = await bots.world.addTask('Print')
  await bots.start()
  await anna.send(`/task ${task.id}`)
  await anna.waitFor('Print')
  await anna.press('Move to…')
  await updateTask(bots.world.vera, UpdateTask.parse({ task_id: task.id, title: 'Print twice' }))

  const answer = await anna.press('Done')

  expect(answer.text).toContain('changed the task meanwhile')
  expect(answer.show_alert).toBe(true)
  await anna.waitFor('Print twice')
  expect(bots.taskEntries()).toHaveLength(1)
})

test('every press asks again whether it is allowed, and a stranger’s data finds nothing', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  const boris = await bots.person('boris', { join: false })
  const task = await bots.world.addTask('Secret')
  await bots.start()
  await boris.send('/help')
  await boris.waitFor('What I can do')
  await anna.send(`/task ${task.id}`)
  await anna.waitFor('Secret')

  await boris.send(`/done ${task.id}`)
  await boris.waitFor('There is no such task')

  expect(bots.taskEntries()).toEqual([])
})

test('buttons of a notice do the same, and old ones of nobody’s know that their time has passed', async () => {
  const bots = await makeBotWorld()
  const anna = await bots.person('anna')
  const task = await bots.world.addTask('Print')
  await bots.start()
  await anna.send('/help')
  await anna.waitFor('What I can do')
  const notice = (callback_data: string) =>
    fetch(`${bots.telegram.apiRoot}/bot${bots.doors.telegram.token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        chat_id: anna.user.id,
        text: 'notice',
        reply_markup: { inline_keyboard: [[{ text: 'press', callback_data }]] },
      }),
    })

  await notice(`move:${task.id}:in_progress`)
  await anna.press('press')
  await anna.waitFor('Status: In progress')
  await notice(`snooze:${task.id}:60`)
  await anna.press('press')
  await anna.waitFor('Snoozed until')
  await notice(`done:${task.id}`)
  await anna.press('press')
  await anna.waitFor('Status: Done')
  await notice('whatever:1')
  const stale = await anna.press('press')
  await notice('n:create')
  const old = await anna.press('press')

  expect([stale.text, old.text]).toEqual(['That button’s time has passed.', 'That button’s time has passed.'])
})

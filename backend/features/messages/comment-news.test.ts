import { expect, test } from 'vitest'
import { openPostOffice } from '../../testing/post-office.ts'
import { makeWorld, type World } from '../../testing/world.ts'
import { findRecipient } from '../notifications/find-recipient.ts'
import { listNotifications } from '../notifications/list-notifications.ts'
import { CreateComment, UpdateComment } from './contract.ts'
import { createComment } from './create-comment.ts'
import { deleteComment } from './delete-comment.ts'
import { updateComment } from './update-comment.ts'

const say = (who: World['vera'], task_id: number, content: string) =>
  createComment(who, CreateComment.parse({ task_id, content }))

async function talkingWorld() {
  const world = await makeWorld()
  const post = await openPostOffice(world)
  const [ivan, anna] = [await world.join('ivan', 'member'), await world.join('anna', 'member')]
  const task = await world.addTask('Site', { assignees: ['ivan'] })
  await post.readJournal()
  const told = async (who: World['vera']) => {
    await post.readJournal()
    const { items } = await listNotifications(who, { limit: 50 })
    return items.filter(({ kind }) => kind === 'mentioned' || kind === 'commented').map(({ text }) => text)
  }
  return { world, post, ivan, anna, task, told }
}

test('the creator, the assignees and whoever wrote before are told of a comment, its author is not', async () => {
  const { world, ivan, anna, task, told } = await talkingWorld()

  await say(anna, task.id, 'First')
  await say(ivan, task.id, 'Second')

  expect(await told(world.vera)).toEqual(['ivan comments on Site: Second', 'anna comments on Site: First'])
  expect(await told(ivan)).toEqual(['anna comments on Site: First'])
  expect(await told(anna)).toEqual(['ivan comments on Site: Second'])
})

test('who is mentioned is told so once, and not again as one who follows the task', async () => {
  const { ivan, anna, world, task, told } = await talkingWorld()

  const { id: comment_id } = await say(world.vera, task.id, 'See **this**, @ivan')
  await updateComment(world.vera, UpdateComment.parse({ comment_id, content: 'See this, @ivan and @anna' }))

  expect(await told(ivan)).toEqual(['vera mentions you in Site: See this, @ivan and @anna'])
  expect(await told(anna)).toEqual(['vera mentions you in Site: See this, @ivan and @anna'])
})

test('of a comment that is gone nothing is delivered, and the list keeps no word of it', async () => {
  const { world, ivan, task, told } = await talkingWorld()
  const { id: comment_id } = await say(world.vera, task.id, 'Secret')
  expect(await told(ivan)).toHaveLength(1)

  await deleteComment(world.vera, { comment_id })

  expect(await told(ivan)).toEqual(['vera commented on Site'])
  const rows = await world.database.read.selectFrom('outbox').selectAll().where('kind', '=', 'commented').execute()
  expect(rows).toHaveLength(1)
  for (const row of rows)
    expect(await findRecipient(world.database.read, row, world.house.now())).toEqual({ dropped: 'settled' })
})

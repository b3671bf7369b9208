import { expect, test } from 'vitest'
import { makeWorld, type World } from '../../testing/world.ts'
import { moveTask } from '../tasks/move-task.ts'
import { getTask } from '../tasks/get-task.ts'
import { addReaction } from './add-reaction.ts'
import { CreateComment, React, UpdateComment } from './contract.ts'
import { createComment } from './create-comment.ts'
import { deleteComment } from './delete-comment.ts'
import { getComment } from './get-comment.ts'
import { listCommentHistory } from './list-comment-history.ts'
import { listComments } from './list-comments.ts'
import { commentFor } from './present.ts'
import { removeReaction } from './remove-reaction.ts'
import { updateComment } from './update-comment.ts'

type Person = World['vera']
const say = (who: Person, task_id: number, content: string, more: object = {}) =>
  createComment(who, CreateComment.parse({ task_id, content, ...more }))
const change = (who: Person, comment_id: number, content: string, more: object = {}) =>
  updateComment(who, UpdateComment.parse({ comment_id, content, ...more }))
const react = (who: Person, comment_id: number, emoji: string) => addReaction(who, React.parse({ comment_id, emoji }))

test('a comment is kept as it was typed, counted on its task and told to everybody who sees the task', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const task = await world.addTask('Site')

  const comment = await say(ivan, task.id, '  **Done** <b>?</b>\n')

  expect(comment).toMatchObject({ task_id: task.id, content: '  **Done** <b>?</b>\n', sender: { name: 'ivan' } })
  expect(world.journal()).toMatchObject([
    {
      stream: `team:${world.home.team.id}`,
      audience: `project:${world.home.project.id}`,
      kind: 'comment_created',
      comment: { id: comment.id, content: '  **Done** <b>?</b>\n' },
      comment_count: 1,
    },
  ])
  expect(await getTask(world.vera, { task_id: task.id })).toMatchObject({ comment_count: 1, version: task.version })
  expect(await getComment(world.vera, { comment_id: comment.id })).toEqual(comment)
})

test('comments come oldest first, in pages, and an answer names what it answers', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Site')
  const first = await say(world.vera, task.id, 'one')
  await say(world.vera, task.id, 'two', { reply_to_id: first.id })
  await say(world.vera, task.id, 'three')

  const page = await listComments(world.vera, { task_id: task.id, limit: 2 })
  const rest = await listComments(world.vera, { task_id: task.id, limit: 2, cursor: page.next ?? '' })

  expect(page.items.map(({ content, reply_to_id }) => [content, reply_to_id])).toEqual([
    ['one', null],
    ['two', first.id],
  ])
  expect(rest).toMatchObject({ items: [{ content: 'three' }], next: null })
})

test('an answer belongs under the same task', async () => {
  const world = await makeWorld()
  const [task, other] = [await world.addTask('Site'), await world.addTask('Shop')]
  const elsewhere = await say(world.vera, other.id, 'one')

  await expect(say(world.vera, task.id, 'two', { reply_to_id: elsewhere.id })).rejects.toMatchObject({
    code: 'comment.not_found',
  })
})

test('people are mentioned by their name in Telegram or by id, if they see the task', async () => {
  const world = await makeWorld()
  const [ivan, anna] = [await world.join('ivan', 'member'), await world.join('anna', 'member')]
  const task = await world.addTask('Site')

  const comment = await say(world.vera, task.id, 'Ask @Ivan, not @foma or mail@vera.com', {
    mentions: anna.actor.user_id,
  })

  expect(comment.mentions.map(({ name }) => name)).toEqual(['ivan', 'anna'])
  await expect(say(ivan, task.id, 'Hey', { mentions: [world.foma.actor.user_id] })).rejects.toMatchObject({
    code: 'comment.mention_outside',
    status: 404,
  })
})

test('an edit keeps what was said before, and who was mentioned by hand', async () => {
  const world = await makeWorld()
  const [ivan, anna] = [await world.join('ivan', 'member'), await world.join('anna', 'member')]
  const task = await world.addTask('Site')
  const comment = await say(world.vera, task.id, 'Ask @ivan', { mentions: [anna.actor.user_id] })
  expect((await listCommentHistory(ivan, { comment_id: comment.id, limit: 50 })).items).toEqual([
    { content: 'Ask @ivan', at: comment.created_at },
  ])

  world.wait(1000)
  const edited = await change(world.vera, comment.id, 'Ask nobody')

  expect(edited).toMatchObject({ version: 2, edited_at: world.house.now(), mentions: [{ name: 'anna' }] })
  expect((await listCommentHistory(ivan, { comment_id: comment.id, limit: 50 })).items).toEqual([
    { content: 'Ask nobody', at: edited.edited_at },
    { content: 'Ask @ivan', at: comment.created_at },
  ])
  expect(world.journal().at(-1)).toMatchObject({
    kind: 'comment_updated',
    changes: { content: { from: 'Ask @ivan', to: 'Ask nobody' } },
  })
})

test('only its author changes a comment; its author and those who lead delete it', async () => {
  const world = await makeWorld()
  const [ivan, anna] = [await world.join('ivan', 'member'), await world.join('anna', 'member')]
  const task = await world.addTask('Site')
  const comment = await say(ivan, task.id, 'Mine')

  await expect(change(world.vera, comment.id, 'Yours')).rejects.toMatchObject({ code: 'comment.edit_forbidden' })
  await expect(deleteComment(anna, { comment_id: comment.id })).rejects.toMatchObject({
    code: 'comment.delete_forbidden',
  })
  expect((await commentFor(world.database.read, comment, anna.actor.user_id)).may).toEqual({
    edit: false,
    delete: false,
    react: true,
  })

  const deleted = await deleteComment(world.vera, { comment_id: comment.id })

  expect(deleted).toMatchObject({ content: '', deleted_at: world.house.now() })
  expect(world.journal().at(-1)).toMatchObject({
    kind: 'comment_deleted',
    comment: { id: comment.id, task_id: task.id },
    comment_count: 0,
  })
  await expect(getComment(ivan, { comment_id: comment.id })).rejects.toMatchObject({ code: 'comment.not_found' })
  expect((await listComments(ivan, { task_id: task.id, limit: 50 })).items).toEqual([])
  expect((await commentFor(world.database.read, deleted, ivan.actor.user_id)).may.edit).toBe(false)
})

test('a viewer comments; a guest only on what is theirs or given to them', async () => {
  const world = await makeWorld()
  const viewer = await world.join('viewer', 'member', { project_role: 'viewer' })
  const guest = await world.join('gleb', 'guest', { project_role: 'member' })
  const [task, given] = [await world.addTask('Site'), await world.addTask('Shop', { assignees: ['gleb'] })]

  const comment = await say(viewer, task.id, 'Fine')

  await expect(say(guest, task.id, 'Me too')).rejects.toMatchObject({ code: 'comment.create_forbidden' })
  await expect(react(guest, comment.id, '👍')).rejects.toMatchObject({ code: 'comment.react_forbidden' })
  expect(await say(guest, given.id, 'Done')).toMatchObject({ content: 'Done' })
})

test('a stranger sees nothing of it', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Site')
  const { id: comment_id } = await say(world.vera, task.id, 'Secret')
  const { foma } = world

  await expect(listComments(foma, { task_id: task.id, limit: 50 })).rejects.toMatchObject({ code: 'task.not_found' })
  await expect(getComment(foma, { comment_id })).rejects.toMatchObject({ code: 'comment.not_found' })
  await expect(change(foma, comment_id, 'x')).rejects.toMatchObject({ code: 'comment.not_found' })
  await expect(say(foma, task.id, 'x')).rejects.toMatchObject({ code: 'task.not_found' })
})

test('one emoji of a person stands once, with those who agree, and is taken back by whoever put it', async () => {
  const world = await makeWorld()
  const ivan = await world.join('ivan', 'member')
  const task = await world.addTask('Site')
  const comment = await say(world.vera, task.id, 'Done')

  await react(ivan, comment.id, '❤')
  await react(ivan, comment.id, '❤️')
  world.wait(1)
  const loved = await react(world.vera, comment.id, '❤️')

  expect(loved.reactions.map(({ emoji, people }) => [emoji, people.map(({ name }) => name)])).toEqual([
    ['❤️', ['ivan', 'vera']],
  ])
  expect(world.journal().at(-1)).toMatchObject({ kind: 'comment_updated', comment: { id: comment.id } })
  const left = await removeReaction(ivan, React.parse({ comment_id: comment.id, emoji: '❤' }))
  expect(left.reactions).toEqual([{ emoji: '❤️', people: [{ id: world.vera.actor.user_id, name: 'vera' }] }])
})

test('a reaction is one emoji and no words', () => {
  for (const emoji of ['ok', '1', '👍👍', '']) expect(React.safeParse({ comment_id: 1, emoji }).success).toBe(false)
  for (const emoji of ['👍🏽', '👩‍💻', '🇷🇺', '1️⃣']) expect(React.parse({ comment_id: 1, emoji }).emoji).toBe(emoji)
})

test('a comment that says nothing or too much is refused', () => {
  const base = { task_id: 1 }
  expect(CreateComment.safeParse({ ...base, content: ' \n ' }).success).toBe(false)
  expect(CreateComment.safeParse({ ...base, content: 'x'.repeat(10_001) }).success).toBe(false)
})

test('a card shows its comments: the kept bytes of its board are old after each', async () => {
  const world = await makeWorld()
  const task = await world.addTask('Site')
  const counter = async () =>
    (
      await world.database.read
        .selectFrom('boards')
        .select('counter')
        .where('id', '=', task.board_id)
        .executeTakeFirstOrThrow()
    ).counter
  const before = await counter()

  const { id: comment_id } = await say(world.vera, task.id, 'one')
  expect(await counter()).toBe(before + 1)
  await deleteComment(world.vera, { comment_id })
  expect(await counter()).toBe(before + 2)
  const moved = await moveTask(world.vera, { task_id: task.id, status: 'done' })
  expect(moved.comment_count).toBe(0)
})

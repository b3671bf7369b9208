import { del, get, patch, post, put, type Showing } from '../../core/routes.ts'
import { addReaction } from './add-reaction.ts'
import {
  Comment,
  CommentById,
  CommentHistoryPage,
  CommentPage,
  CreateComment,
  ListCommentHistory,
  ListComments,
  React,
  UpdateComment,
  type SharedComment,
} from './contract.ts'
import { createComment } from './create-comment.ts'
import { deleteComment } from './delete-comment.ts'
import { getComment } from './get-comment.ts'
import { listCommentHistory } from './list-comment-history.ts'
import { listComments } from './list-comments.ts'
import { commentFor } from './present.ts'
import { removeReaction } from './remove-reaction.ts'
import { updateComment } from './update-comment.ts'

const oneComment = {
  output: Comment,
  present: (comment: SharedComment, { read, actor }: Showing) => commentFor(read, comment, actor.user_id),
}

export const messageRoutes = [
  get('/tasks/:task_id/comments', {
    summary: 'What was said under a task, oldest first; answers name the comment they answer',
    input: ListComments,
    output: CommentPage,
    run: listComments,
  }),
  post('/tasks/:task_id/comments', {
    summary: 'Say something under a task, or answer a comment',
    status: 201,
    input: CreateComment,
    run: createComment,
    ...oneComment,
  }),
  get('/comments/:comment_id', { summary: 'One comment', input: CommentById, run: getComment, ...oneComment }),
  patch('/comments/:comment_id', {
    summary: 'Change your own comment',
    input: UpdateComment,
    run: updateComment,
    ...oneComment,
  }),
  del('/comments/:comment_id', { summary: 'Delete a comment', input: CommentById, run: deleteComment, ...oneComment }),
  get('/comments/:comment_id/history', {
    summary: 'What a comment says and said before, newest first',
    input: ListCommentHistory,
    output: CommentHistoryPage,
    run: listCommentHistory,
  }),
  put('/comments/:comment_id/reactions', {
    summary: 'Answer a comment with an emoji',
    input: React,
    run: addReaction,
    ...oneComment,
  }),
  del('/comments/:comment_id/reactions', {
    summary: 'Take back your emoji',
    input: React,
    run: removeReaction,
    ...oneComment,
  }),
]

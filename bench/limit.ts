import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import BetterSqlite3 from 'better-sqlite3'

// The bare limit: node:http and prepared statements. No sign-in, no framework, no rules; every commit is synced to the disk.
// node bench/limit.ts FILE PORT [sockets]

interface Task {
  id: number
  board_id: number
  labels: object[]
}

const [file = '', port = '', sockets] = process.argv.slice(2)
const db = new BetterSqlite3(file)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')

const select = {
  board: db.prepare('select * from boards where id = ?'),
  columns: db.prepare('select * from columns where board_id = ?'),
  tasks: db.prepare(`select t.*, c.name as creator, a.name as assignee from tasks t
    join people c on c.id = t.creator_id join people a on a.id = t.assignee_id
    where t.board_id = ? order by t.column_id, t.position`),
  labels: db.prepare(`select l.*, tl.task_id from tasks t join task_labels tl on tl.task_id = t.id
    join labels l on l.id = tl.label_id where t.board_id = ?`),
  people: db.prepare('select * from people'),
  firstColumn: db.prepare('select id from columns where board_id = ? limit 1').pluck(),
}
const insert = db.prepare(
  `insert into tasks (board_id, column_id, position, title, description, status, creator_id, assignee_id, version, created_at, updated_at)
    values (?, ?, 0, ?, ?, 'todo', 1, 1, 1, ?, ?) returning *`,
)
const update = db.prepare('update tasks set status = ?, version = version + 1, updated_at = ? where id = ? returning *')

function readBoard(id: number) {
  const tasks = select.tasks.all(id) as Task[]
  const byId = new Map(tasks.map((task) => [task.id, Object.assign(task, { labels: [] as object[] })]))
  for (const { task_id, ...label } of select.labels.all(id) as { task_id: number }[])
    byId.get(task_id)?.labels.push(label)
  return { board: select.board.get(id), columns: select.columns.all(id), tasks, people: select.people.all() }
}

function createTask({ board_id, title, description }: { board_id: number; title: string; description: string }) {
  const at = new Date().toISOString()
  return insert.get(board_id, select.firstColumn.get(board_id), title, description, at, at)
}

function moveTask(id: number, { status }: { status: string }) {
  const task = update.get(status, new Date().toISOString(), id)
  announce({ task, padding: PADDING })
  return task
}

// What a journal entry says beside the task: an event weighs the same on both sides.
const PADDING = 'x'.repeat(600)

let announce: (event: object) => void = () => {}

const server = createServer((request, response) => {
  const [, noun, id = '', verb] = (request.url ?? '').split('/')
  if (noun === 'health') send(response, { status: 'healthy' })
  else if (noun === 'boards') send(response, readBoard(Number(id)))
  else if (noun === 'tasks' && verb === 'move')
    readBody(request, (body) => send(response, moveTask(Number(id), body as { status: string })))
  else if (noun === 'tasks')
    readBody(request, (body) => send(response, createTask(body as Parameters<typeof createTask>[0])))
})

function readBody(request: IncomingMessage, use: (body: unknown) => void) {
  let text = ''
  request.setEncoding('utf8')
  request.on('data', (part: string) => (text += part))
  request.on('end', () => use(JSON.parse(text)))
}

function send(response: ServerResponse, value: unknown) {
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
}

if (sockets) {
  const { Server } = await import('socket.io')
  const space = new Server(server, { serveClient: false, perMessageDeflate: false }).of('/ws')
  space.on('connection', (socket) => void socket.join('board'))
  announce = (event) => space.to('board').emit('task_updated', event)
}
server.listen(Number(port), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signInitData } from '../init-data.ts'
import { serveApi } from './api.ts'
import { makeFaults } from './faults.ts'
import { findBot, makePerson } from './person.ts'
import { makePolling } from './polling.ts'
import { makeRateRules } from './rate-rules.ts'
import { newRoom, privateRoom } from './rooms.ts'
import type { Bot, State } from './state.ts'
import type { BotAccount, NewBot, NewGroup, NewUser, Person, SandboxTelegram, StartOptions } from './types.ts'
import { makePusher } from './webhook.ts'

/** A Telegram for this machine: a strict Bot API server on loopback, and people who use it. */
export async function startTelegram(options: StartOptions = {}): Promise<SandboxTelegram> {
  const { port = 0, now = Date.now, retrySecondMs = 1000 } = options
  const people = new Map<number, Person>()
  const polling = makePolling()
  const state: State = {
    now,
    apiRoot: 'http://127.0.0.1',
    bots: new Map(),
    users: new Map(),
    rooms: new Map(),
    files: new Map(),
    callbacks: new Map(),
    inlineQueries: new Map(),
    calls: [],
    violations: [],
    revision: 0,
    listeners: new Set(),
    queued: (bot, added) => {
      polling.wake(bot)
      pusher.wake(bot, added)
    },
  }
  const pusher = makePusher(state, retrySecondMs)
  const faults = makeFaults()
  const rates = makeRateRules((violation) => state.violations.push(violation))
  const server = createServer((req, res) => void serveApi({ state, faults, rates, polling }, req, res))
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  state.apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    apiRoot: state.apiRoot,
    addBot: (bot) => accountOf(state, addBot(state, bot)),
    addUser: (user) => {
      const person = makePerson(state, addUser(state, user))
      people.set(user.id, person)
      return person
    },
    addGroup: (group) => addGroup(state, group),
    bots: () => [...state.bots.values()].map((bot) => accountOf(state, bot)),
    people: () => [...people.values()],
    person: (id) => {
      const person = people.get(id)
      if (!person) throw new Error(`No person ${id}`)
      return person
    },
    calls: (method) => state.calls.filter((call) => method === undefined || call.method === method),
    violations: () => [...state.violations],
    fail: faults.add,
    initData: (botToken, userId, more = {}) => {
      const user = state.users.get(userId)
      if (!user) throw new Error(`No person ${userId}`)
      const bot = [...state.bots.values()].find(({ token }) => token === botToken)
      const room = bot && privateRoom(state, bot, userId)
      return signInitData(botToken, {
        user,
        auth_date: more.auth_date ?? new Date(now()),
        may_write: room?.started === true && !room.blocked,
        ...(more.start_param && { start_param: more.start_param, ...(room && { chat_instance: room.chat_instance }) }),
      })
    },
    onChange: (listener) => {
      state.listeners.add(listener)
      return () => void state.listeners.delete(listener)
    },
    close: async () => {
      pusher.stop()
      polling.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function addBot(state: State, { token, username, name, main_app_url }: NewBot): Bot {
  const id = Number(token.split(':')[0])
  if (!Number.isSafeInteger(id) || id <= 0) throw new Error(`A token looks like 123456:SECRET, not ${token}`)
  const bot: Bot = {
    token,
    id,
    username,
    name,
    ...(main_app_url && { main_app_url }),
    queue: [],
    history: [],
    next_update_id: 1000,
    next_message_id: 1,
    commands: new Map(),
    profile: new Map(),
    menu_button: { type: 'commands' },
  }
  state.bots.set(id, bot)
  return bot
}

function accountOf(state: State, bot: Bot): BotAccount {
  const { token, id, username, name, main_app_url } = bot
  return {
    token,
    id,
    username,
    name,
    ...(main_app_url && { main_app_url }),
    updates: () => [...bot.history],
    redeliver: (update_id) => {
      const update = bot.history.find((one) => one.update_id === update_id)
      if (!update) throw new Error(`No update ${update_id}`)
      bot.queue.push(update)
      state.queued(bot, update)
    },
  }
}

function addUser(state: State, user: NewUser) {
  const added = { is_bot: false, ...user }
  state.users.set(user.id, added)
  return added
}

function addGroup(state: State, { id, title, bots, members }: NewGroup): void {
  const inside = new Set(bots.map((username) => findBot(state, username).id))
  state.rooms.set(
    String(id),
    newRoom({ id, type: 'supergroup', title, bots: inside, members: new Set(members), started: true }),
  )
}

import { parseArgs } from 'node:util'
import { ConfigError, readConfig, readEnvironment, type Config } from './config.ts'
import { wallClock, type House } from './core/context.ts'
import { examine } from './core/doctor.ts'
import { migrate, openDatabase } from './core/open-database.ts'
import { audiences } from './features/journal/audiences.ts'
import { createAdmin } from './features/people/create-admin.ts'
import { findUser } from './features/people/queries.ts'
import { NAME_LENGTH } from './features/people/values.ts'
import { makeLoginLink } from './features/sessions/make-login-link.ts'

interface Desk {
  config: Config
  house: House
  say: (line: string) => void
}
type Values = Record<string, string | undefined>

interface Command {
  usage: string
  does: string
  options: string[]
  /** The exit code, where it is not 0. */
  run: (desk: Desk, values: Values) => Promise<number | void>
}

/** Something the person at the keyboard can mend: shown as one line, exit code 2. */
class WrongUse extends Error {}

const COMMANDS: Record<string, Command> = {
  migrate: {
    usage: 'migrate',
    does: 'brings the database to the newest schema',
    options: [],
    run: ({ say }) => Promise.resolve(say('The database is up to date.')),
  },
  'create-admin': {
    usage: 'create-admin --name NAME [--telegram-id ID]',
    does: 'makes a server administrator and prints their one-time link',
    options: ['name', 'email', 'telegram-id'],
    run: async (desk, { name, email, 'telegram-id': telegram }) => {
      if (email !== undefined)
        throw new WrongUse('--email is not known yet: leave it out, the link signs in without it')
      const trimmed = name?.trim() ?? ''
      if (trimmed === '' || trimmed.length > NAME_LENGTH)
        throw new WrongUse(`--name needs 1 to ${NAME_LENGTH} characters`)
      const telegram_id = telegram === undefined ? null : readId('--telegram-id', telegram)
      const user = await createAdmin(desk.house, { name: trimmed, telegram_id })
      desk.say(`${user.name} (person ${user.id}) is a server administrator.`)
      await sayLink(desk, user.id)
    },
  },
  doctor: {
    usage: 'doctor',
    does: 'looks whether all is well, the journal included; exit code 1 and a line for each finding if not',
    options: [],
    run: sayFindings,
  },
  'login-link': {
    usage: 'login-link --user ID',
    does: 'prints a one-time link that signs this person in',
    options: ['user'],
    run: async (desk, { user }) => {
      const id = readId('--user', user)
      if (!(await findUser(desk.house.database.read, id))) throw new WrongUse(`there is no person ${id}`)
      await sayLink(desk, id)
    },
  },
}

async function sayFindings({ config, house, say }: Desk): Promise<number> {
  const { database: place, data_dir, telegram, port } = config
  const findings = await examine({
    database: house.database,
    file: place.engine === 'sqlite' ? place.file : undefined,
    data_dir,
    telegram,
    web_base_url: config.web_base_url ?? `http://localhost:${port}`,
  })
  for (const finding of findings) say(finding)
  if (findings.length === 0) say('Everything is as it should be.')
  return findings.length === 0 ? 0 : 1
}

/** Runs one command; answers with the exit code: 0 done, 1 failed, 2 asked wrongly. */
export async function runCommand(
  args: string[],
  env: Record<string, string | undefined>,
  say: (line: string) => void,
): Promise<number> {
  const [name = '', ...rest] = args
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    say(name === '' ? 'Say what to do:' : `There is no command ${name}. There are:`)
    for (const { usage, does } of Object.values(COMMANDS)) say(`  npm run cli -- ${usage}\n      ${does}`)
    return name === 'help' || name === '--help' ? 0 : 2
  }
  try {
    const values = readOptions(command, rest)
    return (await atDesk(readConfig(env), say, (desk) => command.run(desk, values))) ?? 0
  } catch (error) {
    if (error instanceof WrongUse || error instanceof ConfigError) {
      say(error.message)
      return 2
    }
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return 1
  }
}

function readOptions({ usage, options }: Command, args: string[]): Values {
  try {
    const known = options.map((name) => [name, { type: 'string' }] as const)
    return parseArgs({ args, options: Object.fromEntries(known) }).values
  } catch (error) {
    throw new WrongUse(`${error instanceof Error ? error.message : String(error)}\nUse it so: ${usage}`)
  }
}

/** The database at its newest schema, for as long as the work takes. A server may run beside it. */
async function atDesk<R>(config: Config, say: (line: string) => void, work: (desk: Desk) => Promise<R>): Promise<R> {
  await migrate(config.database)
  const database = openDatabase(config.database, audiences, (error) => say(error.message))
  const house: House = { database, now: wallClock, announce: () => {}, cut: () => {} }
  try {
    return await work({ config, house, say })
  } finally {
    await database.close()
  }
}

async function sayLink({ config, house, say }: Desk, user_id: number) {
  const web_base_url = config.web_base_url ?? `http://localhost:${config.port}`
  const { link } = await makeLoginLink(house, { user_id, web_base_url, rate: null })
  say(`The link works once, for ten minutes:\n${link}`)
}

function readId(option: string, text: string | undefined): number {
  if (!/^[1-9]\d{0,15}$/.test(text ?? '')) throw new WrongUse(`${option} needs a number such as 12`)
  return Number(text)
}

if (import.meta.main) {
  process.exitCode = await runCommand(process.argv.slice(2), readEnvironment(), (line) =>
    process.stdout.write(`${line}\n`),
  )
}

import { sha256 } from '../../core/crypto.ts'
import { streams } from '../../core/database.ts'
import { found, Problem } from '../../core/errors.ts'
import type { Actor } from '../../core/actor.ts'
import type { Visitor } from '../../core/routes.ts'
import { translate } from '../../texts/texts.ts'
import { ACCOUNTS, findUser, hasServerAdmin, type User } from '../people/queries.ts'
import { makeOwnAccount } from '../people/steps.ts'
import { ZONE_OF } from '../people/values.ts'
import type { RedeemLink, SignedIn } from './contract.ts'
import { answerSignIn, openSession } from './steps.ts'

/** Spends a one-time link for a session. What can't be used, for whatever reason, gets one answer. */
export async function redeemLink(visitor: Visitor, wish: RedeemLink): Promise<SignedIn> {
  const link = await spend(visitor, wish.token)
  if (!link) throw refusal()
  const user =
    link.user_id === null
      ? await makeFirstAdmin(visitor, wish)
      : found(await findUser(visitor.read, link.user_id), 'user')
  const session = await visitor.record((write) => openSession(write, visitor, { user_id: user.id, via: 'web' }))
  return answerSignIn(visitor, session, user)
}

function spend({ record, now }: Visitor, token: string) {
  const at = now()
  return record((write) =>
    write
      .updateTable('login_links')
      .set({ used_at: at })
      .where('hash', '=', sha256(token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', at)
      .returning('user_id')
      .executeTakeFirst(),
  )
}

/** The link printed at the first start belongs to nobody yet: its person is made when it is redeemed. */
function makeFirstAdmin({ mutateAs, now, ip, user_agent }: Visitor, wish: RedeemLink): Promise<User> {
  const at = now()
  const locale = wish.locale ?? 'en'
  const user = {
    name: translate(locale, 'first-admin-name'),
    locale,
    time_zone: wish.time_zone ?? ZONE_OF[locale],
    telegram_id: null,
    telegram_username: null,
    server_admin_at: at,
  }
  const { name, time_zone } = user
  const actor: Actor = { user_id: 0, name, locale, time_zone, via: 'web', ip, user_agent }
  return mutateAs(actor)(streams(ACCOUNTS), async (write) => {
    if (await hasServerAdmin(write)) throw refusal()
    return makeOwnAccount(write, { user, actor }, at)
  })
}

const refusal = () => new Problem('auth.link_refused', 401)

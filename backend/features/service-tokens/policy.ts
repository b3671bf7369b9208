import type { Actor } from '../../core/actor.ts'

/** Only an administrator in person: a program's token must not make itself a wider one. */
export function mayRunServiceTokens({ via }: Actor): boolean {
  return via !== 'api'
}

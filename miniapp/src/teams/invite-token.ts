const KEPT = 'dela-invite'

/** The invitation somebody came with: from the link, or kept while they sign in first, maybe in another tab. */
export function readInvite(): string | null {
  const given = location.pathname === '/invite' ? new URLSearchParams(location.hash.slice(1)).get('t') : null
  if (given) localStorage.setItem(KEPT, given)
  return given ?? localStorage.getItem(KEPT)
}

export function dropInvite(): void {
  localStorage.removeItem(KEPT)
}

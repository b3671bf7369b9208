const KEPT = 'dela-invite'

/** The invitation somebody came with: from the link, or kept while they signed in first. */
export function readInvite(): string | null {
  const given = location.pathname === '/invite' ? new URLSearchParams(location.hash.slice(1)).get('t') : null
  if (given) sessionStorage.setItem(KEPT, given)
  return given ?? sessionStorage.getItem(KEPT)
}

export function dropInvite(): void {
  sessionStorage.removeItem(KEPT)
}

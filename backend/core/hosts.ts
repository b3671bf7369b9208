/** `allowed` entries are host names, or host:port to be strict. */
export function isOurHost(allowed: string[], host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  return allowed.some((entry) => entry === host.toLowerCase() || entry === name)
}

export function isOurOrigin(allowed: string[], origin: string): boolean {
  const url = URL.parse(origin)
  return url !== null && /^https?:$/.test(url.protocol) && isOurHost(allowed, url.host)
}

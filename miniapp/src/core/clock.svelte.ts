let now = $state(new Date().toISOString())

setInterval(() => (now = new Date().toISOString()), 20_000)
document.addEventListener('visibilitychange', () => (now = new Date().toISOString()))

/** The time by which lists are arranged; it moves on by itself. */
export const currentTime = () => now

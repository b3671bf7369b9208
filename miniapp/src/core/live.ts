import { ENTRY_KINDS, type WireEntry } from './entry.ts'

export interface Toast {
  id: number
  kind: string
  text: string
  actions?: { label: string; path: string }[]
}

export interface LiveDoors {
  token(): Promise<string | undefined>
  connected(): void
  disconnected(): void
  entry(entry: WireEntry): void
  toast(toast: Toast): void
  /** The server did not take the token: sign in again, if that can be done. */
  refused(): Promise<void>
}

export interface Live {
  close(): void
}

const HEARTBEAT_MS = 15_000

/** The open line to the server. Its code comes after the first paint. */
export async function goLive(doors: LiveDoors): Promise<Live> {
  const { io } = await import('socket.io-client')
  const socket = io('/ws', {
    transports: ['websocket', 'polling'],
    reconnectionDelayMax: 10_000,
    auth: (give) => {
      doors.token().then(
        (token) => give({ token: token ?? '' }),
        () => give({ token: '' }),
      )
    },
  })
  const beat = () => {
    if (document.visibilityState === 'visible' && socket.connected) socket.emit('heartbeat')
  }
  const wake = () => {
    if (document.visibilityState !== 'visible') return
    if (!socket.active) socket.connect()
    beat()
  }
  for (const kind of ENTRY_KINDS) socket.on(kind, (entry: WireEntry) => doors.entry(entry))
  socket.on('toast', (toast: Toast, acknowledge?: () => void) => {
    if (document.visibilityState !== 'visible') return
    doors.toast(toast)
    acknowledge?.()
  })
  socket.on('connect', () => {
    beat()
    doors.connected()
  })
  socket.on('disconnect', (reason) => {
    doors.disconnected()
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 1000)
  })
  socket.on('connect_error', () => {
    if (!socket.active) setTimeout(() => void doors.refused().then(() => socket.connect()), 3000)
  })
  const timer = setInterval(beat, HEARTBEAT_MS)
  document.addEventListener('visibilitychange', wake)
  addEventListener('online', wake)
  return {
    close() {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', wake)
      removeEventListener('online', wake)
      socket.close()
    },
  }
}

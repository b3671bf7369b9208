import type { Server } from 'socket.io'

const MOST_BYTES = 1_000_000
const MOST_PACKETS = 1000

interface Connection {
  writeBuffer: unknown[]
  transport: { socket?: { bufferedAmount: number; terminate: () => void } }
}

/** A device that stopped reading is cut and catches up later: memory is not its to fill. */
export function cutSlowClients(io: Server): void {
  for (const socket of io.of('/ws').sockets.values()) {
    const connection = socket.conn as unknown as Connection
    if (!isTooFarBehind(connection)) continue
    // A polite goodbye would wait behind all that was not read.
    connection.transport.socket?.terminate()
    socket.conn.close(true)
  }
}

function isTooFarBehind({ writeBuffer, transport }: Connection): boolean {
  return writeBuffer.length > MOST_PACKETS || (transport.socket?.bufferedAmount ?? 0) > MOST_BYTES
}

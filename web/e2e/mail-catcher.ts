// The least of a mail server: it takes every mail and keeps none.
import { createServer, type Server, type Socket } from 'node:net'

function talk(socket: Socket) {
  let inMail = false
  let rest = ''
  const say = (line: string) => socket.write(`${line}\r\n`)
  const answer = (line: string) => {
    if (inMail) {
      if (line === '.') {
        inMail = false
        say('250 kept')
      }
      return
    }
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'DATA') inMail = true
    if (verb === 'QUIT') return socket.end('221 bye\r\n')
    say(verb === 'DATA' ? '354 go on' : verb === 'EHLO' ? '250 catcher' : '250 ok')
  }
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\r\n')
    rest = lines.pop() ?? ''
    lines.forEach(answer)
  })
  say('220 catcher')
}

/** catchMail listens on a free port of this machine. */
export function catchMail(): Promise<{ server: Server; port: number }> {
  const server = createServer(talk)
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({ server, port: typeof address === 'object' && address ? address.port : 0 })
    })
  })
}

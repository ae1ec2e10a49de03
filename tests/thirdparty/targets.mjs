// SPDX-License-Identifier: GPL-3.0-or-later
// A receiver that does by its path what a sender must cope with. With TARGET_KEY and TARGET_CERT (files) it speaks TLS.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'

function answer(request, response, body) {
  const [, what, amount] = request.url.split('/')
  console.log('got', request.method, request.url, body.length, request.headers['content-type'] ?? '-')
  switch (what) {
    case 'status':
      response.writeHead(Number(amount)).end('done')
      break
    case 'bytes':
      response.end(Buffer.alloc(Number(amount), 'x'))
      break
    case 'silent':
      break
    case 'reset':
      request.socket.resetAndDestroy()
      break
    case 'half': // promises more than it sends
      response.writeHead(200, { 'Content-Length': 100 })
      response.write('half of it', () => request.socket.destroy())
      break
    case 'garbage':
      request.socket.end('this is not HTTP\r\n\r\n')
      break
    case 'chunked':
      response.write('one')
      response.end('two')
      break
    default: { // /302/N: N redirects of that kind, then 200
      const left = Number(amount)
      if (left > 0) response.writeHead(Number(what), { Location: `/${what}/${left - 1}` }).end()
      else response.end('arrived')
    }
  }
}

const serve = (request, response) => {
  const parts = []
  request.on('data', (part) => parts.push(part))
  request.on('end', () => answer(request, response, Buffer.concat(parts)))
}
const { TARGET_KEY, TARGET_CERT } = process.env
const server = TARGET_KEY
  ? createTlsServer({ key: readFileSync(TARGET_KEY), cert: readFileSync(TARGET_CERT) }, serve)
  : createServer(serve)
server.listen(0, '127.0.0.1', () => console.log('port', server.address().port))

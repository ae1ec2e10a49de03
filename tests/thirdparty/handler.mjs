// SPDX-License-Identifier: GPL-3.0-or-later
// The same as handler.py, in Node: the string dialect's signature covers the text inside the body.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const secret = process.env.HANDLER_SECRET

function judge(body, signature) {
  let payload, event
  try {
    payload = JSON.parse(body).payload
    if (typeof payload !== 'string') return [400, 'unreadable']
    event = JSON.parse(payload).event.event_name
  } catch {
    return [400, 'unreadable']
  }
  const expected = createHmac('sha256', secret).update(payload, 'utf8').digest()
  const given = Buffer.from(signature ?? '', 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return [401, 'not believed']
  return [200, event]
}

const server = createServer((request, response) => {
  const parts = []
  request.on('data', (part) => parts.push(part))
  request.on('end', () => {
    const [status, text] = judge(Buffer.concat(parts).toString('utf8'), request.headers['x-webhook-signature'])
    response.writeHead(status, { 'Content-Length': Buffer.byteLength(text) })
    response.end(text)
    console.log('handled', status, text)
  })
})
server.listen(0, '127.0.0.1', () => console.log('port', server.address().port))

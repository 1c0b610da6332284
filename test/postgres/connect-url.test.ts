import { createServer, type AddressInfo, type Server } from 'node:net';
import { connectUrl } from '../../src/postgres/connect-url';

// Request codes of PostgreSQL's protocol (src/include/libpq/pqcomm.h).
const sslRequest = 80877103;

let server: Server;
let heard: string[];

/** Speaks as much of the protocol as it takes: no TLS, and nobody is let in. */
beforeEach(async () => {
  heard = [];
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      if (data.length >= 8 && data.readInt32BE(4) === sslRequest) {
        heard.push('tls?');
        socket.write('N');
      } else {
        heard.push('startup');
        socket.end(refusal());
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterEach(() => new Promise((closed) => server.close(closed)));

function refusal(): Buffer {
  const body = Buffer.from('SFATAL\0C28P01\0Mpassword authentication failed\0\0');
  const head = Buffer.alloc(5, 'E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

async function attempt(sslmode: string): Promise<unknown> {
  const { port } = server.address() as AddressInfo;
  const url = `postgres://me:secret@127.0.0.1:${port}/d${sslmode}`;
  return connectUrl(url, {}).then(
    () => 'connected',
    (error: unknown) => error,
  );
}

test.each([
  ['', ['tls?', 'startup'], 'wrong password'],
  ['?sslmode=prefer', ['tls?', 'startup'], 'wrong password'],
  ['?sslmode=allow', ['startup'], 'wrong password'],
  ['?sslmode=disable', ['startup'], 'wrong password'],
  ['?sslmode=require', ['tls?'], 'accepts no encrypted connections'],
  ['?sslmode=verify-full', ['tls?'], 'accepts no encrypted connections'],
])('a URL with %p asks a server without TLS for %j', async (sslmode, requests, message) => {
  expect(await attempt(sslmode)).toMatchObject({
    code: 'connection',
    message: expect.stringContaining(message),
  });
  expect(heard).toEqual(requests);
});

import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';

export interface CuttingProxy {
  readonly port: number;
  /** Whether a connection was cut. */
  readonly hasCut: () => boolean;
  close(): Promise<void>;
}

/**
 * Passes bytes on to a server, by its socket's folder or its address, and closes both ends in the place of a message: of the `nth` that contains a
 * text, before the server sees it. With `stop` that is called instead, and what the server then says is passed on.
 */
export async function cuttingProxy(
  to: string | { readonly host: string; readonly port: number },
  { text, nth, stop }: { readonly text: string; readonly nth: number; readonly stop?: () => void },
): Promise<CuttingProxy> {
  let seen = 0;
  let cut = false;
  const open = new Set<Socket>();
  const listener = createServer((client) => {
    const server = typeof to === 'string' ? connect(join(to, '.s.PGSQL.5432')) : connect(to);
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => open.delete(socket));
    }
    client.on('data', (bytes) => {
      if (bytes.includes(text) && (seen += 1) === nth) {
        cut = true;
        if (stop !== undefined) return stop();
        client.destroy();
        server.destroy();
      } else server.write(bytes);
    });
    server.on('data', (bytes) => client.write(bytes));
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    hasCut: () => cut,
    async close() {
      open.forEach((socket) => socket.destroy());
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

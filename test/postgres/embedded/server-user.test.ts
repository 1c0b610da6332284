import { serverUser } from '../../../src/postgres/embedded/server-user';

const passwd = (line: string) => () => `root:x:0:0:root:/root:/bin/sh\n${line}\n`;

test('everybody but root runs the server as themselves', () => {
  expect(serverUser(1000)).toBeUndefined();
});

test.each([
  ['Debian', 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin', 65534],
  ['macOS', 'nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false', 4294967294],
  ['an old Red Hat', 'nobody:x:99:99:Nobody:/:/sbin/nologin', 99],
  ['a system without it', 'daemon:x:1:1::/:', 65534],
  ['a broken file', 'nobody:x:0:0::/:', 65534],
])("root's server runs as nobody on %s", (_, line, uid) => {
  expect(serverUser(0, passwd(line))).toEqual({ uid, gid: uid });
});

test('and as the usual number where no file says', () => {
  const missing = () => {
    throw new Error('ENOENT');
  };
  expect(serverUser(0, missing)).toEqual({ uid: 65534, gid: 65534 });
});

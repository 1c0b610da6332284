import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scripts } from '../package.json';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plancliff-start-'));
  const stub = join(folder, 'npm');
  // Stands for the compiler: it writes one line when it begins, and fails so that nothing runs after it.
  writeFileSync(stub, '#!/bin/sh\necho "npm $*" >&2\nexit 3\n');
  chmodSync(stub, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('npm start says that it compiles before it does, and not on standard output', async () => {
  const child = spawn('/bin/sh', ['-c', scripts.start], {
    env: { PATH: `${folder}:/usr/bin:/bin` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect(errors).toMatch(/^Compiling plancliff.*\nnpm run --silent build\n$/);
  expect(out).toBe('');
  expect(code).toBe(3);
});

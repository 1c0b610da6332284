import { delimiter, join } from 'node:path';
import { programName } from '../../src/commands/program-name';

const path = (...folders: string[]) => ({ PATH: folders.join(delimiter) });
const at =
  (...folders: string[]) =>
  (file: string): boolean =>
    folders.some((folder) => file === join(folder, 'plancliff'));

test('a shell that finds plancliff needs nothing before it', () => {
  expect(programName(path('/bin', '/usr/local/bin'), at('/usr/local/bin'))).toBe('plancliff');
  // Windows has its own extensions, and npx works there as well.
  expect(programName(path('/bin', '/usr/local/bin'), at())).toBe('npx plancliff');
  expect(programName({}, at('/bin'))).toBe('npx plancliff');
});

test('what npm alone finds needs npx', () => {
  const own = '/project/node_modules/.bin';
  expect(programName({ ...path(own, '/bin'), npm_command: 'exec' }, at(own))).toBe('npx plancliff');
  expect(programName(path(own, '/bin'), at(own, '/bin'))).toBe('plancliff');
});

test('the folders of PATH are really looked into', () => {
  expect(programName(path(__dirname))).toBe('npx plancliff');
});

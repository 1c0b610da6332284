import type * as Program from '../../src/commands/program';
import { packageInfo } from '../../src/package-info';

/** Modules that take 0.5 s of processor time to load, and that only a command which runs has a use for. */
const heavy = ['engine/engines', 'reporters/registry', 'sql/parse', 'postgres/connection'];

test.each([['--help'], ['--version'], ['scan', '--help'], ['pull', '--help']])(
  'neither engines nor the parser are loaded for %s %s',
  (...args) => {
    const loaded: string[] = [];
    jest.isolateModules(() => {
      for (const name of heavy) {
        jest.doMock(`../../src/${name}`, () => {
          loaded.push(name);
          return {};
        });
      }
      const { parseArguments } = jest.requireActual<typeof Program>('../../src/commands/program');
      jest.requireActual('../../src/run');
      expect(parseArguments(args, packageInfo().version)).toHaveProperty('print');
    });
    expect(loaded).toEqual([]);
  },
);

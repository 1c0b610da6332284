import { checkOptions, verifyOptions } from '../src/options';
import { fakeProcess } from './cli/fake-process';

const process = () => fakeProcess({ cwd: __dirname });

describe('the state that check looks at', () => {
  test.each([
    [{}, undefined],
    [{ stale: '10' }, { label: 'stale 10', stale: 10 }],
    [
      { bloat: '40%', notVisible: '0.3' },
      { label: 'bloat 40%, not visible 0.3', bloat: 0.4, notVisible: 0.3 },
    ],
  ])('%j', async (flags, condition) => {
    expect((await checkOptions(process(), [], flags)).condition).toEqual(condition);
  });

  test.each([{ stale: '1' }, { stale: 'old' }, { bloat: '1.2' }, { notVisible: '-1' }])(
    '%j is refused',
    async (flags) => {
      await expect(checkOptions(process(), [], flags)).rejects.toThrow(/cannot be/);
    },
  );
});

test('verify loads a million rows and analyses ten times unless told otherwise', async () => {
  expect(await verifyOptions(process(), ['shop'], {})).toMatchObject({
    names: ['shop'],
    rows: 1_000_000,
    runs: 10,
    statistics: false,
  });
  expect(await verifyOptions(process(), [], { rows: '100k', runs: '3' })).toMatchObject({
    rows: 100_000,
    runs: 3,
  });
  await expect(verifyOptions(process(), [], { runs: '1' })).rejects.toThrow('--runs cannot be');
});

import { readArguments } from '../../bench/arguments';

const parts = ['truth', 'where'];

test('parts, scenarios and row counts are read in any order', () => {
  const args = [
    '--rows',
    '1m,100k',
    'truth',
    '--scenario',
    'a',
    '--full',
    '--scenario',
    'b',
    '--loads',
    '3',
    '--seed',
    '7',
    '--measure',
    '--search-path',
    'app,public',
  ];
  expect(readArguments(args, parts)).toEqual({
    full: true,
    help: false,
    parts: ['truth'],
    scenarios: ['a', 'b'],
    rows: [100_000, 1_000_000],
    loads: 3,
    seed: 7,
    measure: true,
    searchPath: ['app', 'public'],
  });
});

test.each([
  { args: ['nope'], message: 'No part nope; there is truth, where' },
  { args: ['--nope'], message: 'No option --nope' },
  { args: ['--rows'], message: '--rows needs a value' },
  { args: ['--scenario', '--full'], message: '--scenario needs a value' },
  { args: ['--loads', '0'], message: '--loads is a whole number from 1 up' },
  { args: ['--seed', '1.5'], message: '--seed is a whole number from 1 up' },
  { args: ['--rows', 'many'], message: 'cannot read the scales "many"' },
])('$args is refused', ({ args, message }) => {
  expect(() => readArguments(args, parts)).toThrow(message);
});

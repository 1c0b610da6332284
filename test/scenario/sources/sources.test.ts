import { sourceOf, sources } from '../../../src/scenario/sources/sources';

const [modules] = sources;

test.each([
  ['users.ts', true],
  ['users.mjs', true],
  ['users.cts', true],
  ['_shared.ts', false],
  ['.hidden.ts', false],
  ['users.test.ts', false],
  ['users.d.ts', false],
  ['schema.sql', false],
])('%s of the scenario folder is a scenario: %s', (name, expected) => {
  expect(sources.some((source) => source.isScenario(name))).toBe(expected);
});

test('a file is loaded by the source of its ending, and one without a known ending as a module', () => {
  expect(sourceOf('/p/scenarios/users.ts')).toBe(modules);
  expect(sourceOf('/p/scenarios/users')).toBe(modules);
  for (const source of sources) {
    expect(sources.filter(({ ending }) => String(ending) === String(source.ending))).toEqual([source]); // prettier-ignore
  }
});

test('a module is run by what the command line gives', async () => {
  const run = jest.fn(() => Promise.reject(new Error('was run')));
  await expect(sourceOf('a.ts').load('/p/a.ts', 'a.ts', run)).rejects.toThrow('was run');
  expect(run).toHaveBeenCalledWith('/p/a.ts', 'a.ts');
});

import { execFileSync } from 'node:child_process';
import * as plancliff from '../../../src/index';
import { library } from '../../../src/scenario/sources/library';

test('modules of scenarios import the whole library', () => {
  expect(Object.keys(library).sort()).toEqual(Object.keys(plancliff).sort());
  for (const [name, value] of Object.entries(plancliff))
    expect([name, library[name as keyof typeof library] === value]).toEqual([name, true]);
});

test('the definitions load nothing of the engines, and the first use of a program loads them', () => {
  const script = `
    const { library } = require('./src/scenario/sources/library.ts');
    const loaded = () => Object.keys(require.cache).some((file) => file.includes('/src/engine/'));
    const before = [typeof library.serial, loaded()];
    console.log(JSON.stringify([...before, typeof library.sweepScenario, loaded()]));`;
  const printed = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual(['function', false, 'function', true]);
});

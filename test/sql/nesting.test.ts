import { spawnSync } from 'node:child_process';
import { guard } from '../../src/sql/guard';
import { checkPlannable } from '../../src/sql/plannable';

test.each([700, 2_000, 100_000])('a sum of %i terms is read or refused in one line', async (n) => {
  const sql = `select 1${'+1'.repeat(n)} from orders`;
  for (const result of [await checkPlannable(sql), await guard(sql)]) {
    if (n === 700) expect(result.ok).toBe(true);
    else expect(JSON.stringify(result)).toContain('nest deeper than plancliff reads');
  }
});

test('many terms beside each other are no depth', async () => {
  const terms = Array.from({ length: 2_000 }, (_, k) => `id = ${k}`);
  expect((await checkPlannable(`select * from orders where ${terms.join(' or ')}`)).ok).toBe(true);
});

test('half of the stack is enough for the deepest text that is read, before anything is compiled', () => {
  const script = `
    const { checkPlannable } = require('./src/sql/plannable');
    const { guard } = require('./src/sql/guard');
    const sql = 'select 1' + '+1'.repeat(740) + ' from orders';
    Promise.all([checkPlannable(sql), guard(sql)]).then((all) => {
      console.log(all.map(({ ok }) => ok).join());
    });`;
  const interpreted = ['--no-opt', '--no-sparkplug', '--no-maglev'];
  const { stdout } = spawnSync(
    process.execPath,
    [
      '--stack-size=492',
      ...interpreted,
      '-r',
      './test/helpers/require-typescript.js',
      '-e',
      script,
    ],
    { encoding: 'utf8' },
  );
  expect(stdout).toBe('true,true\n');
});

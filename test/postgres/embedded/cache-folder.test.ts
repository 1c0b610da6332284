import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, canMake, prune, touch } from '../../../src/postgres/embedded/cache-folder';

test('the cache lies where XDG_CACHE_HOME says, if that is absolute', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/x', HOME: '/h' })).toBe('/x/plancliff');
  const home = cacheFolder({ HOME: '/h' });
  expect(home).toMatch(/^\/h\/(\.cache|Library\/Caches)\/plancliff$/);
  expect(cacheFolder({ XDG_CACHE_HOME: 'relative', HOME: '/h' })).toBe(home);
  expect(cacheFolder({ XDG_CACHE_HOME: '', HOME: '/h' })).toBe(home);
});

test('a folder below a file cannot be made, and that is no error', () => {
  expect(canMake('/dev/null/plancliff', 0o700)).toBe(false);
});

test('pruning removes what is old and ours, and nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plc-cache-'));
  const days = (age: number) => new Date(Date.now() - age * 24 * 3600 * 1000);
  const dead = spawnSync(process.execPath, ['-e', '0']).pid;
  const entries: readonly [string, number][] = [
    ['template-18-new.tar', 29],
    ['template-18-old.tar', 31],
    [`template-18-half.tar-1.${dead}.tmp`, 0],
    [`template-18-now.tar-2.${process.pid}.tmp`, 0],
    [`template-18-stuck.tar-2.${process.pid}.tmp`, 1],
    ['programs-old', 31],
    ['somebody-else', 400],
  ];
  for (const [name, age] of entries) {
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), days(age), days(age));
  }
  prune(folder);
  expect(readdirSync(folder).sort()).toEqual([
    'somebody-else',
    'template-18-new.tar',
    `template-18-now.tar-2.${process.pid}.tmp`,
  ]);
  touch(join(folder, 'template-18-new.tar'));
  prune(folder, Date.now() + 5 * 24 * 3600 * 1000);
  expect(readdirSync(folder)).toContain('template-18-new.tar');
  rmSync(folder, { recursive: true });
});

test('pruning keeps the last few copies, and those that a run may still use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plc-cache-'));
  const add = (name: string, hours: number): void => {
    writeFileSync(join(folder, name), '');
    const then = new Date(Date.now() - hours * 3600 * 1000);
    utimesSync(join(folder, name), then, then);
  };
  const ages = Array.from({ length: 10 }, (_, k) => k + 2);
  for (const age of ages) add(`programs-${age}`, age);
  prune(folder);
  expect(readdirSync(folder)).toHaveLength(8);
  expect(readdirSync(folder)).not.toContain('programs-10');
  for (const age of ages) add(`programs-fresh-${age}`, 0.5);
  prune(folder);
  expect(readdirSync(folder).sort()).toEqual(ages.map((age) => `programs-fresh-${age}`).sort());
  rmSync(folder, { recursive: true });
});

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** Cases that the README shows of a run. */
const shown = 4;

const block = /(prints:\n\n```\n)[^]*?(```)/;

/** Puts the beginning of what `npm start` prints today into the README. */
function main(): void {
  const args = ['dist/bin.js', 'check', '--quiet', '--no-color'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const lines = stdout.split('\n');
  // A case has its name at the left edge, below the head of the table.
  const head = lines.findIndex((line) => /^ {2}rows up to/.test(line));
  const names = lines.flatMap((line, i) => (i > head && /^\S/.test(line) ? [i] : []));
  const blank = lines.findIndex((line, i) => i > head && line === '');
  const end = Math.min(names[shown] ?? blank, blank);
  if (head < 0 || end < 0) throw new Error(`No table of cases in:\n${stdout}`);
  const text = `${lines.slice(0, end).join('\n')}\n`;
  const readme = readFileSync('README.md', 'utf8');
  writeFileSync('README.md', readme.replace(block, (_, before: string, after: string) => before + text + after)); // prettier-ignore
}

main();

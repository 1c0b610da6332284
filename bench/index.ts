import Table from 'cli-table3';
import { readArguments } from './arguments';
import { audit } from './audit';
import { bands } from './bands';
import { capture } from './capture';
import { coldStart } from './cold-start';
import { corpus } from './corpus';
import { furtherDecades } from './decades';
import { drizzle } from './drizzle';
import { factors } from './factors';
import { indexBuilds } from './index-builds';
import { losses } from './losses';
import { memory } from './memory';
import { names } from './names';
import type { Benchmark } from './report';
import { recording } from './recording';
import { scans } from './scans';
import { seeding } from './seeding';
import { slowTests } from './slow-tests';
import { sweepTime } from './sweep-time';
import { trials } from './trials';
import { truth } from './truth';
import { twins } from './twins';
import { where } from './where';

const benchmarks: readonly Benchmark[] = [
  { name: 'cold-start', about: 'start of a process to its first EXPLAIN', run: coldStart },
  { name: 'capture', about: 'EXPLAINs per second, beside a bare loop', run: capture },
  { name: 'audit', about: 'statements of an audit per second, beside a bare loop', run: audit },
  { name: 'seeding', about: 'rows per second, beside hand-written inserts', run: seeding },
  { name: 'drizzle', about: 'rows per second, beside drizzle-seed', run: drizzle },
  { name: 'memory', about: 'memory of a seeding client, at two sizes', run: memory },
  { name: 'truth', about: 'plans over virtual tables, beside those over real ones', run: truth },
  { name: 'twins', about: 'predictions of twins, beside the rows loaded on', run: twins },
  {
    name: 'factors',
    about: 'factors at which twins lose indexes, beside the rows loaded on',
    run: factors,
  },
  { name: 'where', about: 'row counts of changes, beside those found by loading', run: where },
  { name: 'bands', about: 'ranges that a sweep steps over, by a fine grid', run: bands },
  { name: 'names', about: 'schemas whose names are unlike any expected', run: names },
  { name: 'slow-tests', about: 'the tests that `npm test` leaves out', run: slowTests },
  { name: 'corpus', about: 'verdicts, beside harm that was measured', run: corpus },
  {
    name: 'losses',
    about: 'extrapolated work of verdicts, beside work on loaded rows',
    run: losses,
  },
  {
    name: 'index-builds',
    about: 'time that index builds take, beside what is expected',
    run: indexBuilds,
  },
  { name: 'trials', about: 'time of a check with trials, beside one without', run: trials },
  { name: 'scans', about: 'time and memory of scans, and findings on loaded rows', run: scans },
  { name: 'recording', about: 'time that recording adds to a query of Kysely', run: recording },
  { name: 'sweep', about: 'time of a sweep to a billion, beside loading', run: sweepTime },
  {
    name: 'decades',
    about: 'time of a row count near 1B, beside one near 1M',
    run: furtherDecades,
  },
];

const help = `Compares plancliff with real loads, with its aims and with stored figures; bench/README.md describes each part.

Usage
  npm run bench -- [part...] [options]

Parts, all where none is named
${benchmarks.map(({ name, about }) => `  ${name.padEnd(12)}${about}`).join('\n')}

Options
  --full               at the sizes of the aims: hours
  --scenario <name>    truth, where, bands, decades, losses, trials: only this one;
                       scans: a schema file or a folder of migrations;
                       corpus: only this family; may be given again
  --rows <list>        truth: at these row counts, e.g. 100k,1m
                       where: up to the largest of them; losses: loaded
  --measure            corpus: load the rows, measure the truth and write it down
                       before the check
  --loads <count>      where: load each row count this many times, drawn anew;
                       trials: check each scenario this many times
  --search-path <a,b>  scans: schemas in which each file looks for names
  --seed <number>      names: draw the names by this seed, 1 where absent

Examples
  npm run bench -- capture seeding
  npm run bench -- truth --scenario bench/workloads/tpch.ts --rows 100k,1m
  npm run bench -- where --scenario web-shop --rows 1m
`;

async function main(args: readonly string[]): Promise<void> {
  const options = readArguments(
    args,
    benchmarks.map(({ name }) => name),
  );
  if (options.help) {
    process.stdout.write(help);
    return;
  }
  const { parts, full } = options;
  const table = new Table({
    head: ['', 'ours', 'beside it', 'ratio', 'aim', ''],
    style: { head: [], border: [] },
  });
  const notes: string[] = [];
  for (const { name, run } of benchmarks) {
    if (parts.length > 0 && !parts.includes(name)) continue;
    process.stderr.write(`${name} …\n`);
    for (const comparison of await run(options)) {
      const { what, ours, beside, ratio, aim, met } = comparison;
      table.push([what, ours, beside, ratio?.toFixed(2) ?? '', aim, met ? 'met' : 'missed']);
      notes.push(...(comparison.notes ?? []));
    }
  }
  const sizes = full ? 'full sizes' : 'a tenth of the sizes or less; --full for those of the aims';
  process.stdout.write([table.toString(), sizes, ...notes, ''].join('\n'));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});

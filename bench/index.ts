import Table from 'cli-table3';
import { capture } from './capture';
import { coldStart } from './cold-start';
import { furtherDecades } from './decades';
import { drizzle } from './drizzle';
import { memory } from './memory';
import type { Benchmark } from './report';
import { seeding } from './seeding';
import { sweepTime } from './sweep-time';
import { truth } from './truth';
import { where } from './where';

const benchmarks: readonly Benchmark[] = [
  { name: 'cold-start', run: coldStart },
  { name: 'capture', run: capture },
  { name: 'seeding', run: seeding },
  { name: 'drizzle', run: drizzle },
  { name: 'memory', run: memory },
  { name: 'truth', run: truth },
  { name: 'where', run: where },
  { name: 'sweep', run: sweepTime },
  { name: 'decades', run: furtherDecades },
];

/** `[--full] [name…]`: all of them where none is named. */
async function main(args: readonly string[]): Promise<void> {
  const full = args.includes('--full');
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.find((name) => !benchmarks.some((each) => each.name === name));
  if (unknown !== undefined) {
    throw new Error(
      `No benchmark ${unknown}; there is ${benchmarks.map((b) => b.name).join(', ')}`,
    );
  }
  const table = new Table({
    head: ['', 'ours', 'beside it', 'ratio', 'aim', ''],
    style: { head: [], border: [] },
  });
  const notes: string[] = [];
  for (const { name, run } of benchmarks) {
    if (names.length > 0 && !names.includes(name)) continue;
    process.stderr.write(`${name} …\n`);
    for (const comparison of await run({ full })) {
      const { what, ours, beside, ratio, aim, met } = comparison;
      table.push([what, ours, beside, ratio?.toFixed(2) ?? '', aim, met ? 'met' : 'missed']);
      notes.push(...(comparison.notes ?? []));
    }
  }
  const sizes = full ? 'full sizes' : 'a tenth of the sizes or less; --full for those of the aims';
  process.stdout.write([table.toString(), sizes, ...notes, ''].join('\n'));
}

void main(process.argv.slice(2));

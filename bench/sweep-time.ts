import { formatRows } from '../src/text/row-count';
import { runChild } from './child';
import { watchDisk, type DiskUse } from './disk-use';
import { atLeast, type BenchOptions, type Comparison } from './report';
import type { SweepReport } from './sweep-child';
import type { EngineName } from './workload';

interface Run extends SweepReport {
  readonly disk: DiskUse;
}

/** The web shop swept to a billion rows, against really seeding its decades, and what the sweep took to do it. */
export async function sweepTime({ full }: BenchOptions): Promise<readonly Comparison[]> {
  const loaded = full ? 1e7 : 1e6;
  const virtual = await run('virtual', 1e9);
  const seed = await run('seed', loaded);
  const { ledger, seconds, connections, points, memory, disk } = virtual;
  const bare = (ledger.explain.seconds + ledger.insert.seconds) / connections;
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
  return [
    {
      what: `web shop, all cases, 1k to 1B at 1 %: ${points} row counts, ${ledger.explain.count} EXPLAINs`,
      ours: `${seconds.toFixed(1)} s`,
      beside: '',
      aim: 'under 15 s',
      met: seconds < 15,
      notes: [profile(virtual)],
    },
    atLeast(20, {
      what: `the same / really seeding the decades to ${formatRows(loaded)}`,
      ours: `${seconds.toFixed(1)} s`,
      beside: `${seed.seconds.toFixed(1)} s`,
      ratio: seed.seconds / seconds,
    }),
    {
      what: `the same / its EXPLAINs and sample insertions alone, on ${connections} connections`,
      ours: `${seconds.toFixed(1)} s`,
      beside: `${bare.toFixed(1)} s`,
      ratio: bare / seconds,
      aim: 'at least 0.33',
      met: seconds <= 3 * bare,
    },
    {
      what: 'client memory of the sweep',
      ours: megabytes(memory * 1024),
      beside: `${megabytes(seed.memory * 1024)} seeding`,
      aim: 'under 200 MB',
      met: memory * 1024 < 200e6,
    },
    {
      what: "disk under the server's data, at most",
      ours: megabytes(disk.real),
      beside: `${megabytes(disk.apparent)} apparent`,
      aim: 'under 200 MB',
      met: disk.real < 200e6,
    },
  ];
}

async function run(engine: EngineName, to: number): Promise<Run> {
  const lines: string[] = [];
  let watch: ReturnType<typeof watchDisk> | undefined;
  await runChild('sweep-child', [engine, 'web-shop', String(to)], {
    onLine: (line) => {
      lines.push(line);
      watch ??= watchDisk(line);
    },
  });
  const disk = (await watch?.stop()) ?? { real: NaN, apparent: NaN };
  return { ...(JSON.parse(lines.at(-1) ?? '') as SweepReport), disk };
}

/** Where the time of all connections together went. */
function profile({ ledger, seconds, connections }: Run): string {
  const spent = Object.entries(ledger).map(
    ([kind, { count, seconds: took }]) => `${kind} ${took.toFixed(1)} s (${count})`,
  );
  const idle =
    seconds * connections - Object.values(ledger).reduce((sum, each) => sum + each.seconds, 0);
  const parts = [...spent, `client ${idle.toFixed(1)} s`].join(', ');
  return `sweep: ${(seconds * connections).toFixed(1)} s on ${connections} connections: ${parts}`;
}

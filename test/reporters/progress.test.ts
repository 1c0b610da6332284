import { progressReporter, type ProgressStream } from '../../src/reporters/progress';
import { progressLine, speedBetween, type Progress } from '../../src/reporters/progress-line';

const filling = (done: number, parts: Partial<Progress> = {}): Progress => ({
  scenario: 'web-shop',
  condition: 'fresh',
  phase: 'rows',
  scale: 1e6,
  table: 'orders',
  done,
  total: 1e6,
  ...parts,
});

describe('a line of progress', () => {
  test.each<[Progress, ReturnType<typeof speedBetween>, string]>([
    [filling(340_000), undefined, 'web-shop, 1M rows: filling orders, 340k of 1M'],
    [
      filling(340_000),
      { rowsPerSecond: 212_345, secondsLeft: 3.1 },
      'web-shop, 1M rows: filling orders, 340k of 1M, 212k rows/s, 4 s left',
    ],
    [
      filling(0),
      { rowsPerSecond: 1000, secondsLeft: 8000 },
      'web-shop, 1M rows: filling orders, 0 of 1M, 1k rows/s, 2 h 13 min left',
    ],
    [{ phase: 'schema', scale: 1000 }, undefined, 'creating the schema'],
    [
      { phase: 'plan', scale: 1000, scenario: 'a', condition: 'stale' },
      undefined,
      'a, stale, 1k rows: planning',
    ],
    [
      { phase: 'vacuum', scale: 1000, scenario: 'a\nb' },
      undefined,
      'a b, 1k rows: vacuuming tables',
    ],
  ])('%#', (progress, speed, line) => {
    expect(progressLine(progress, speed)).toBe(line);
  });

  test('tells a speed only when there is one', () => {
    expect(speedBetween({ done: 0, ms: 0 }, { done: 100, ms: 400 }, 1000)).toBeUndefined();
    expect(speedBetween({ done: 5, ms: 0 }, { done: 5, ms: 5000 }, 1000)).toBeUndefined();
    expect(speedBetween({ done: 100, ms: 0 }, { done: 300, ms: 1000 }, 500)).toEqual({
      rowsPerSecond: 200,
      secondsLeft: 1,
    });
  });
});

function stream(parts: Partial<ProgressStream> = {}) {
  const writes: string[] = [];
  return { writes, write: (text: string) => writes.push(text), ...parts };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('on a terminal', () => {
  const clear = '\r\u001b[K';
  const terminal = () => stream({ isTTY: true, columns: 30 });

  test('one line is redrawn, never wider than the window', () => {
    const out = terminal();
    const progress = progressReporter(out);
    progress.update(filling(1000));
    expect(out.writes).toEqual([`${clear}web-shop, 1M rows: filling o…`]);
    expect(out.writes[0]?.slice(clear.length).length).toBeLessThan(30);
    progress.stop();
    expect(out.writes.at(-1)).toBe(clear);
  });

  test('what comes thick is drawn ten times a second, and the last of it always', () => {
    const out = terminal();
    const progress = progressReporter(out);
    for (let i = 0; i < 1000; i++) {
      progress.update(filling(i * 1000));
      jest.advanceTimersByTime(1);
    }
    expect(out.writes.length).toBeLessThanOrEqual(11);
    progress.update(filling(0, { phase: 'vacuum', scenario: 'x' }));
    jest.advanceTimersByTime(100);
    expect(out.writes.at(-1)).toBe(`${clear}x, 1M rows: vacuuming orders…`);
    progress.stop();
  });

  test('a note stands above the line, and nothing comes after the end', () => {
    const out = terminal();
    const progress = progressReporter(out);
    progress.update(filling(0));
    progress.note('Warning: disk');
    expect(out.writes.slice(1)).toEqual([clear, 'Warning: disk\n']);
    progress.stop();
    progress.stop();
    progress.update(filling(5));
    jest.advanceTimersByTime(1000);
    expect(out.writes).toHaveLength(3);
  });
});

describe('elsewhere', () => {
  test('one line a phase, without control codes', () => {
    const out = stream();
    const progress = progressReporter(out);
    for (const phase of ['rows', 'rows', 'indexes', 'vacuum'] as const) {
      progress.update(filling(10, { phase }));
      jest.advanceTimersByTime(3000);
    }
    expect(out.writes).toEqual([
      'web-shop, 1M rows: filling orders, 10 of 1M\n',
      'web-shop, 1M rows: building indexes of orders, 10 of 1M\n',
      'web-shop, 1M rows: vacuuming orders, 10 of 1M\n',
    ]);
  });

  test('phases that follow fast are left out, and each scenario shows', () => {
    const out = stream();
    const progress = progressReporter(out);
    for (let scale = 1000; scale < 1100; scale++) {
      progress.update({ scenario: 'a', phase: 'sample', scale });
      jest.advanceTimersByTime(10);
    }
    progress.update({ scenario: 'b', phase: 'sample', scale: 1000 });
    expect(out.writes).toEqual(['a, 1k rows: sampling tables\n', 'b, 1k rows: sampling tables\n']);
  });
});

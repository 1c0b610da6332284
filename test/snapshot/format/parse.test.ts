import { PlancliffError } from '../../../src/errors';
import { formatSnapshot } from '../../../src/snapshot/format/format';
import { parseSnapshot } from '../../../src/snapshot/format/parse';
import { entry, snapshot } from '../../helpers/entries';

const text = formatSnapshot(
  snapshot(
    [
      {
        ...entry('orders', [
          [1000, 'Index Scan a_idx (o): on a', 'Index Scan c_pkey (c): on id'],
          [41_200_000, 'Seq Scan (o)', 'Index Scan c_pkey (c): on id'],
        ]),
        parameters: ["'paid'", '20'],
      },
      entry('products', [[1000, 'Seq Scan (products)']]),
    ],
    { settings: { work_mem: '64MB' } },
  ),
);

function errorOf(changed: string): PlancliffError {
  try {
    parseSnapshot(changed, 'snapshots/web-shop.snap');
  } catch (error) {
    if (error instanceof PlancliffError) return error;
    throw error;
  }
  throw new Error(`was read:\n${changed}`);
}

const edit = (from: string | RegExp, to: string): string => {
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  return edited;
};

describe('a snapshot that is not one', () => {
  test.each([
    ['is empty', '', 'web-shop.snap:1: expected "plancliff snapshot" and a version, found ""'],
    ['is something else', '{"a": 1}\n', ':1: expected "plancliff snapshot" and a version'],
    ['lacks its header', edit(/^digest.*\n/m, ''), ':6: expected "digest" and its value'],
    ['names no engine', edit('virtual', 'Magic!'), ':4: expected "engine" and its value'],
    ['has scales turned round', edit('1k … 1B', '1B … 1k'), ':5: expected "scales"'],
    ['has a setting without a value', edit(' = 64MB', ''), ':7: expected "setting"'],
    ['has a case without a name', edit('orders / common', 'orders'), ':9: expected "query / case"'],
    [
      'has a case without SQL',
      edit(/^ {2}\| .*\n/m, ''),
      'expected the SQL of the case, after "  | "',
    ],
    ['has parameters in disorder', edit('$2 = 20', '$3 = 20'), ':12: expected "$2 =" and a value'],
    [
      'has no row counts',
      edit('      1k … ', '      ok … '),
      ':13: expected row counts and an access',
    ],
    [
      'has a gap in its row counts',
      edit('41.2M …', '42M …'),
      'do not begin where those of the line before end',
    ],
    [
      'has a broken JSON string',
      edit('Seq Scan (o)', '"Seq Scan'),
      'expected an access, or one as a JSON string',
    ],
    [
      'holds a case twice',
      edit('products / common', 'orders / common'),
      'orders / common stands here for the second time',
    ],
    ['goes on after its end', `${text}more\n`, ':23: text after "end of snapshot"'],
    [
      'is left in a merge conflict',
      edit('products / common', '<<<<<<< HEAD'),
      'a merge conflict is left',
    ],
  ])('%s', (_, changed, message) => {
    const error = errorOf(changed);
    expect(error.code).toBe('snapshot');
    expect(error.message).toContain(message);
    expect(error.message).toMatch(/^snapshots\/web-shop\.snap:\d+: /);
    expect(error.hint).toContain('rewrite it with -u');
  });

  test('of a newer version asks for an upgrade, and not for -u', () => {
    const error = errorOf(edit('snapshot 2', 'snapshot 3'));
    expect(error.message).toBe(
      'snapshots/web-shop.snap:1: the snapshot has version 3, and this plancliff reads up to 2',
    );
    expect(error.hint).toBe('Upgrade plancliff.');
  });

  test('is told wherever the file was cut', () => {
    for (let length = 0; length < text.length - 1; length++) {
      expect(errorOf(text.slice(0, length)).code).toBe('snapshot');
    }
  });

  test('is told, and does no harm, whatever character is lost or doubled', () => {
    const known = parseSnapshot(text);
    for (let at = 0; at < text.length; at++) {
      for (const changed of [
        text.slice(0, at) + text.slice(at + 1),
        text.slice(0, at) + text.slice(at - 1),
      ]) {
        try {
          const read = parseSnapshot(changed);
          // What can still be read is another snapshot of the same form.
          expect(parseSnapshot(formatSnapshot(read))).toEqual(read);
          expect(read.entries).toHaveLength(known.entries.length);
        } catch (error) {
          if (!(error instanceof PlancliffError)) throw error;
          expect(error.code).toBe('snapshot');
        }
      }
    }
  });
});

test('cases that a merge put out of order are read in order', () => {
  const [head, orders, products, end] = text.split(/\n\n/);
  const turned = [head, products, orders, end].join('\n\n');
  expect(turned).not.toBe(text);
  expect(parseSnapshot(turned)).toEqual(parseSnapshot(text));
});

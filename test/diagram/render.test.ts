import { diagramSvg } from '../../src/diagram/diagram-svg';
import { diagramText } from '../../src/diagram/diagram-text';
import type { Diagram } from '../../src/diagram/types';

const diagram: Diagram = {
  scenario: 'shop',
  query: 'orders <of> "a" & b',
  case: 'recent',
  driving: 'orders',
  parameter: 2,
  condition: 'orders.placed_at >=',
  scales: [1_000, 3_162, 10_000],
  shares: [1, 0.1, 0.01],
  cells: [
    ['A', 'A', 'A'],
    ['A', 'B', 'B'],
    ['B', 'B', '.'],
  ],
  plans: [
    { letter: 'A', accesses: ['Seq Scan (orders)'] },
    { letter: 'B', accesses: ['Index Scan orders_placed_at_idx (orders): on placed_at', 'Seq Scan (c)'] }, // prettier-ignore
  ],
  planned: 7,
  serverVersion: '18.4',
};

it('names one row count as such', () => {
  const one = { ...diagram, scales: [10_000], cells: [['A'], ['B'], ['B']] };
  const text = diagramText(one, { columns: 80 });
  expect(text).toContain('is read in 2 ways at 10k rows.');
  expect(text).toContain('100 % |A\n');
});

it('draws shares upwards, rows to the right, and names the plans', () => {
  expect(diagramText(diagram, { columns: 80 }))
    .toBe(`orders <of> "a" & b is read in 2 ways from 1k to 10k rows.

orders <of> "a" & b / recent: share of rows that orders.placed_at >= $2 keeps
100 % |AAA
 10 % |ABB
  1 % |BB.
      +---
       1k
       rows of orders

  A  Seq Scan (orders)
  B  Index Scan orders_placed_at_idx (orders): on placed_at; Seq Scan (c)
  .  no value keeps about that share

7 of 9 cells were planned on PostgreSQL 18.4; the others have the plan of those
around them.
`);
});

it('says so where one plan serves everywhere', () => {
  const one = { ...diagram, cells: [['A', 'A', 'A']], shares: [1], plans: diagram.plans.slice(0, 1), planned: 3 }; // prettier-ignore
  const text = diagramText(one, { columns: 120 });
  expect(text).toMatch(/^orders .* is read in one way from 1k to 10k rows, whatever share/);
  expect(text).toContain('3 of 3 cells were planned on PostgreSQL 18.4.');
});

it('writes SVG with a cell for each plan, and escapes names', () => {
  const svg = diagramSvg(diagram);
  expect(svg.match(/<title>/g)).toHaveLength(1 + 9);
  expect(svg).toContain('orders &lt;of&gt; &quot;a&quot; &amp; b / recent');
  expect(svg).toContain('<title>10k rows, 1 %: no value keeps about that share</title>');
  expect(svg).not.toMatch(/<of>|& b/);
});

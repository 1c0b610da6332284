import type { SweptScenario } from '../../src/check/sweep-scenario';
import { errorOf, swept } from '../helpers/causes';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

describe('of one table', () => {
  let deliveries: SweptScenario;
  beforeAll(async () => {
    deliveries = await swept(server, 'deliveries', [3_000, 10_000, 30_000, 100_000]);
  }, 300_000);

  test('columns that depend on each other are named with their shares', () => {
    expect(errorOf(deliveries, 'dependent columns').why).toContain(
      'state and reason depend on each other: of the 100k rows of deliveries at 100k rows, 25 % meet (deliveries.state = 1) and 5 % meet (deliveries.reason = 2), and no row meets both. ' +
        'The planner multiplies the shares and expects 1.3 %.',
    );
  });

  test('rows that lie at the end of a walk are counted', () => {
    const { why } = errorOf(deliveries, 'place in the walk');
    expect(why).toMatch(
      /expects the LIMIT to end the read of deliveries after \d+ rows; measured, it reads 95k rows\./,
    );
    expect(why).toContain('Measured, 5k rows match, and they do not lie evenly over what is read.');
    expect(why).not.toContain('depend on each other');
  });

  test('an index of block ranges that leaves all pages is told with the correlation', () => {
    expect(errorOf(deliveries, 'block ranges').why).toMatch(
      /expects deliveries_at_brin to leave \d+ pages of deliveries, since the order of at is nearly that of the table \(correlation 0\.9\d\); measured, it reads 1\.59k pages/,
    );
  });

  test('the place of null values is told with the index', () => {
    const { why, advice } = errorOf(deliveries, 'nulls last');
    expect(why).toContain(
      'The query orders null values last, and deliveries_done_idx has them first in that direction',
    );
    expect(advice).toMatch(
      /^With "create index on public\.deliveries \(done_at desc nulls last\)"/,
    );
  });
});

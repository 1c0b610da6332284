import fc from 'fast-check';
import { anyNames } from '../../bench/names/schema';
import { keywordsOf, tryNames } from '../../bench/names/try-names';
import { tryNamesInPull } from '../../bench/names/try-pull';
import { tryNamesInScan } from '../../bench/names/try-scan';
import { tryNamesInTrial } from '../../bench/names/try-trial';
import { startTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server?.close();
});

// A hundred names, each in a place of its own.
it('plans over schemas of whatever names, on every engine and in verify', async () => {
  const sets = fc.uniqueArray(anyNames(await keywordsOf(server)), {
    minLength: 2,
    maxLength: 2,
    selector: ({ schema }) => schema,
  });
  await fc.assert(
    fc.asyncProperty(sets, (names) => tryNames(server, names)),
    { seed: 7, numRuns: 1, endOnFailure: true },
  );
});

it.each([
  ['measures, advises and draws', tryNamesInTrial],
  ['scans', tryNamesInScan],
  ['audits, pulls and grows', tryNamesInPull],
])('%s schemas of whatever names', async (_, tryNamesOf) => {
  const [names] = fc.sample(anyNames(await keywordsOf(server)), { numRuns: 1, seed: 11 });
  await tryNamesOf(server, names === undefined ? [] : [names]);
});

import fc from 'fast-check';
import { anyNames } from '../../bench/names/schema';
import { keywordsOf, tryNames } from '../../bench/names/try-names';
import { tryNamesInPull } from '../../bench/names/try-pull';
import { startTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server?.close();
});

// Fifty names, each in a place of its own; `npm run bench -- names --full` tries ten thousand.
it('plans over schemas of whatever names, on every engine and in verify', async () => {
  const sets = fc.uniqueArray(anyNames(await keywordsOf(server)), {
    minLength: 1,
    maxLength: 1,
    selector: ({ schema }) => schema,
  });
  await fc.assert(
    fc.asyncProperty(sets, (names) => tryNames(server, names)),
    { seed: 7, numRuns: 1, endOnFailure: true },
  );
});

it('audits, pulls and grows schemas of whatever names', async () => {
  const names = fc.sample(anyNames(await keywordsOf(server)), { numRuns: 1, seed: 11 });
  await tryNamesInPull(server, names);
});

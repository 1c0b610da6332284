import type { Server } from '../../src/postgres/types';
import { scanSchema } from '../../src/scan/scan-schema';
import { ddlOfNames, type Names } from './schema';

/**
 * Scans schemas with these names: infers its model, plans queries over all of its keys, and tries what looks wrong.
 *
 * @throws Error with the first query that does not plan, or the first table that no query is planned of
 */
export async function tryNamesInScan(server: Server, sets: readonly Names[]): Promise<void> {
  const result = await scanSchema({
    server,
    sources: [{ name: 'names.sql', text: sets.map(ddlOfNames).join('\n') }],
    scales: [1_000, 100_000],
    given: {},
    maxQueries: 30,
    variants: true,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  const [failed] = result.failures;
  if (failed !== undefined) throw new Error(`${failed.probe.name}: ${failed.failure.message}`);
  const lacking = result.modelNotes.filter((note) => /no query of|not measured|refus/.test(note));
  if (lacking.length > 0) throw new Error(lacking.join('\n'));
  const [skipped] = result.settled.skipped;
  if (skipped !== undefined) throw new Error(`${skipped.text}: ${skipped.message}`);
}

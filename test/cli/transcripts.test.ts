import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTranscript, replay } from '../helpers/cli/transcript';

const folder = join(__dirname, 'transcripts');

/** Milliseconds: check.md alone takes three minutes on a busy machine. */
const patience = 600_000;

// The transcript of an audit has a test of its own: it needs a database.
const files = readdirSync(folder).filter((file) => file !== 'audit.md');

describe('transcripts (UPDATE_TRANSCRIPTS=1 writes them anew, for review)', () => {
  it.each(files)(
    '%s',
    async (file) => {
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8');
      const today = await replay(readTranscript(text));
      if (process.env['UPDATE_TRANSCRIPTS'] === '1') writeFileSync(path, today);
      else expect(today).toBe(text);
    },
    patience,
  );
});

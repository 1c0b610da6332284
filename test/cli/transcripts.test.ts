import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectTranscript, slowTranscripts } from '../helpers/cli/transcript';

const folder = join(__dirname, 'transcripts');

/** Milliseconds: check.md alone takes three minutes on a busy machine. */
const patience = 600_000;

// The transcript of an audit has a test of its own: it needs a database.
const left = process.env['UPDATE_TRANSCRIPTS'] === '1' ? [] : slowTranscripts;
const files = readdirSync(folder).filter((file) => file !== 'audit.md' && !left.includes(file));

describe('transcripts (UPDATE_TRANSCRIPTS=1 writes them anew, for review)', () => {
  it.each(files)('%s', (file) => expectTranscript(join(folder, file)), patience);
});

import { resolve } from 'node:path';
import { expectTranscript, slowTranscripts } from '../helpers/cli/transcript';

test.each(slowTranscripts)(
  '%s (`UPDATE_TRANSCRIPTS=1 npx jest test/cli/transcripts` writes it anew, for review)',
  (file) => expectTranscript(resolve('test/cli/transcripts', file)),
);

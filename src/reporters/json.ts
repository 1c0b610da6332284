import { resultDocument } from './document';
import schema from './result.schema.json';
import type { Reporter } from './types';

/** For programs: one document, described by `plancliff/result.schema.json`, and nothing else. */
export const json: Reporter = (result, output, options) => {
  const document = { $schema: schema.$id, ...resultDocument(result, options) };
  output.write(`${JSON.stringify(document, null, 2)}\n`);
};

import { resolve } from 'node:path';
import putTemporaryFilesInMemory from './temporary-files-in-memory';

/** Before the first worker starts: the environment that the workers, and the processes that tests start, inherit. */
export default function setUp(): void {
  putTemporaryFilesInMemory();
  loadTypeScriptInChildren();
}

/** Processes that tests start run TypeScript: plancliff itself, and the process that plancliff runs scenarios in. */
function loadTypeScriptInChildren(): void {
  const given = process.env['NODE_OPTIONS'] ?? '';
  const hook = resolve(__dirname, 'require-typescript.js').replaceAll(/["\\]/g, String.raw`\$&`);
  process.env['NODE_OPTIONS'] = `${given} --require "${hook}"`.trimStart();
}

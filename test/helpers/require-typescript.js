'use strict';

/**
 * `node --require test/helpers/require-typescript.js file.ts`: lets a process that a test starts run the TypeScript of
 * this checkout. All of src takes 0.3 s of processor time to load this way, through jiti 1.1 s; a run of plancliff
 * loads it once or twice, and the suite has more than a hundred.
 *
 * Compiled files stay in node_modules/.cache, under a digest of what they were made from.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve, sep } = require('node:path');
const options = require('./swc-options');

const root = resolve(__dirname, '../..') + sep;
const cache = join(root, 'node_modules/.cache/plancliff-source');
const compiler = JSON.stringify([options, require('@swc/core/package.json').version]);

const native = Module._extensions['.js'];
Module._extensions['.ts'] = (module, path) => {
  if (!path.startsWith(root)) return native(module, path);
  module._compile(compiled(path, readFileSync(path, 'utf8')), path);
};

function compiled(path, source) {
  const name = createHash('sha1').update(compiler).update(path).update(source).digest('hex');
  const file = join(cache, `${name}.js`);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const code = transform(path, source);
    mkdirSync(cache, { recursive: true });
    // Another process may read it at the same time.
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
    return code;
  }
}

/** The compiler makes folders of its own in the user's cache and among temporary files: where a test names those, they would be in its way. */
function transform(path, source) {
  const names = ['XDG_CACHE_HOME', 'TMPDIR'];
  const given = names.map((name) => process.env[name]);
  for (const name of names) process.env[name] = join(root, 'node_modules/.cache');
  try {
    // Only now: the compiler itself takes longer to load than all of src.
    return require('@swc/core').transformSync(source, { ...options, filename: path }).code;
  } finally {
    for (const [k, name] of names.entries()) {
      if (given[k] === undefined) delete process.env[name];
      else process.env[name] = given[k];
    }
  }
}

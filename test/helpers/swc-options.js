'use strict';

/** How the sources are compiled for tests: in Jest's workers, and in the processes that tests start. */
module.exports = {
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
};

'use strict';
const swcOptions = require('./test/helpers/swc-options');

/** @type {import('jest').Config} */
module.exports = {
  globalSetup: '<rootDir>/test/helpers/global-setup.ts',
  // A server for each worker, which its test files share.
  testEnvironment: '<rootDir>/test/helpers/server-environment.ts',
  testSequencer: '<rootDir>/test/helpers/slowest-first.js',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // `npm run bench -- slow-tests` runs these, as docs/contributing.md says.
  testPathIgnorePatterns: ['<rootDir>/test/slow/'],
  transform: { '^.+\\.ts$': ['@swc/jest', swcOptions] },
  // Jest runs modules in a context whose globals are looked up through an interceptor; these come as parameters instead.
  // That took a third of Jest's own processor time where a test draws samples.
  sandboxInjectedGlobals:
    'Array BigInt BigInt64Array Boolean Float64Array Infinity JSON Map Math Number Object Promise RegExp Set String Symbol Uint32Array'.split(
      ' ',
    ),
  moduleNameMapper: { '^plancliff$': '<rootDir>/src/index.ts' },
  // Starting a server, seeding and planning take seconds, and a minute where many others want the two cores.
  testTimeout: 180_000,
  // One more than the two cores of the machines that it is made for: much of a test is waiting for its server.
  maxWorkers: 3,
};

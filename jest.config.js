'use strict';

/** @type {import('jest').Config} */
module.exports = {
  // A server for each worker, which its test files share.
  testEnvironment: '<rootDir>/test/helpers/server-environment.ts',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: { '^plancliff$': '<rootDir>/src/index.ts' },
  // Starting a server, seeding and planning take seconds, and a minute where many others want the two cores.
  testTimeout: 180_000,
  maxWorkers: 2,
};

'use strict';
const fast = require('../../jest.config');

/** What `npm test` leaves out; `npm run bench -- slow-tests` runs it. */
module.exports = {
  ...fast,
  rootDir: '../..',
  roots: ['<rootDir>/test/slow'],
  testPathIgnorePatterns: [],
};

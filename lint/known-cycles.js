'use strict';

/**
 * Modules that were in import cycles when the rule came, counted by folder: names change, numbers may only fall.
 * test/lint/import-cycles.test.ts fails where a number is higher than what is left.
 */
module.exports = { 'src/engine/virtual/': 21 };

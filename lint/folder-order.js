'use strict';

/**
 * Folders and files of src from the ground up: each may import those before it, and none after it. A module belongs to
 * the longest entry that its path starts with. Folders inside a folder may have an order of their own, by its path.
 */
module.exports = {
  src: [
    'errors',
    'package-info',
    // Words that every layer shares: types and constants, without imports of their own.
    'findings/kinds',
    'scenario/position',
    'model/draw',
    'text',
    'postgres',
    'sql',
    'schema',
    'model',
    'plan',
    'scenario',
    'drawer',
    'engine',
    'timeline',
    'trial',
    'findings',
    'advice',
    'snapshot',
    'check',
    'exit-code',
    'config',
    // The library, which the modules of scenarios import: what loads them is above it.
    'index',
    'scenario/sources',
    'reporters',
    'verify',
    'audit',
    'commands',
    'run',
    'bin',
  ],
  'src/engine': ['names', 'types', 'schema', 'refusal', 'probe', 'seed', 'virtual', 'engines'],
};

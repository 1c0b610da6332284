'use strict';
const js = require('@eslint/js');
const ts = require('typescript-eslint');
const { rule: noImportCycles } = require('./lint/no-import-cycles');
const { rule: noUpwardImports } = require('./lint/no-upward-imports');

module.exports = ts.config(
  { ignores: ['dist', 'coverage', 'test/fixtures/projects'] },
  js.configs.recommended,
  {
    files: ['**/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        __dirname: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [...ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    plugins: {
      local: {
        rules: { 'no-import-cycles': noImportCycles, 'no-upward-imports': noUpwardImports },
      },
    },
    rules: {
      'local/no-import-cycles': 'error',
      'local/no-upward-imports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='process'][callee.property.name='exit']",
          message: 'Set process.exitCode: exit() cuts large writes to a pipe.',
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/sql/parse.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: 'libpg-query', message: 'src/sql/parse.ts is the one door to it.' }] },
      ],
    },
  },
  {
    // What a command runs is loaded when it runs: all commands together take half a second of processor time.
    files: ['src/commands/*/command.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off' } },
);

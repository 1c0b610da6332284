'use strict';
const { dirname, join, relative, sep } = require('node:path');
const { importsOf } = require('./imports-of');
const orders = require('./folder-order');
const { upwardImport } = require('./upward-imports');

/** @type {import('eslint').Rule.RuleModule} */
const rule = {
  meta: {
    type: 'problem',
    schema: [],
    docs: {
      description: 'Forbids imports against the order of the folders, imports of types included.',
    },
    messages: {
      upward:
        '{{below}} is below {{above}} in lint/folder-order.js and may not import from it. Pass the value in, or move what both need down.',
      unknown: '{{unknown}} has no place in lint/folder-order.js. Add its folder there.',
    },
  },
  create(context) {
    const slashes = (path) => path.split(sep).join('/');
    const name = slashes(relative(context.cwd, context.filename));
    return importsOf((node) => {
      const target = `${slashes(join(dirname(name), node.value))}.ts`;
      const found = upwardImport(orders, name, target);
      if (found === undefined) return;
      const messageId = found.unknown === undefined ? 'upward' : 'unknown';
      context.report({ node, messageId, data: found });
    });
  },
};

module.exports = { rule };

'use strict';
const { dirname, join, relative, sep } = require('node:path');
const { cyclesIn, importGraph } = require('./import-cycles');
const { importsOf } = require('./imports-of');

// Once for each process and project: the rule asks for every file that is linted.
const found = new Map();
function cyclesOf(root) {
  if (!found.has(root)) found.set(root, cyclesIn(importGraph(root)));
  return found.get(root);
}

/** @type {import('eslint').Rule.RuleModule} */
const rule = {
  meta: {
    type: 'problem',
    schema: [],
    docs: { description: 'Forbids import cycles, imports of types included.' },
    messages: {
      cycle: 'This import is part of a cycle: {{cycle}}. Move what both need to a file below them.',
    },
  },
  create(context) {
    const name = relative(context.cwd, context.filename).split(sep).join('/');
    const cycle = cyclesOf(context.cwd).find((each) => each.includes(name));
    if (cycle === undefined) return {};
    return importsOf((node) => {
      const target = `${join(dirname(name), node.value).split(sep).join('/')}.ts`;
      if (cycle.includes(target))
        context.report({ node, messageId: 'cycle', data: { cycle: cycle.join(', ') } });
    });
  },
};

module.exports = { rule };

'use strict';
const { dirname, join, relative, sep } = require('node:path');
const { cyclesIn, importGraph } = require('./import-cycles');
const { importsOf } = require('./imports-of');
const known = require('./known-cycles');

/** The cycles that `known` does not allow: all of a folder where more of its modules are in cycles than it says. */
function forbiddenCycles(cycles, allowed) {
  const folderOf = (cycle) =>
    Object.keys(allowed).find((folder) => cycle.every((path) => path.startsWith(folder)));
  const count = (folder) =>
    cycles
      .filter((cycle) => folderOf(cycle) === folder)
      .reduce((sum, { length }) => sum + length, 0);
  return cycles.filter((cycle) => {
    const folder = folderOf(cycle);
    return folder === undefined || count(folder) > allowed[folder];
  });
}

// Once for each process and project: the rule asks for every file that is linted.
const found = new Map();
function cyclesOf(root) {
  if (!found.has(root)) found.set(root, forbiddenCycles(cyclesIn(importGraph(root)), known));
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

module.exports = { forbiddenCycles, rule };

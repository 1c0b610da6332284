'use strict';
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { dirname, join, relative, sep } = require('node:path');
const ts = require('typescript');

/** Folders whose modules are looked at. */
const folders = ['src', 'scenarios', 'bench', 'test'];

/** The TypeScript files below `root`, each with the files it imports; imports of types count. Paths use `/`. */
function importGraph(root) {
  const files = folders
    .map((folder) => join(root, folder))
    .filter(existsSync)
    .flatMap(modulesIn);
  const name = (path) => relative(root, path).split(sep).join('/');
  return new Map(
    files.map((path) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(path, 'utf8'), true, true);
      const targets = importedFiles
        .filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => `${join(dirname(path), fileName)}.ts`)
        .filter(existsSync);
      return [name(path), [...new Set(targets.map(name))]];
    }),
  );
}

function modulesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith('.ts') && !path.startsWith(join('fixtures', 'projects')))
    .map((path) => join(folder, path));
}

/**
 * The circles of a graph: its strongly connected components of two nodes or more, and nodes with an edge to
 * themselves. Each is sorted, as is their list. Tarjan's algorithm.
 */
function cyclesIn(graph) {
  const visits = new Map();
  const path = [];
  const cycles = [];
  const visit = (node) => {
    const own = { index: visits.size, low: visits.size, onPath: true };
    visits.set(node, own);
    path.push(node);
    for (const target of graph.get(node) ?? []) {
      const seen = visits.get(target);
      if (seen === undefined) own.low = Math.min(own.low, visit(target).low);
      else if (seen.onPath) own.low = Math.min(own.low, seen.index);
    }
    if (own.low === own.index) {
      const members = path.splice(path.indexOf(node));
      for (const member of members) visits.get(member).onPath = false;
      if (members.length > 1 || graph.get(node)?.includes(node)) cycles.push(members.sort());
    }
    return own;
  };
  for (const node of graph.keys()) if (!visits.has(node)) visit(node);
  return cycles.sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

module.exports = { cyclesIn, importGraph };

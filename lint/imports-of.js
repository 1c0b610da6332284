'use strict';

/** Visitors of every way to import a module by a relative path; `check` gets the node of the path. */
function importsOf(check) {
  const visit = ({ source }) => {
    if (typeof source?.value === 'string' && source.value.startsWith('.')) check(source);
  };
  return {
    ImportDeclaration: visit,
    ExportNamedDeclaration: visit,
    ExportAllDeclaration: visit,
    ImportExpression: visit,
    TSImportType: visit,
  };
}

module.exports = { importsOf };

/**
 * Visits every module that a file names: import, export … from, import(), and the type `import('…')`.
 * @param {(specifier: string, node: import('eslint').Rule.Node) => void} visit
 * @returns {import('eslint').Rule.RuleListener}
 */
export function onImport(visit) {
  /** @param {any} node - each of these nodes has a `source`, which may be missing or computed */
  const look = (node) => {
    if (typeof node.source?.value === 'string') visit(node.source.value, node.source);
  };
  return {
    ImportDeclaration: look,
    ExportNamedDeclaration: look,
    ExportAllDeclaration: look,
    ImportExpression: look,
    TSImportType: look,
  };
}

// Imports go downwards only, by package name, through what a package exports: ../../layers.json.
import { judgeImport } from '../../layers.mjs';
import { readWorkspace } from '../../workspace.mjs';
import { onImport } from '../imports.mjs';

/** @type {Map<string, import('../../workspace.mjs').Workspace>} */
const workspaces = new Map();

/** @type {import('eslint').Rule.RuleModule} */
export const layers = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object', properties: { root: { type: 'string' } }, additionalProperties: false }],
    messages: { wrong: '{{explanation}}' },
  },
  create(context) {
    const workspace = workspaceAt(context.options[0].root);
    return onImport((specifier, node) => {
      const explanation = judgeImport(workspace, context.filename, specifier);
      if (explanation) context.report({ node, messageId: 'wrong', data: { explanation } });
    });
  },
};

/** @param {string} root */
function workspaceAt(root) {
  const workspace = workspaces.get(root) ?? readWorkspace(root);
  workspaces.set(root, workspace);
  return workspace;
}

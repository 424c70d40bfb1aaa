// Packages run in pages and workers as well as in Node: only apps know disks and processes.
import { builtinModules } from 'node:module';
import { onImport } from '../imports.mjs';

/** @type {import('eslint').Rule.RuleModule} */
export const browserSafe = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      builtin:
        "'{{name}}' exists only in Node, and this package also runs in browsers, workers and bundles. " +
        'Take the bytes or values as an argument, and let apps/cli read them from disk.',
    },
  },
  create: (context) =>
    onImport((specifier, node) => {
      if (specifier.startsWith('node:') || builtinModules.includes(specifier))
        context.report({ node, messageId: 'builtin', data: { name: specifier } });
    }),
};

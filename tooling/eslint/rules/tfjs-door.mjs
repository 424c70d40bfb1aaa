// packages/math is the only door to tfjs.
import { onImport } from '../imports.mjs';

/** @type {import('eslint').Rule.RuleModule} */
export const tfjsDoor = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      door:
        "'{{name}}' is behind @saccade/math, the only door to tfjs: tfjs's own operations lack gradients or take slow paths, " +
        "and replacing tfjs must stay a change of one package. Import the operation or the type from '@saccade/math'; " +
        'if it is missing there, add it to packages/math/src with its gradient and its tests.',
    },
  },
  create: (context) =>
    onImport((specifier, node) => {
      if (specifier.startsWith('@tensorflow/'))
        context.report({ node, messageId: 'door', data: { name: specifier } });
    }),
};

// Same seed, same bits: no chance without a key, no clock, no arithmetic that engines round differently.
import { globalName, memberName } from '../globals.mjs';

/** Members of Math that every engine must compute alike (ECMA-262 defines them exactly). */
const EXACT = new Set([
  ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'],
  ...['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'],
]);
const CLOCKS = new Set(['Date.now', 'performance.now', 'performance.timeOrigin']);
const CHANCE = new Set(['Math.random', 'crypto.getRandomValues', 'crypto.randomUUID']);

/** @type {import('eslint').Rule.RuleModule} */
export const sameBits = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      chance:
        '{{name}} gives other numbers in every run, and a run could never be repeated. Take a `key`, `split` it with one name per use, ' +
        "and draw with `uniform`, `normal`, … from '@saccade/math'.",
      clock:
        '{{name}} reads a clock, so results would depend on when and how fast they were computed. Packages have no clock: ' +
        'take the time as an argument, or measure in apps/cli or in a bench.',
      hostMaths:
        '{{name}} differs in the last bit between engines, so the same seed would give other weights elsewhere. ' +
        "Use its counterpart from '@saccade/math/portable', which needs only + − × ÷ √.",
      power:
        '`**` differs in the last bit between engines, so the same seed would give other weights elsewhere. ' +
        "Multiply (`x * x`), or use `pow` from '@saccade/math/portable'. (Powers `2 ** n` of two with a literal n are exact and allowed.)",
    },
  },
  create(context) {
    /**
     * @param {any} node
     * @param {string} object
     * @param {string | undefined} member - undefined when unknown
     */
    const judge = (node, object, member) => {
      const name = `${object}.${member ?? '[…]'}`;
      const messageId = verdict(object, name, member);
      if (messageId) context.report({ node, messageId, data: { name } });
    };
    return {
      /** @param {any} node */
      MemberExpression(node) {
        const object = globalName(context, node.object);
        if (object) judge(node, object, memberName(node));
      },
      /** @param {any} node */
      'VariableDeclarator[id.type="ObjectPattern"][init]'(node) {
        const object = globalName(context, node.init);
        if (!object) return;
        for (const property of node.id.properties) judge(property, object, property.key?.name);
      },
      /** @param {any} node */
      ':matches(NewExpression, CallExpression)[callee.name="Date"]'(node) {
        const readsClock = node.type === 'CallExpression' || node.arguments.length === 0;
        if (readsClock && globalName(context, node.callee))
          context.report({ node, messageId: 'clock', data: { name: 'Date' } });
      },
      /** @param {any} node */
      ':matches(BinaryExpression[operator="**"], AssignmentExpression[operator="**="])'(node) {
        if (!isPowerOfTwo(node)) context.report({ node, messageId: 'power' });
      },
    };
  },
};

/**
 * @param {string} object
 * @param {string} name
 * @param {string | undefined} member
 */
function verdict(object, name, member) {
  if (CHANCE.has(name)) return 'chance';
  if (CLOCKS.has(name)) return 'clock';
  return object === 'Math' && !(member && EXACT.has(member)) ? 'hostMaths' : undefined;
}

/** @param {any} node */
function isPowerOfTwo({ left, right }) {
  const exponent = right.type === 'UnaryExpression' ? right.argument : right;
  return left.value === 2 && Number.isInteger(exponent.value);
}

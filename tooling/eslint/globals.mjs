/** @import { Rule, Scope } from 'eslint' */

/**
 * Name of the global that an expression denotes (`Math`, `globalThis.Math`), undefined for anything else.
 * @param {Rule.RuleContext} context
 * @param {any} node
 * @returns {string | undefined}
 */
export function globalName(context, node) {
  if (node.type === 'Identifier') return isGlobal(context, node) ? node.name : undefined;
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return undefined;
  return node.object.name === 'globalThis' && isGlobal(context, node.object) ? memberName(node) : undefined;
}

/**
 * Name of the property in `object.name` or `object['name']`, undefined when it is computed.
 * @param {any} node
 * @returns {string | undefined}
 */
export function memberName({ computed, property }) {
  return computed ? literalText(property) : property.name;
}

/** @param {any} node */
function literalText(node) {
  return node.type === 'Literal' ? String(node.value) : undefined;
}

/**
 * @param {Rule.RuleContext} context
 * @param {any} identifier
 */
function isGlobal(context, identifier) {
  /** @type {Scope.Scope | null} */
  let scope = context.sourceCode.getScope(identifier);
  for (; scope; scope = scope.upper) {
    const variable = scope.set.get(identifier.name);
    if (variable) return variable.defs.length === 0;
  }
  return true;
}

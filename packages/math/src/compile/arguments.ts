// Arguments and results of compiled functions: trees of tensors, keys, and plain values that are part of the function.
import { describe, isTensorLike } from '../errors.ts';
import { isKey } from '../random/check.ts';
import type { Argument } from './recorder.ts';

/** The tensors and keys of a tree in order, and a text that tells all the rest: structure, shapes, dtypes, numbers. */
export interface FlatArguments {
  readonly leaves: Argument[];
  readonly signature: string;
}

/** Takes arguments apart. */
export function flattenArguments(args: readonly unknown[]): FlatArguments {
  const leaves: Argument[] = [];
  let signature = '';
  const visit = (part: unknown): void => {
    if (isTensorLike(part)) {
      leaves.push(part);
      signature += `${part.dtype}[${part.shape.join()}]`;
    } else if (isKey(part)) {
      leaves.push(part);
      signature += 'key';
    } else if (typeof part === 'object' && part !== null && !ArrayBuffer.isView(part)) {
      signature += Array.isArray(part) ? '[' : '{';
      for (const [name, child] of Object.entries(part)) {
        signature += `${name}:`;
        visit(child);
        signature += ',';
      }
      signature += '}';
    } else {
      signature += literal(part);
    }
  };
  for (const arg of args) visit(arg);
  return { leaves, signature };
}

function literal(part: unknown): string {
  if (part === undefined || part === null || ['number', 'boolean', 'string'].includes(typeof part)) {
    return `${typeof part} ${String(part)}`;
  }
  throw new Error(
    `compile: arguments must be tensors, keys, numbers, strings, booleans, and lists and objects of them, got ${describe(part)}`,
  );
}

/** The same tree with `replace` applied to its tensors and keys. */
export function mapArguments(tree: unknown, replace: (leaf: Argument) => unknown): unknown {
  if (isTensorLike(tree) || isKey(tree)) return replace(tree);
  if (Array.isArray(tree)) return tree.map((child) => mapArguments(child, replace));
  if (typeof tree !== 'object' || tree === null || ArrayBuffer.isView(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([name, child]) => [name, mapArguments(child, replace)]),
  );
}

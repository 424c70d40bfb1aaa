// Arguments and results of compiled functions: trees of tensors, keys, and plain values that are part of the function.
import { describe, isTensorLike } from '../errors.ts';
import { isKey } from '../random/check.ts';
import { arraysEqual } from '../shapes.ts';
import type { Argument } from './recorder.ts';

/** All of a tree but its tensors and keys: structure, shapes, dtypes, plain values. */
export type Pattern =
  | { readonly kind: 'tensor'; readonly dtype: string; readonly shape: readonly number[] }
  | { readonly kind: 'key' }
  | { readonly kind: 'plain'; readonly value: unknown }
  | {
      readonly kind: 'tree';
      readonly isList: boolean;
      readonly names: readonly string[];
      readonly children: readonly Pattern[];
    };

/**
 * The pattern of a tree.
 * @throws when there is something in it that can be neither an input of a program nor a part of it.
 */
export function patternOf(part: unknown): Pattern {
  if (isTensorLike(part)) return { kind: 'tensor', dtype: part.dtype, shape: part.shape };
  if (isKey(part)) return { kind: 'key' };
  if (typeof part === 'object' && part !== null && !ArrayBuffer.isView(part)) {
    const names = Object.keys(part);
    const children = names.map((name) => patternOf(childOf(part, name)));
    return { kind: 'tree', isList: Array.isArray(part), names, children };
  }
  if (part === undefined || part === null || ['number', 'boolean', 'string'].includes(typeof part))
    return { kind: 'plain', value: part };
  throw new Error(
    `compile: arguments must be tensors, keys, numbers, strings, booleans, and lists and objects of them, got ${describe(part)}`,
  );
}

const childOf = (tree: object, name: string): unknown => (tree as Readonly<Record<string, unknown>>)[name];

/** Whether a tree has this pattern. Its tensors and keys, in order, are appended to `leaves`: all of them if it has. */
export function matches(pattern: Pattern, part: unknown, leaves: Argument[]): boolean {
  if (pattern.kind === 'plain') return Object.is(part, pattern.value);
  if (pattern.kind === 'tree') return matchesTree(pattern, part, leaves);
  const isLike =
    pattern.kind === 'key'
      ? isKey(part)
      : isTensorLike(part) && part.dtype === pattern.dtype && arraysEqual(part.shape, pattern.shape);
  if (isLike) leaves.push(part as Argument);
  return isLike;
}

function matchesTree(
  { isList, names, children }: Pattern & { readonly kind: 'tree' },
  part: unknown,
  leaves: Argument[],
): boolean {
  if (typeof part !== 'object' || part === null || Array.isArray(part) !== isList) return false;
  if (ArrayBuffer.isView(part)) return false;
  // A tensor or a key has other names, or else other children: that need not be asked at every call.
  const own = Object.keys(part);
  if (own.length !== names.length) return false;
  for (let i = 0; i < own.length; i++) {
    if (own[i] !== names[i] || !matches(children[i], childOf(part, own[i]), leaves)) return false;
  }
  return true;
}

/** The tensors and keys of a tree, in order. */
export function leavesOf(part: unknown): Argument[] {
  const leaves: Argument[] = [];
  matches(patternOf(part), part, leaves);
  return leaves;
}

/** A tree of this pattern with other tensors and keys: what `next` gives, in order. */
export function fill(pattern: Pattern, next: () => unknown): unknown {
  if (pattern.kind === 'plain') return pattern.value;
  if (pattern.kind !== 'tree') return next();
  if (pattern.isList) return pattern.children.map((child) => fill(child, next));
  const made: Record<string, unknown> = {};
  for (let i = 0; i < pattern.names.length; i++) made[pattern.names[i]] = fill(pattern.children[i], next);
  return made;
}

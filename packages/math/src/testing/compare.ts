import { isTensorLike } from '../errors.ts';
import { values } from '../ops/reading.ts';
import { arraysEqual, formatShape } from '../shapes.ts';
import { isClose } from './tolerance.ts';
import type { Tolerance } from './tolerance.ts';

/** Numbers with a shape, from a tensor, a typed array, or nested lists as JSON holds them. */
interface Numbers {
  readonly data: ArrayLike<number>;
  /** Undefined for a typed array, which fits any shape. */
  readonly shape: readonly number[] | undefined;
}

/** What differs between two trees of tensors, arrays and numbers; at most a few lines, empty when they are close. */
export function differences(got: unknown, expected: unknown, tolerance: Tolerance, path = ''): string[] {
  if (isPlainObject(expected) || isPlainObject(got)) return ofObjects(got, expected, tolerance, path);
  // Lists of tensors are trees, lists of numbers are values.
  if (isTree(got)) return ofObjects({ ...got }, { ...(expected as object) }, tolerance, path);
  const at = path === '' ? '' : `${path}: `;
  const [a, b] = [numbersOf(got), numbersOf(expected)];
  if (a === undefined || b === undefined) return [`${at}must be numbers, got ${String(a ? expected : got)}`];
  if (a.shape && b.shape && !arraysEqual(a.shape, b.shape)) {
    return [`${at}shape must be ${formatShape(b.shape)}, got ${formatShape(a.shape)}`];
  }
  if (a.data.length !== b.data.length)
    return [`${at}must have ${b.data.length} values, got ${a.data.length}`];
  return ofValues(a.data, b.data, tolerance, at);
}

function ofValues(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: Tolerance,
  at: string,
): string[] {
  const wrong: number[] = [];
  for (let i = 0; i < got.length; i++) {
    if (!isClose(got[i], expected[i], tolerance)) wrong.push(i);
  }
  if (wrong.length === 0) return [];
  const shown = wrong.slice(0, 5).map((i) => `${at}[${i}] must be ${expected[i]}, got ${got[i]}`);
  const bound =
    'ulp' in tolerance ? `${tolerance.ulp} ulp` : `rtol ${tolerance.rtol}, atol ${tolerance.atol}`;
  return [`${at}${wrong.length} of ${got.length} values are not within ${bound}`, ...shown];
}

function ofObjects(got: unknown, expected: unknown, tolerance: Tolerance, path: string): string[] {
  const [a, b] = [got, expected].map((side) => (typeof side === 'object' && side !== null ? side : {}));
  const names = new Set([...Object.keys(a as object), ...Object.keys(b as object)]);
  return [...names].flatMap((name) => {
    const below = path === '' ? name : `${path}.${name}`;
    if (!(name in (a as object))) return [`${below} must be there, got none`];
    if (!(name in (b as object))) return [`${below} must not be there`];
    const child = (side: unknown): unknown => (side as Record<string, unknown>)[name];
    return differences(child(a), child(b), tolerance, below);
  });
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isTree(value: unknown): value is unknown[] {
  return (
    Array.isArray(value) &&
    value.some((child) => isTensorLike(child) || isPlainObject(child) || isTree(child))
  );
}

function numbersOf(value: unknown): Numbers | undefined {
  if (isTensorLike(value)) return { data: values(value), shape: value.shape };
  if (ArrayBuffer.isView(value)) return { data: value as unknown as ArrayLike<number>, shape: undefined };
  if (typeof value === 'number' || typeof value === 'boolean') return { data: [Number(value)], shape: [] };
  // JSON has no NaN and infinities; reference files hold them as text.
  if (typeof value === 'string') return { data: [Number(value)], shape: [] };
  if (!Array.isArray(value)) return undefined;
  const children = value.map(numbersOf);
  if (children.some((child) => child === undefined)) return undefined;
  const lists = children as Numbers[];
  return {
    data: lists.flatMap(({ data }) => Array.from(data)),
    shape: [value.length, ...(lists[0]?.shape ?? [])],
  };
}

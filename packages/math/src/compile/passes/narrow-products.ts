// Of a product, only the columns that somebody reads are made. The gradient of `[x, h]·W` often is asked for h alone.
import type { Block, Place } from '../places.ts';
import { further } from '../places.ts';
import { aroundPointer, extentsOf } from '../extents.ts';
import { changed, named, writtenBlocks } from '../steps.ts';
import type { Instruction, Step } from '../steps.ts';
import { asProduct, multiply } from './product.ts';
import type { Product } from './product.ts';
import { isWholeOwn, Uses } from './uses.ts';
import type { Scope } from './uses.ts';

/** Columns of a matrix, from the first to behind the last. */
interface Columns {
  readonly first: number;
  readonly end: number;
}

/** Narrows products by a transposed matrix whose columns are not all read. Bits stay. */
export function narrowProducts({ steps, kept }: Scope): Step[] {
  const current = [...steps];
  const uses = new Uses(steps, kept);
  steps.forEach((step, at) => {
    const product = asProduct(step);
    if (product === undefined || !mayNarrow(product)) return;
    const [made, ...readers] = uses.of(product.out.block);
    if (made !== at || readers.includes(steps.length)) return;
    const columns = columnsRead(
      product,
      readers.map((reader) => current[reader]),
    );
    if (columns === undefined || columns.end - columns.first === product.n) return;
    const narrow = narrowed(product, columns);
    current[at] = multiply(narrow);
    for (const reader of readers)
      current[reader] = readFrom(current[reader] as Instruction, product, narrow, columns);
  });
  return current;
}

/** Rows of the transposed factor can be left out at either end. */
function mayNarrow({ out, batch, segments, transposeB, addend }: Product): boolean {
  return isWholeOwn(out) && batch === 1 && segments === 1 && transposeB === 1 && addend === 0;
}

/** The columns that some steps read; undefined where that cannot be said. */
function columnsRead({ out, m, n }: Product, readers: readonly Step[]): Columns | undefined {
  const parts = readers.flatMap((reader) => {
    if (reader.kind !== 'kernel' || writtenBlocks(reader).includes(out.block)) return [undefined];
    return m === 1 ? partsOfRow(reader, out.block) : [columnsCopied(reader, n)];
  });
  if (parts.length === 0 || !parts.every((part) => part !== undefined)) return undefined;
  return {
    first: Math.min(...parts.map(({ first }) => first)),
    end: Math.max(...parts.map(({ end }) => end)),
  };
}

/** Any instruction may read parts of one row. */
function partsOfRow(reader: Instruction, row: Block): (Columns | undefined)[] {
  const extents = extentsOf(reader);
  return Object.entries(named(reader)).flatMap(([name, arg]) => {
    if (typeof arg === 'number' || arg.block !== row) return [];
    const { before, behind } = aroundPointer(extents[name]);
    const part = { first: (arg.offset - before) / 4, end: (arg.offset + behind) / 4 };
    return [arg.strides === undefined ? part : undefined];
  });
}

/** Of several rows, columns are copied. */
function columnsCopied(reader: Instruction, n: number): Columns | undefined {
  if (reader.name !== 'copyStrided') return undefined;
  const { from, d0, d1, d3, f2, f3 } = named(reader) as Box;
  const first = (from.offset / 4) % n;
  const isColumns = d0 * d1 === 1 && f2 === n && f3 === 1 && first + d3 <= n;
  return isColumns && from.strides === undefined ? { first, end: first + d3 } : undefined;
}

type Box = Readonly<Record<'d0' | 'd1' | 'd3' | 'f2' | 'f3', number>> & Readonly<Record<'from', Place>>;

function narrowed(product: Product, { first, end }: Columns): Product {
  const n = end - first;
  const block: Block = { bytes: 4 * product.m * n, holder: { kind: 'arena' } };
  return { ...product, n, b: further(product.b, 4 * first * product.k), out: { block, offset: 0 } };
}

/** The same instruction on the narrow product. */
function readFrom(reader: Instruction, wide: Product, narrow: Product, { first }: Columns): Instruction {
  const moved = Object.entries(named(reader)).flatMap(([name, arg]): [string, Place | number][] => {
    if (typeof arg === 'number' || arg.block !== wide.out.block) return [];
    const row = Math.floor(arg.offset / 4 / wide.n);
    return [[name, further(narrow.out, arg.offset - 4 * (first + row * (wide.n - narrow.n)))]];
  });
  if (wide.m > 1) moved.push(['f2', narrow.n]);
  return changed(reader, Object.fromEntries(moved));
}

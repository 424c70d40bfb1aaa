import { UsageError } from '../errors.ts';
import { quote } from '../parse.ts';

/** Values to try for options: `--grid lr=0.01,0.1` is `{ lr: ['0.01', '0.1'] }`. */
export type Grid = Readonly<Record<string, readonly string[]>>;

const MAX_SEED = 2 ** 32 - 1;

/** Jobs of one sweep; more are hardly meant. */
export const MAX_JOBS = 10_000;

/** `--seeds`: `0..9` with both ends, `0,3,5`, or a mixture, gathered over all uses; ascending, each once. */
export function parseSeeds(text: string, earlier: readonly number[] = []): number[] {
  const named = text.split(',').flatMap((part) => seedRange(part.trim(), text));
  const seeds = [...earlier, ...named].sort((a, b) => a - b);
  const twice = seeds.find((seed, index) => seed === seeds[index - 1]);
  if (twice !== undefined) throw new UsageError(`--seeds names seed ${twice} twice`);
  return seeds;
}

function seedRange(part: string, text: string): number[] {
  const [, from, to = from] = /^(\d+)(?:\.\.(\d+))?$/.exec(part) ?? [];
  const [first, last] = [Number(from ?? NaN), Number(to ?? NaN)];
  if (!(first <= last && last <= MAX_SEED))
    throw new UsageError(
      `--seeds must be like 0..9 or 0,3,5, integers from 0 to ${MAX_SEED}, got ${quote(text)}`,
    );
  if (last - first >= MAX_JOBS)
    throw new UsageError(
      `--seeds ${quote(part)} are ${last - first + 1} jobs; a sweep has at most ${MAX_JOBS}`,
    );
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Seeds as `--seeds` takes them, neighbours as a range: `0..4,9`. */
export function formatSeeds(seeds: readonly number[]): string {
  const begins = seeds.filter((seed, index) => seed !== seeds[index - 1]! + 1);
  const ends = seeds.filter((seed, index) => seed !== seeds[index + 1]! - 1);
  return begins.map((begin, index) => (begin === ends[index] ? begin : `${begin}..${ends[index]}`)).join(',');
}

/** `--grid key=a,b`, gathered over all uses. */
export function parseGrid(text: string, earlier: Grid = {}): Grid {
  const match = /^([^=\s]+)=(.*)$/s.exec(text);
  const [name, values] = match ? [match[1]!, match[2]!.split(',').map((value) => value.trim())] : ['', ['']];
  if (values.includes(''))
    throw new UsageError(`--grid must be key=a,b, got ${quote(text)}; for instance --grid lr=0.01,0.005`);
  if (Object.hasOwn(earlier, name)) throw new UsageError(`--grid ${name} is given twice`);
  return { ...earlier, [name]: values };
}

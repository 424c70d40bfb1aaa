import type { Preset } from '@saccade/experiments';
import { UsageError } from './errors.ts';

/** Sizes that experiments offer. */
export const PRESETS = ['quick', 'default', 'paper', 'modern'] as const satisfies readonly Preset[];

const MAX_SEED = 2 ** 32 - 1;

/** `--seed`: an integer from 0 to 2³² − 1. */
export function parseSeed(text: string): number {
  const seed = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(seed <= MAX_SEED))
    throw new UsageError(`--seed must be an integer from 0 to ${MAX_SEED}, got ${quote(text)}`);
  return seed;
}

/** A flag that counts something: an integer from `least` to `most`. */
export function parseCount(
  flag: string,
  text: string,
  [least, most]: readonly [number, number] = [1, 1e7],
): number {
  const count = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(count >= least && count <= most))
    throw new UsageError(`${flag} must be an integer from ${least} to ${most}, got ${quote(text)}`);
  return count;
}

/** A flag that takes names: `a,b`, without empty ones. */
export function parseNames(flag: string, text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes(''))
    throw new UsageError(`${flag} must be names separated by commas, got ${quote(text)}`);
  return names;
}

/** `--preset`: one of {@link PRESETS}. */
export function parsePreset(text: string): Preset {
  if (isPreset(text)) return text;
  throw new UsageError(`--preset must be one of ${PRESETS.join(', ')}, got ${quote(text)}`);
}

/** Whether a value is the name of a preset. */
export function isPreset(value: unknown): value is Preset {
  return PRESETS.some((name) => name === value);
}

/** `--set key=value`, gathered over all uses; a key set twice is a mistake. */
export function parseSetting(
  text: string,
  earlier: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const match = /^([^=\s]+)=(.*)$/s.exec(text);
  if (!match)
    throw new UsageError(`--set must be key=value, got ${quote(text)}; for instance --set scene=digits`);
  const [, name, value] = match as unknown as [string, string, string];
  if (Object.hasOwn(earlier, name))
    throw new UsageError(`--set ${name} is given twice: ${earlier[name]} and ${value}`);
  return { ...earlier, [name]: value };
}

/** A flag that takes one of a few names. */
export function parseChoice<const C extends string>(flag: string, choices: readonly C[], text: string): C {
  const found = choices.find((name) => name === text);
  if (found === undefined)
    throw new UsageError(`${flag} must be one of ${choices.join(', ')}, got ${quote(text)}`);
  return found;
}

/** `--out`: the path of a folder. */
export function parseFolder(text: string): string {
  return parsePath('--out', 'folder', text);
}

/** A flag that takes the path of a file or folder. */
export function parsePath(flag: string, what: 'file' | 'folder', text: string): string {
  if (text.trim() === '') throw new UsageError(`${flag} must be the path of a ${what}, got ${quote(text)}`);
  return text;
}

/** Text from the command line, bounded, as it may stand in a message. */
export function quote(text: string, longest = 60): string {
  const shown = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return /^[\w./:+-]+$/.test(shown) ? shown : JSON.stringify(shown);
}

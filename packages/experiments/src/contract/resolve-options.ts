import { InputError } from './input-error.ts';
import { suggestion } from './nearest.ts';
import { describeRange } from './option-specs.ts';
import type { OptionSpec, Options, OptionValue } from './option-specs.ts';
import type { Experiment, Preset } from './types.ts';

/**
 * All options of an experiment: its defaults, changed by the preset, changed by `overrides`.
 *
 * @param overrides - by option name; numbers may come as text, as from a command line.
 * @throws {@link InputError} listing everything that is wrong at once, with the nearest valid names.
 */
export function resolveOptions<O extends Options>(
  experiment: Experiment<O>,
  preset: Preset = 'default',
  overrides: Readonly<Record<string, OptionValue>> = {},
): O {
  const { options: table, presets } = experiment;
  const problems: string[] = [];
  const names = Object.keys(presets);
  if (!names.includes(preset)) {
    problems.push(
      `preset must be one of ${names.join(', ')}, got ${quote(preset)}${suggestion(preset, names)}`,
    );
  }
  for (const name of Object.keys(overrides)) {
    if (!Object.hasOwn(table, name)) {
      problems.push(`${name}: unknown option${suggestion(name, Object.keys(table))}`);
    }
  }
  const chosen: Readonly<Record<string, OptionValue>> = { ...(presets[preset] as Options), ...overrides };
  const entries = Object.entries(table).map(([name, spec]) => {
    const value = Object.hasOwn(chosen, name) ? chosen[name] : spec.default;
    const parsed = parseOption(spec, value);
    if (parsed === undefined) problems.push(wrongValue(name, spec, value));
    return [name, parsed];
  });
  if (problems.length > 0) throw new InputError(problems);
  return Object.fromEntries(entries) as O;
}

/** The value that `given` stands for, or undefined if the option cannot have it. */
function parseOption(spec: OptionSpec, given: OptionValue): OptionValue | undefined {
  if (spec.kind === 'choice') return spec.choices.find((name) => name === given);
  const value = typeof given === 'number' ? given : parseNumber(given);
  const fits = value >= spec.min && value <= spec.max && (spec.kind === 'number' || Number.isInteger(value));
  return fits ? value : undefined;
}

/** Decimal notation only: JavaScript would also read '', ' ' and '0x10' as numbers. */
function parseNumber(text: unknown): number {
  return typeof text === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

function wrongValue(name: string, spec: OptionSpec, value: unknown): string {
  const near = spec.kind === 'choice' ? nearChoice(String(value), spec.choices) : '';
  return `${name} must be ${describeRange(spec)}, got ${quote(value)}${near}`;
}

function nearChoice(value: string, choices: readonly string[]): string {
  const hint = suggestion(value, choices);
  return hint.startsWith(',') ? hint : '';
}

function quote(value: unknown): string {
  const text = String(value);
  const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return /^[\w.+-]+$/.test(shown) ? shown : JSON.stringify(shown);
}

// Options of experiments: flat tables from which values, types, help and error messages come.

interface AnySpec {
  readonly doc: string;
  /** Where the default comes from: a paper, or `ours`. */
  readonly source: string;
}

/** A number, `min ≤ value ≤ max`. */
export interface NumberSpec extends AnySpec {
  readonly kind: 'number' | 'integer';
  readonly default: number;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
}

/** One of a few names. */
export interface ChoiceSpec<C extends string = string> extends AnySpec {
  readonly kind: 'choice';
  readonly default: C;
  readonly choices: readonly C[];
}

export type OptionSpec = NumberSpec | ChoiceSpec;
export type OptionTable = Readonly<Record<string, OptionSpec>>;
export type OptionValue = number | string;

/** Resolved options: every name of the table has a value. */
export type Options = Readonly<Record<string, OptionValue>>;

/** The resolved options of a table. */
export type OptionsOf<T extends OptionTable> = {
  readonly [N in keyof T]: T[N] extends ChoiceSpec<infer C> ? C : number;
};

/** A number in `[min, max]`. */
export function number(
  value: number,
  [min, max]: readonly [number, number],
  unit: string,
  doc: string,
  source = 'ours',
): NumberSpec {
  return { kind: 'number', default: value, min, max, unit, doc, source };
}

/** A whole number in `[min, max]`. */
export function integer(
  value: number,
  [min, max]: readonly [number, number],
  unit: string,
  doc: string,
  source = 'ours',
): NumberSpec {
  return { kind: 'integer', default: value, min, max, unit, doc, source };
}

/** One of `choices`; the first is the default. */
export function choice<const C extends string>(
  choices: readonly [C, ...C[]],
  doc: string,
  source = 'ours',
): ChoiceSpec<C> {
  return { kind: 'choice', default: choices[0], choices, doc, source };
}

/** Says in a few words which values an option takes: `a number in 0..1`, `one of dark, light`. */
export function describeRange(spec: OptionSpec): string {
  if (spec.kind === 'choice') return `one of ${spec.choices.join(', ')}`;
  const what = spec.kind === 'integer' ? 'a whole number' : 'a number';
  return `${what} in ${spec.min}..${spec.max}`;
}

/** Maps values of an axis to positions, with the marks that the axis shows. */
export interface Scale {
  readonly kind: 'linear' | 'log';
  readonly ticks: readonly number[];
  position(value: number): number;
}

/** Half-open on neither side: both ends are shown. */
export type Extent = readonly [low: number, high: number];

/**
 * A linear axis widened to round numbers.
 * @param values - extent of what is shown.
 * @param pixels - where its low and high end stand.
 * @param count - about how many marks.
 */
export function linearScale(values: Extent, pixels: Extent, count = 5): Scale {
  const [low, high] = values[0] === values[1] ? around(values[0]) : values;
  const step = roundStep((high - low) / count);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => tidyNumber((first + index) * step));
  return { kind: 'linear', ticks, position: between([first * step, last * step], pixels) };
}

/** An axis that ends exactly with its values; marks only inside. */
export function exactScale(values: Extent, pixels: Extent, count = 4): Scale {
  const [low, high] = values[0] === values[1] ? around(values[0]) : values;
  const { ticks } = linearScale([low, high], pixels, count);
  return {
    kind: 'linear',
    ticks: ticks.filter((tick) => tick >= low && tick <= high),
    position: between([low, high], pixels),
  };
}

/** A logarithmic axis from one power of ten to another; both values must be above zero. */
export function logScale(values: Extent, pixels: Extent): Scale {
  const first = Math.floor(Math.log10(values[0]) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(values[1]) - 1e-9));
  const every = Math.ceil((last - first) / 5);
  const ticks = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, index) =>
    tidyNumber(10 ** (first + index * every)),
  );
  const position = between([first, last], pixels);
  return { kind: 'log', ticks, position: (value) => position(Math.log10(value)) };
}

function between([low, high]: Extent, [from, to]: Extent): (value: number) => number {
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

function around(value: number): Extent {
  return value === 0 ? [0, 1] : [Math.min(0, value), Math.max(0, value)];
}

/** The next of 1, 2, 2.5, 5 × a power of ten. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate >= raw / power - 1e-9)!;
  return factor * power;
}

/** Without the dust of binary fractions: 0.30000000000000004 → 0.3. */
function tidyNumber(value: number): number {
  return Number(value.toPrecision(12));
}

/** A measurement during training: after `step` steps the metric was `value`. */
export interface Point {
  readonly step: number;
  readonly value: number;
}

/** At most `count` points, each the mean of neighbours; finite values only. */
export function thin(points: readonly Point[], count: number): Point[] {
  const finite = points.filter(({ value }) => Number.isFinite(value));
  const size = Math.ceil(finite.length / count);
  if (size <= 1) return finite;
  const buckets = Array.from({ length: Math.ceil(finite.length / size) }, (_, index) =>
    finite.slice(index * size, (index + 1) * size),
  );
  return buckets.map((bucket) => ({ step: bucket.at(-1)!.step, value: mean(bucket) }));
}

/** Centred running mean over `2 radius + 1` points, narrower at both ends. */
export function smooth(points: readonly Point[], radius: number): Point[] {
  return points.map(({ step }, index) => {
    const reach = Math.min(radius, index, points.length - 1 - index);
    return { step, value: mean(points.slice(index - reach, index + reach + 1)) };
  });
}

function mean(points: readonly Point[]): number {
  return points.reduce((sum, { value }) => sum + value, 0) / points.length;
}

/** A number as a reader wants it: up to four significant digits, integers whole. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return Math.abs(value) >= 1e15 ? value.toExponential() : groupDigits(value);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6) return value.toExponential(2);
  return size >= 1000 ? groupDigits(Math.round(value)) : String(Number(value.toPrecision(size >= 1 ? 4 : 3)));
}

/** Thousands apart by thin commas: 12345 → 12,345. */
function groupDigits(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Seconds as `8.2 s`, `1 min 05 s`, `2 h 03 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (count: number) => String(count).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

/** `meanSaccades` → `mean saccades`: a metric's name in words. */
export function metricWords(name: string): string {
  return name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}

/** A pure number's unit, 1, goes without saying. */
export function unitText(unit: string | undefined): string | undefined {
  return unit === '1' ? undefined : unit;
}

import type { Markup } from './escape.ts';
import { html } from './escape.ts';
import { exactScale } from './scale.ts';

/** A mean and its interval, where there is one. */
export interface Estimate {
  readonly mean: number;
  readonly low?: number;
  readonly high?: number;
}

const WIDTH = 120;
const MIDDLE = 6;

/**
 * Means as dots and their intervals as lines, one small SVG each, all on the same scale.
 * @returns undefined where fewer than two have an estimate: there is nothing to compare.
 */
export function intervalPlots(estimates: readonly (Estimate | undefined)[]): Markup[] | undefined {
  const values = estimates.flatMap((each) => (each ? [each.mean, ...ends(each)] : []));
  if (estimates.filter((each) => each !== undefined).length < 2) return undefined;
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const { position } = exactScale([low, high], [MIDDLE, WIDTH - MIDDLE]);
  return estimates.map(
    (each) =>
      html`<svg class="estimate" viewBox="0 0 ${WIDTH} ${2 * MIDDLE}" aria-hidden="true">
        ${each && mark(each, position)}
      </svg>`,
  );
}

function ends({ mean, low = mean, high = mean }: Estimate): [low: number, high: number] {
  return [low, high];
}

function mark(estimate: Estimate, position: (value: number) => number): Markup {
  const [from, to] = ends(estimate).map((value) => position(value).toFixed(1));
  return html`<line x1="${from}" x2="${to}" y1="${MIDDLE}" y2="${MIDDLE}" />
    <circle cx="${position(estimate.mean).toFixed(1)}" cy="${MIDDLE}" r="3" />`;
}

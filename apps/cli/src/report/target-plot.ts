import type { Figure } from '../results/compare-setting.ts';
import type { Markup } from './escape.ts';
import { html } from './escape.ts';
import { exactScale } from './scale.ts';

const WIDTH = 130;
const HEIGHT = 22;
const MIDDLE = HEIGHT / 2;

/** Where our figure and its interval stand beside the target, as a small SVG: the side of the target that is good is shaded. */
export function targetPlot({ ours, interval, target, paper, verdict }: Figure): Markup {
  const { low, high } = interval ?? { low: ours, high: ours };
  const values = [low, high, ours, target.value, ...(paper === null ? [] : [paper])];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const margin = (most - least || Math.abs(most) || 1) * 0.25;
  const { position } = exactScale([least - margin, most + margin], [0, WIDTH]);
  const at = (value: number) => position(value).toFixed(1);
  const goal = position(target.value);
  const [from, width] = target.comparison === '≥' ? [goal, WIDTH - goal] : [0, goal];
  return html`<svg class="whisker ${verdict}" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
    <rect x="${from.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="${HEIGHT}" />
    <line class="target" x1="${at(target.value)}" x2="${at(target.value)}" y1="0" y2="${HEIGHT}" />
    ${paper === null ? undefined : html`<path d="M${at(paper)} ${MIDDLE - 5}l4 5l-4 5l-4 -5z" />`}
    <line class="interval" x1="${at(low)}" x2="${at(high)}" y1="${MIDDLE}" y2="${MIDDLE}" />
    <circle cx="${at(ours)}" cy="${MIDDLE}" r="3.5" />
  </svg>`;
}

import type { Retina } from './retina.ts';
import { circle, short, svg } from './svg.ts';

/** Options of {@link drawRetina}. */
export interface DrawRetinaOptions {
  /** What the retina sees, `[F]`, 0 (white) … 1 (black): the fields are filled with it. Default: fields are tinted lightly. */
  readonly view?: ArrayLike<number>;
  /** Shown width in CSS pixels. Default 240. */
  readonly size?: number;
  /** What it shows, for readers who do not see it. Default: the number of fields. */
  readonly label?: string;
}

/** The receptive fields of a retina as an SVG string, to scale, fine ones above coarse ones. */
export function drawRetina(retina: Retina, options: DrawRetinaOptions = {}): string {
  const { fields, diameter } = retina;
  const { view, size = 240, label = `Retina of ${fields.length} receptive fields` } = options;
  if (view && view.length !== fields.length) {
    throw new RangeError(`drawRetina: view must be [F=${fields.length}], got [${view.length}]`);
  }
  const order = fields.map((_, f) => f).sort((a, b) => fields[b].radius - fields[a].radius || a - b);
  const shown = order.map((f) => {
    const { x, y, radius } = fields[f];
    return circle(x, y, radius, view ? `fill="${grey(view[f])}"` : '');
  });
  const style = view ? 'stroke="#64748b"' : 'fill="#2563eb" fill-opacity=".12" stroke="#1d4ed8"';
  const half = diameter / 2 + 2;
  return svg({ x: -half, y: -half, width: 2 * half, height: 2 * half }, size, label, [
    circle(0, 0, diameter / 2, 'fill="#fff" stroke="#cbd5e1" stroke-width=".5" stroke-dasharray="2 2"'),
    `<g ${style} stroke-width=".6">${shown.join('')}</g>`,
    `<path d="M${short(-2)} 0H2M0 -2V2" stroke="#dc2626" stroke-width=".7"/>`,
  ]);
}

/** 0 white … 1 black; views of a model may leave the range. */
function grey(value: number): string {
  const level = Math.round(255 * (1 - Math.min(Math.max(value, 0), 1)));
  return `#${level.toString(16).padStart(2, '0').repeat(3)}`;
}

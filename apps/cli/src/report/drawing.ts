import type { Markup } from './escape.ts';
import { trusted } from './escape.ts';

/** What an SVG of a report must not hold: whatever could run, or load something from elsewhere. */
const FORBIDDEN: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/<\s*(script|foreignObject|iframe|object|embed)\b/i, 'an active element'],
  [/\son[a-z]+\s*=/i, 'an event handler'],
  [/(?:href|src)\s*=(?!\s*["'](?:#|data:image\/))/i, 'a reference to another file'],
  [/url\((?!\s*["']?#)|@import/i, 'a style from elsewhere'],
];

/**
 * An experiment's drawing, ready to stand in a page among others: checked to be passive, its ids made unique.
 * @param svg - one `<svg>` element as text.
 * @param prefix - distinguishes its ids from those of other drawings.
 * @throws Error naming what does not belong into a report.
 */
export function inlineSvg(svg: string, prefix: string): Markup {
  const text = svg.replace(/^\s*<\?xml[^>]*\?>/, '').trim();
  if (!/^<svg[\s>][^]*<\/svg>$/.test(text)) throw new Error('inlineSvg: svg must be one <svg> element');
  const found = FORBIDDEN.find(([pattern]) => pattern.test(text));
  if (found) throw new Error(`inlineSvg: svg must hold only shapes and text, got ${found[1]}`);
  return trusted(
    text
      .replace(/\sxmlns="[^"]*"/, '')
      .replace(/\bid=(["'])/g, `id=$1${prefix}-`)
      .replace(/url\(\s*(["']?)#/g, `url($1#${prefix}-`)
      .replace(/href=(["'])#/g, `href=$1#${prefix}-`),
  );
}

import type { Verdict } from '@saccade/experiments';
import { VERDICT_MARKS } from '../results/figure-words.ts';
import type { Markup } from './escape.ts';
import { html } from './escape.ts';

const CLASSES: Readonly<Record<Verdict, string>> = { reached: 'met', unclear: 'unclear', missed: 'missed' };

/** A verdict's mark in its colour. */
export function verdictMark(verdict: Verdict): Markup {
  return html`<span class="${CLASSES[verdict]}">${VERDICT_MARKS[verdict]}</span>`;
}

import type { Markup } from './escape.ts';
import { html, trusted } from './escape.ts';
import {
  curvesSection,
  deviationsSection,
  drawingsSection,
  optionsSection,
  resultsSection,
} from './sections.ts';
import { STYLE } from './style.ts';
import type { Fact, Report, ReportHead } from './types.ts';

/** The report of a run as one self-contained HTML file. */
export function reportPage(report: Report): string {
  const main = html`${resultsSection(report)} ${drawingsSection(report)} ${curvesSection(report)}
  ${deviationsSection(report)} ${optionsSection(report)}`;
  return page(report, main, report.environment);
}

/** A self-contained HTML file: no script, no request to anywhere. */
export function page(head: ReportHead, main: Markup, foot: readonly Fact[]): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <title>${head.title} · Saccade</title>
        <link rel="icon" href="data:," />
        <style>
          ${trusted(STYLE)}
        </style>
      </head>
      <body>
        ${header(head)}
        <main>${main}</main>
        <footer>${factList(foot)}</footer>
      </body>
    </html> `.markup;
}

function header({ experiment, title, paper, reproduces, facts }: ReportHead): Markup {
  return html`<header>
    <p class="kicker">Saccade · <code>${experiment}</code></p>
    <h1>${title}</h1>
    <p class="lede">${reproduces}</p>
    <p class="paper">${paper}</p>
    ${factList(facts)}
  </header>`;
}

function factList(facts: readonly Fact[]): Markup {
  const items = facts.map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`,
  );
  return html`<dl>${items}</dl>`;
}

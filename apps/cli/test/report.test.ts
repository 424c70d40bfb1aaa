import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { lineChart } from '../src/report/chart.ts';
import { inlineSvg } from '../src/report/drawing.ts';
import { escapeHtml, html } from '../src/report/escape.ts';
import { reportPage } from '../src/report/page.ts';
import { exactScale, linearScale, logScale } from '../src/report/scale.ts';
import { smooth, thin } from '../src/report/series.ts';
import { HOSTILE, reportOf } from './fixtures.ts';
import { elementsOf } from './markup.ts';

test('a page with hostile text holds the same elements as one with plain text', () => {
  expect(elementsOf(reportPage(reportOf(HOSTILE)))).toEqual(elementsOf(reportPage(reportOf('plain'))));
});

property.prop([fc.string({ unit: 'binary' })], { seed: 1991, numRuns: 200 })(
  'escaped text comes back from a parser as it was',
  (text) => {
    const escaped = escapeHtml(text);
    expect(escaped).not.toMatch(/[<>"']/);
    const back = escaped.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]!);
    expect(back).toBe(text);
  },
);
const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

test('the template escapes text and keeps markup', () => {
  expect(html`<p title="${'"'}">${['<', html`<b>${1}</b>`, undefined]}</p>`.markup).toBe(
    '<p title="&quot;">&lt;<b>1</b></p>',
  );
});

test('a page asks for nothing from elsewhere and runs nothing', () => {
  const page = reportPage(reportOf('plain'));
  expect(page).not.toMatch(/<script|<iframe|<link(?! rel="icon" href="data:,")|@import|url\(|\bon[a-z]+=/i);
  expect(page).not.toMatch(/(src|href)\s*=\s*"(?!data:|#)/i);
  expect(page).toContain(`content="default-src 'none'`);
});

test('a section without content is left out', () => {
  const page = reportPage({ ...reportOf('plain'), drawings: [], curves: [], deviations: [] });
  expect(page).not.toContain('What it does');
  expect(page).not.toContain('How it learned');
  expect(page).not.toContain('departs from the paper');
});

test.each([
  '<svg><script>1</script></svg>',
  '<svg onload="x()"></svg>',
  '<svg><image href="https://example.org/a.png"/></svg>',
  "<svg><image xlink:href='//example.org/a.png'/></svg>",
  '<svg><foreignObject/></svg>',
  '<svg><style>@import "a.css"</style></svg>',
  '<svg><rect fill="url(https://example.org/#a)"/></svg>',
  '<svg></svg><p>',
  'text',
])('a drawing that is not passive is refused: %s', (svg) => {
  expect(() => inlineSvg(svg, 'a')).toThrow(/^inlineSvg: svg must/);
});

test('ids of a drawing are its own', () => {
  const svg = '<svg><clipPath id="c"/><g clip-path="url(#c)"><use href="#c"/></g></svg>';
  expect(inlineSvg(svg, 'd1').markup).toBe(
    '<svg><clipPath id="d1-c"/><g clip-path="url(#d1-c)"><use href="#d1-c"/></g></svg>',
  );
});

test('a linear axis is widened to round numbers', () => {
  const scale = linearScale([0.03, 0.97], [100, 0], 4);
  expect(scale.ticks).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect([scale.position(0), scale.position(1)]).toEqual([100, 0]);
});

test('an exact axis ends with its values', () => {
  const scale = exactScale([250, 6000], [0, 10]);
  expect([scale.position(250), scale.position(6000)]).toEqual([0, 10]);
  expect(scale.ticks).toEqual([2000, 4000, 6000]);
});

test('a logarithmic axis marks powers of ten', () => {
  const scale = logScale([0.004, 0.9], [0, 3]);
  expect(scale.ticks).toEqual([0.001, 0.01, 0.1, 1]);
  expect(scale.position(0.1)).toBeCloseTo(2, 12);
});

property.prop(
  [fc.tuple(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 0, max: 1e9, noNaN: true }))],
  {
    seed: 7,
    numRuns: 300,
  },
)('marks of a linear axis ascend and enclose the values', ([low, span]) => {
  fc.pre(span === 0 || span > Math.max(1e-100, Math.abs(low) * 1e-6));
  fc.pre(low === 0 || Math.abs(low) > 1e-100);
  const { ticks } = linearScale([low, low + span], [0, 1]);
  expect(ticks.length).toBeGreaterThan(1);
  expect(ticks.length).toBeLessThan(14);
  expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
  const slack = (ticks[1]! - ticks[0]!) * 1e-6;
  expect(ticks[0]).toBeLessThanOrEqual(low + slack);
  expect(ticks.at(-1)).toBeGreaterThanOrEqual(low + span - slack);
});

test('thinning keeps the mean and drops what is not finite', () => {
  const points = Array.from({ length: 1000 }, (_, step) => ({ step, value: step }));
  const thinned = thin([...points, { step: 1000, value: NaN }], 100);
  expect(thinned).toHaveLength(100);
  expect(thinned[0]).toEqual({ step: 9, value: 4.5 });
  expect(thinned.reduce((sum, { value }) => sum + value, 0) / 100).toBe(499.5);
});

test('smoothing leaves a straight line as it is', () => {
  const line = Array.from({ length: 20 }, (_, step) => ({ step, value: 2 * step }));
  expect(smooth(line, 3)).toEqual(line);
});

test('a curve of fewer than two points is not drawn', () => {
  expect(lineChart({ label: 'loss', points: [{ step: 1, value: 1 }] })).toBeUndefined();
  expect(
    lineChart({
      label: 'loss',
      points: [
        { step: 1, value: NaN },
        { step: 2, value: 1 },
      ],
    }),
  ).toBeUndefined();
});

test('a curve has axes with units, its target and its last value', () => {
  const points = [
    { step: 100, value: 0.5 },
    { step: 20_000, value: 0.75 },
  ];
  const { markup } = lineChart({ label: 'hit rate', unit: 'share', points, target: 0.98 })!;
  expect(markup).toContain('aria-label="hit rate (share) over training steps"');
  expect(markup).toContain('>training step<');
  expect(markup).toContain('>target 0.98<');
  expect(markup).toContain('>0.75<');
  expect(markup).toContain('>10k<');
  expect(markup).not.toMatch(/NaN|Infinity|undefined/);
});

// What holds of all pages: no complaints, no serious fault of accessibility, no sideways scrolling on a phone; and what is left where something lacks.
import axe from 'axe-core';
import type { Page } from 'playwright';
import { expect, test, vi } from 'vitest';
import { demoOn, withVisits } from './visit.ts';

const visit = withVisits();

const LIVE = ['/', '/live/look', '/live/fast-weights', '/live/lstm', '/live/world', '/live/subgoals'];
const TEXT = [
  ...['/guides/install', '/guides/train-save-load', '/guides/environment', '/guides/cell', '/guides/math'],
  ...['/guides/determinism', '/guides/contribute', '/guides/releases', '/papers/index', '/papers/fovea'],
  ...['/papers/fast-weights', '/papers/subgoals', '/papers/learning-to-forget', '/papers/recent-past'],
  ...['/papers/world-models', '/papers/adaptive-critics', '/papers/action-sequences'],
  ...['/papers/hq-learning', '/papers/universal-values'],
  ...[
    '/papers/linear-transformers',
    '/papers/self-referential',
    '/reference/index',
    '/reference/@saccade/lstm',
  ],
];

test.each([...LIVE, ...TEXT])(
  '%s: axe finds nothing serious, by day and by night; nothing complains',
  async (path) => {
    const { page, troubles } = await visit(path, { reducedMotion: 'reduce' });
    if (LIVE.includes(path)) await showDemo(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(300);
      expect(await seriousFaults(page), colorScheme).toEqual([]);
    }
    expect(troubles).toEqual([]);
    await page.context().close();
  },
);

/** A demo begins when it comes into view. */
async function showDemo(page: Page): Promise<void> {
  await page.locator('[data-demo]').first().scrollIntoViewIfNeeded();
  await page.locator('[data-demo] .live-body:not(.waiting)').first().waitFor();
}

async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

test('on a screen of 390 px no page scrolls sideways, and demos can be used', async () => {
  const { page } = await visit('/', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const wide: string[] = [];
  for (const path of [...LIVE, ...TEXT]) {
    await page.goto(new URL(path === '/' ? '/' : `${path}.html`, page.url()).href);
    if (LIVE.includes(path)) await showDemo(page);
    const width = await page.evaluate(() => document.scrollingElement!.scrollWidth);
    if (width > 390) wide.push(`${path}: ${width}`);
  }
  expect(wide).toEqual([]);
  await page.goto(new URL('/live/look.html', page.url()).href);
  const demo = demoOn(page, 'look');
  await demo.until('ticks', 2);
  await demo.button('Pause').tap();
  await page.waitForFunction(
    () => document.querySelector('[data-demo]')?.getAttribute('data-playing') === 'false',
  );
  await page.context().close();
});

test('a demo can be used by keyboard alone', async () => {
  const { page } = await visit('/live/look');
  const demo = demoOn(page, 'look');
  await demo.until('ticks', 2);
  await tabTo(page, 'button.primary');
  await page.keyboard.press('Space');
  await page.waitForFunction(
    () => document.querySelector('[data-demo]')?.getAttribute('data-playing') === 'false',
  );
  const ticks = await demo.number('ticks');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter'); // Step
  await demo.until('ticks', ticks + 1);
  await tabTo(page, 'input[type=range]');
  await page.keyboard.press('ArrowRight');
  await tabTo(page, '.object');
  const where = await page.locator('.object').getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(
    (text) => document.querySelector('.object')?.getAttribute('aria-valuetext') !== text,
    where,
  );
  await tabTo(page, 'input[type=radio]');
  await page.keyboard.press('ArrowRight');
  expect(await demo.root.getByLabel('left', { exact: true }).isChecked()).toBe(true);
  await tabTo(page, '.live-scratch button');
  await page.keyboard.press('Enter');
  await demo.until('step', 100);
  await page.context().close();
});

/** Presses Tab until what has the focus is so. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    const isThere = await page.evaluate(
      (each) => document.activeElement?.matches(`.live ${each}`) ?? false,
      selector,
    );
    if (isThere) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

test('who wants less motion is not moved at', async () => {
  const { page } = await visit('/live/look', { reducedMotion: 'reduce' });
  const demo = demoOn(page, 'look');
  await page.locator('.look').waitFor();
  await page.waitForTimeout(800);
  expect(await demo.number('ticks')).toBe(0);
  await demo.button('Play').click();
  await demo.until('ticks', 2);
  await page.context().close();
});

test.each([
  ['Web Workers', 'delete globalThis.Worker', 'no Web Workers'],
  ['SIMD', 'WebAssembly.validate = () => false', 'without SIMD'],
  ['WebAssembly', 'delete globalThis.WebAssembly', 'no WebAssembly'],
])('without %s the page says so, and the rest can be read', async (_, script, words) => {
  const { page } = await visit('/guides/install');
  await page.context().addInitScript(script);
  await page.goto(new URL('/live/look.html', page.url()).href);
  const alert = page.locator('[role="alert"]');
  await alert.waitFor();
  expect(await alert.textContent()).toContain(words);
  expect(await page.locator('.vp-doc').textContent()).toContain('Drag the triangle');
  await page.context().close();
});

test('without JavaScript the page says so, and the rest can be read', async () => {
  const { page } = await visit('/live/look', { javaScriptEnabled: false });
  expect(await page.locator('.vp-doc').textContent()).toContain('Drag the triangle');
  expect(await page.content()).toContain('needs JavaScript');
  await page.context().close();
});

test('a word is found by the search of the site', async () => {
  const { page } = await visit('/guides/install');
  const box = page.locator('.VPLocalSearchBox input');
  // Keys are heard once the page has come to life.
  await vi.waitFor(
    async () => {
      await page.keyboard.press('Control+k');
      await box.waitFor({ timeout: 1000 });
    },
    { timeout: 20_000 },
  );
  await box.fill('forget gates');
  await page.locator('.VPLocalSearchBox .result').first().waitFor();
  expect(await page.locator('.VPLocalSearchBox .result').count()).toBeGreaterThan(1);
  await page.context().close();
});

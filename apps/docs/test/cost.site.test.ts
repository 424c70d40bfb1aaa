// What a live page costs while it trains: the main thread stays free, and memory flat.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import type { Browser, Page, Worker } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../../tooling/chromium.mjs';
import { address, demoOn } from './visit.ts';

const PAGES = [
  { path: '/live/look', names: ['look'] },
  { path: '/live/fast-weights', names: ['associations', 'flip-flop'] },
  { path: '/live/lstm', names: ['reber'] },
  { path: '/live/world', names: ['world'] },
  { path: '/live/subgoals', names: ['subgoals'] },
];
/** Longest task of the main thread. */
const LONGEST_MS = 50;
/** Of training: three minutes, unless `SITE_MEMORY_SECONDS` says otherwise. */
const SECONDS = Number(process.env.SITE_MEMORY_SECONDS ?? 180);
/** More than a page may grow in that time, garbage aside. */
const MEGABYTES = 12;
const ATTEMPTS = 8;

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      ...CHROMIUM_ARGS,
      ...[
        '--disable-background-timer-throttling',
        '--disable-renderer-backgrounding',
        '--js-flags=--expose-gc',
      ],
    ],
  });
});
afterAll(() => browser.close());

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Of CPU time, µs: what other processes take of the machine is not in it. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

// The best of several: what a page itself costs is the same each time, what a busy machine adds to CPU time, up to as much again,
// is not.
test.each(PAGES)(
  '$path never keeps the main thread for more than 50 ms, from the first byte on',
  async (page) => {
    let longest = Infinity;
    for (let attempt = 0; attempt < ATTEMPTS && longest >= LONGEST_MS; attempt++)
      longest = Math.min(longest, await longestTask(page));
    expect(longest).toBeLessThan(LONGEST_MS);
  },
);

/** CPU time of the longest task of the main thread while a page loads and trains, ms. */
async function longestTask({ path, names }: (typeof PAGES)[number]): Promise<number> {
  const page = await browser.newPage();
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await page.goto(address(path));
  for (const name of names) await trainOn(page, name);
  await page.waitForTimeout(3000);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  await page.close();
  const thread = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const main = new Set(trace.traceEvents.filter(({ args }) => args?.name === 'CrRendererMain').map(thread));
  const tasks = trace.traceEvents.filter(
    (event) => /RunTask/.test(event.name) && event.tdur !== undefined && main.has(thread(event)),
  );
  if (tasks.length < 100)
    throw new Error(`the trace must have tasks of the main thread, got ${tasks.length}`);
  return Math.max(...tasks.map(({ tdur }) => tdur! / 1000));
}

/** Begins a training, where there is one, and plays as fast as it can. */
async function trainOn(page: Page, name: string, preset = 'default'): Promise<void> {
  const demo = demoOn(page, name);
  await demo.root.scrollIntoViewIfNeeded();
  await demo.until('ticks', 1, 30_000);
  const presets = demo.root.getByLabel('Preset');
  if ((await presets.count()) > 0) await presets.selectOption(preset);
  const begin = demo.root.getByRole('button', { name: 'Train from scratch' });
  if ((await begin.count()) > 0) await begin.click();
  await demo.root.getByLabel('Speed').fill('5');
}

// Once every page has learned to the end, so that each has once held all that it ever needs at a time.
test('memory stays flat while all pages train', { timeout: (SECONDS + 300) * 1000 }, async () => {
  const pages = await Promise.all(
    PAGES.map(async ({ path, names }) => {
      const page = await browser.newPage();
      await page.goto(address(path));
      for (const name of names) await trainOn(page, name, 'quick');
      return { page, names };
    }),
  );
  for (const { page, names } of pages) {
    for (const name of names) {
      if ((await demoOn(page, name).root.locator('.live-scratch').count()) > 0)
        await demoOn(page, name).figures();
      await trainOn(page, name);
    }
  }
  const early = await weigh(pages);
  const begin = performance.now();
  while (performance.now() - begin < SECONDS * 1000) {
    await pages[0].page.waitForTimeout(1000);
    await Promise.all(pages.map(keepTraining));
  }
  const late = await weigh(pages);
  expect(late.megabytes - early.megabytes).toBeLessThan(MEGABYTES * PAGES.length);
  late.tensors.forEach((count, i) => expect(count).toBeLessThanOrEqual(early.tensors[i] + 20));
  await Promise.all(pages.map(({ page }) => page.close()));
});

interface Trained {
  readonly page: Page;
  readonly names: readonly string[];
}

interface Weight {
  /** That all pages have for themselves, what they share with the browser aside: heaps, WebAssembly, pictures, code. */
  readonly megabytes: number;
  /** The most that each demo held in a few seconds. */
  readonly tensors: readonly number[];
}

/** What is in use: engines let garbage lie for a minute and more, and collect it here. The least of some seconds. */
async function weigh(pages: readonly Trained[]): Promise<Weight> {
  const cdp = await browser.newBrowserCDPSession();
  const samples: Weight[] = [];
  for (let second = 0; second < 6; second++) {
    await Promise.all(pages.flatMap(({ page }) => [page, ...page.workers()]).map(collectGarbage));
    const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => ownMegabytes(id));
    const tensors = await Promise.all(
      pages.flatMap(({ page, names }) => names.map((name) => demoOn(page, name).number('tensors'))),
    );
    samples.push({ megabytes: renderers.reduce((sum, each) => sum + each, 0), tensors });
    await pages[0].page.waitForTimeout(1000);
  }
  await cdp.detach();
  return {
    megabytes: Math.min(...samples.map(({ megabytes }) => megabytes)),
    tensors: samples[0].tensors.map((_, i) => Math.max(...samples.map(({ tensors }) => tensors[i]))),
  };
}

/** All of it, with what only chance keeps from being garbage, and back to the machine. */
function collectGarbage(place: Page | Worker): Promise<void> {
  const collect = (): void => {
    const { gc } = globalThis as unknown as { gc(options: object): void };
    gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  };
  return (place as Page).evaluate(collect);
}

/** What has learned all begins again. */
async function keepTraining({ page, names }: Trained): Promise<void> {
  for (const name of names) {
    const { root } = demoOn(page, name);
    const begin = root.getByRole('button', { name: 'Train from scratch' });
    if ((await begin.count()) > 0 && (await root.getAttribute('data-done')) === 'true') await begin.click();
  }
}

/** Of a process: anonymous memory and what it shares as memory, not the files that it runs from. */
function ownMegabytes(process: number): number {
  try {
    const status = readFileSync(`/proc/${process}/status`, 'utf8');
    const kilobytes = ['RssAnon', 'RssShmem'].map((name) =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)![1]),
    );
    return (kilobytes[0] + kilobytes[1]) / 1000;
  } catch {
    return 0;
  }
}

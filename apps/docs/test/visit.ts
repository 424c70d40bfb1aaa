// Pages of the site in the machine's Chromium.
import { chromium } from 'playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, inject } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../../tooling/chromium.mjs';

/** The address of a page, by its path without `.html`, with its query if it has one. */
export function address(path: string): string {
  const url = new URL(path, inject('site'));
  if (url.pathname !== '/' && !url.pathname.endsWith('.html')) url.pathname += '.html';
  return url.href;
}

/** What went wrong in a page: errors of its scripts, messages on its console, files that are missing. */
export interface Visit {
  readonly page: Page;
  readonly troubles: string[];
}

/** Launches a browser for the tests of a file, and says how to open pages in it. */
export function withVisits(): (path: string, options?: BrowserContextOptions) => Promise<Visit> {
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = findChromium();
    browser = await chromium.launch({
      executablePath,
      args: [...CHROMIUM_ARGS, '--enable-precise-memory-info'],
    });
  });
  afterAll(() => browser.close());
  return async (path, options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(String(error.stack)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
    });
    page.on('response', (response) => {
      if (response.status() >= 400) troubles.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(address(path));
    return { page, troubles };
  };
}

/** A demo on a page. */
export function demoOn(page: Page, name: string) {
  const root = page.locator(`[data-demo="${name}"]`);
  const number = async (attribute: string): Promise<number> =>
    Number(await root.getAttribute(`data-${attribute}`));
  return {
    root,
    number,
    button: (words: string | RegExp) => root.getByRole('button', { name: words }).first(),
    /** Waits until a number that the demo shows of itself is so. */
    until: (attribute: string, least: number, timeout = 60_000): Promise<unknown> =>
      page.waitForFunction(
        ([selector, key, value]) =>
          Number(document.querySelector(selector)?.getAttribute(key)) >= Number(value),
        [`[data-demo="${name}"]`, `data-${attribute}`, String(least)] as const,
        { timeout },
      ),
    /** Of the line that says how well it goes. */
    score: async (attribute: string): Promise<number> =>
      Number(await root.locator('[data-score]').getAttribute(`data-${attribute}`)),
    /** The figures of the evaluation, once it is done. */
    figures: async (): Promise<Record<string, number>> => {
      await root.locator('dl.figures [data-metric]').first().waitFor({ timeout: 90_000 });
      await root.locator('[data-sha]').waitFor({ timeout: 90_000 });
      const shown = await root
        .locator('.live-result [data-metric]')
        .evaluateAll((all) =>
          all.map(
            (each) => [each.getAttribute('data-metric')!, each.querySelector('dd')!.textContent!] as const,
          ),
        );
      return Object.fromEntries(shown.map(([key, text]) => [key, Number(text.replaceAll(',', ''))]));
    },
    sha: (): Promise<string | null> => root.locator('[data-sha]').textContent(),
    choose: (label: string, value: string) =>
      root.locator(`select[data-setting="${label}"]`).selectOption(value),
    /** Presses Play or Pause until it plays, or does not. */
    play: async (on: boolean): Promise<void> => {
      const button = root.locator('.live-controls .primary');
      if ((await button.getAttribute('aria-pressed')) !== String(on)) await button.click();
      await page.waitForFunction(
        ([selector, value]) => document.querySelector(selector)?.getAttribute('data-playing') === value,
        [`[data-demo="${name}"]`, String(on)] as const,
      );
    },
  };
}

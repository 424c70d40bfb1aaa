// A program as a page: bundled by Vite, then run in the machine's Chromium.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { chromium } from 'playwright';
import { build } from 'vite';
import { CHROMIUM_ARGS } from '../chromium.mjs';

/** @import { Page, Route } from 'playwright' */

// Pages on localhost count as secure, so that crypto.subtle is there; every request is answered from the bundle.
const ORIGIN = 'http://localhost';
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
};
const TIMEOUT_MS = 120_000;

/**
 * @template T
 * @param {string} executablePath
 * @param {(runPage: (folder: string, program: string) => Promise<string | undefined>) => Promise<T>} use - `runPage` bundles
 *   `program` of the project in `folder`, runs it, and says what failed
 * @returns {Promise<T>}
 */
export async function withBrowser(executablePath, use) {
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  try {
    return await use(async (folder, program) => {
      await bundle(folder, program);
      const page = await browser.newPage();
      try {
        return await outcomeOf(page, join(folder, 'dist'));
      } finally {
        await page.close();
      }
    });
  } finally {
    await browser.close();
  }
}

/**
 * @param {string} folder
 * @param {string} program
 */
async function bundle(folder, program) {
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><script type="module" src="./page.js"></script>\n`,
  );
  writeFileSync(
    join(folder, 'page.js'),
    `import(${JSON.stringify(`./${program}`)}).then(() => (globalThis.outcome = 'done'), (error) => (globalThis.outcome = String(error.stack)));\n`,
  );
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: { target: 'es2022', emptyOutDir: true, chunkSizeWarningLimit: 10_000 },
  });
}

/**
 * @param {Page} page
 * @param {string} folder
 * @returns {Promise<string | undefined>}
 */
async function outcomeOf(page, folder) {
  await page.route('**/*', (route) => answer(route, folder));
  await page.goto(`${ORIGIN}/index.html`);
  const handle = await page.waitForFunction(() => Reflect.get(globalThis, 'outcome'), undefined, {
    timeout: TIMEOUT_MS,
  });
  const outcome = await handle.jsonValue();
  return outcome === 'done' ? undefined : outcome;
}

/**
 * @param {Route} route
 * @param {string} folder
 */
async function answer(route, folder) {
  const file = join(folder, new URL(route.request().url()).pathname);
  if (!existsSync(file)) return route.fulfill({ status: 404 });
  const contentType = Object.entries(TYPES).find(([extension]) => extension === extname(file))?.[1];
  return route.fulfill({ body: readFileSync(file), contentType });
}

// Finds the Chromium of the machine: Playwright's own download is never used.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** How to get a Chromium, in one line. */
export const CHROMIUM_HINT =
  'install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH to its executable';

/** Path of the Chromium executable on this machine, or undefined. */
export function findChromium(environment = process.env) {
  const folders = (environment.PATH ?? '').split(delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [environment.CHROMIUM_PATH, ...candidates].find((path) => path && isExecutable(path));
}

/** Launch flags for a headless run without network chatter, also as root in a container. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

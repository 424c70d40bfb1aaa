import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { CHROMIUM_HINT, findChromium } from '../../chromium.mjs';

/**
 * A new folder with one file.
 * @param {string} name
 * @param {number} mode
 */
function folderWith(name, mode) {
  const folder = mkdtempSync(join(tmpdir(), 'saccade-chromium-'));
  writeFileSync(join(folder, name), '');
  chmodSync(join(folder, name), mode);
  return folder;
}

test('the first browser on the PATH is found, under any of its names', () => {
  const [empty, debian, other] = [
    folderWith('readme', 0o644),
    folderWith('chromium', 0o755),
    folderWith('google-chrome-stable', 0o755),
  ];
  expect(findChromium({ PATH: [empty, debian, other].join(delimiter) })).toBe(join(debian, 'chromium'));
  expect(findChromium({ PATH: [empty, other].join(delimiter) })).toBe(join(other, 'google-chrome-stable'));
});

test('CHROMIUM_PATH comes before the PATH', () => {
  const [mine, debian] = [folderWith('browser', 0o755), folderWith('chromium', 0o755)];
  expect(findChromium({ PATH: debian, CHROMIUM_PATH: join(mine, 'browser') })).toBe(join(mine, 'browser'));
});

test('what cannot be executed is no browser, and none is undefined', () => {
  expect(findChromium({ PATH: folderWith('chromium', 0o644) })).toBeUndefined();
  expect(findChromium({})).toBeUndefined();
});

test('the hint says how to get one', () => {
  expect(CHROMIUM_HINT).toMatch(/apt-get install chromium.*CHROMIUM_PATH/);
});

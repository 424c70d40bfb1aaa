// Tracked files say nothing about the machine they were written on: no home folders, no registries, no host names.
import { lstatSync, readFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { mustRun } from '../run.mjs';
import { ROOT } from '../workspace.mjs';

const TEXT = /\.(c?js|css|html|json|m?[jt]s|md|mjs|py|svg|toml|txt|ya?ml)$|^[^.]*$|\/run$/;

/** What gives a place away, with its name. */
const PLACES = [
  { what: 'a home folder', pattern: /(?<![\w.])\/(?:home|Users)\/[a-z][\w.-]*\//i },
  { what: "root's home folder", pattern: /(?<![\w.])\/root\/[\w.]/ },
  { what: 'a Windows home folder', pattern: /\b[A-Z]:\\{1,2}Users\\/i },
  {
    what: 'a package registry',
    pattern:
      /\bregistry\s*[:=]\s*['"]?https?:|\btarball: https?:|https?:\/\/[^\s'"]*\b(?:npmjs\.org|npm\.jsr\.io)\b/,
  },
  {
    what: 'a local server of packages',
    pattern: /https?:\/\/(?:localhost|127\.0\.0\.1|10\.\d+\.\d+\.\d+)(?::\d+)?\/[^\s'"]*\.tgz/,
  },
];

/** @type {import('./check.mjs').Check} */
export const places = {
  name: 'places',
  async run() {
    const tracked = (await mustRun('git', ['ls-files', '-z'])).split('\0');
    const files = tracked.filter((file) => TEXT.test(file) && isFile(join(ROOT, file)));
    const patterns = [...PLACES, ...thisMachine()];
    return {
      problems: files.flatMap((file) => placesIn(file, readFileSync(join(ROOT, file), 'utf8'), patterns)),
    };
  },
};

/**
 * @param {string} file
 * @param {string} text
 * @param {{ what: string, pattern: RegExp }[]} [patterns]
 */
export function placesIn(file, text, patterns = PLACES) {
  return text.split('\n').flatMap((line, index) => {
    const found = patterns.find(({ pattern }) => pattern.test(line));
    return found ? [`${file}:${index + 1} names ${found.what}: ${line.trim().slice(0, 120)}`] : [];
  });
}

/**
 * Not a link, and not deleted in the work tree.
 * @param {string} path
 */
function isFile(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Names that would be fine elsewhere but are places here; short ones would also be words. */
function thisMachine() {
  return [
    { what: 'the folder of this checkout', place: ROOT },
    { what: 'the home folder of this machine', place: homedir() },
    { what: 'this machine', place: hostname() },
  ]
    .filter(({ place }) => place.length >= 6 && place !== 'localhost')
    .map(({ what, place }) => ({ what, pattern: new RegExp(`(?<![\\w-])${escape(place)}(?![\\w-])`) }));
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

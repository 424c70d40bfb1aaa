// Every rule of a SPEC.md is tested by name, and every rule that a test names is written down.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findPackages, ROOT } from '../workspace.mjs';

const RULE = String.raw`[A-Z]{1,2}\d+`;
/** One rule, or some in a row: `R1`, `R1–R4`. */
const SOME = new RegExp(String.raw`(${RULE})(?:[–-](${RULE}))?`, 'g');

/** @type {import('./check.mjs').Check} */
export const rules = {
  name: 'rules',
  run() {
    const specified = findPackages().filter(({ folder }) => existsSync(join(folder, 'SPEC.md')));
    const problems = specified.flatMap(({ folder }) =>
      ruleProblems(
        relative(ROOT, join(folder, 'SPEC.md')),
        readFileSync(join(folder, 'SPEC.md'), 'utf8'),
        testsOf(join(folder, 'test')),
      ),
    );
    return Promise.resolve({ problems });
  },
};

/** @param {string} folder */
function testsOf(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => readFileSync(join(folder, name), 'utf8'));
}

/**
 * @param {string} name Of the SPEC.md.
 * @param {string} spec
 * @param {string[]} tests Sources.
 */
export function ruleProblems(name, spec, tests) {
  const written = rulesIn(spec.match(new RegExp(String.raw`\*\*${RULE}(?:[–-]${RULE})?\*\*`, 'g')) ?? []);
  const tested = rulesIn(tests.flatMap(titlesOf));
  const named = rulesIn(tests.flatMap((test) => test.match(/^\/\/ .*SPEC\.md.*$/gm) ?? []));
  return [
    ...missing([...tested, ...named], written).map((rule) => `${name} has no rule ${rule}, which tests name`),
    ...missing([...written], tested).map((rule) => `${name}: no title of a test begins with ${rule}`),
  ];
}

/**
 * What titles begin with: `'R1 R2 …'`, `'R1, R4–R7 …'`.
 * @param {string} source
 */
function titlesOf(source) {
  return source.match(new RegExp(String.raw`(?<=['"\`])${RULE}(?:[–, ]+${RULE})*(?= )`, 'g')) ?? [];
}

/**
 * @param {string[]} wanted
 * @param {Set<string>} there
 */
function missing(wanted, there) {
  return [...new Set(wanted)].filter((rule) => !there.has(rule)).sort();
}

/** @param {string[]} texts */
function rulesIn(texts) {
  return new Set(
    texts.flatMap((text) => [...text.matchAll(SOME)].flatMap(([, from, to]) => between(from, to))),
  );
}

/**
 * @param {string} from
 * @param {string} [to]
 */
function between(from, to = from) {
  const [letters, first, last] = [
    from.replace(/\d+/, ''),
    ...[from, to].map((rule) => Number(/\d+/.exec(rule))),
  ];
  return Array.from({ length: last - first + 1 }, (_, i) => `${letters}${first + i}`);
}

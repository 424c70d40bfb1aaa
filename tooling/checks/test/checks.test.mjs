import { expect, test } from 'vitest';
import { placesIn } from '../places.mjs';
import { withTable } from '../results.mjs';
import { judge } from '../size.mjs';
import { judgeReport } from '../tests.mjs';

// Written apart, so that this file does not name such places itself.
test.each([
  ['a home folder', `cd ${'/home'}/ada/saccade`],
  ['a home folder', `path: '${'/Users'}/ada/saccade'`],
  ["root's home folder", `cache: ${'/root'}/.cache`],
  ['a Windows home folder', `C:${'\\Users'}\\ada`],
  ['a package registry', `${'registry'}=https://packages.example.org/`],
  ['a package registry', `    resolution: {${'tarball'}: https://packages.example.org/a.tgz}`],
])('a line that names %s is found: %s', (what, line) => {
  expect(placesIn('file.txt', `first\n${line}\n`)).toEqual([
    expect.stringContaining(`file.txt:2 names ${what}`),
  ]);
});

test('links, paths of the project and of every Debian pass', () => {
  const text = 'https://example.org/home/ada/\n/usr/bin/chromium\npackages/math/root/a\n./home/ada/\n';
  expect(placesIn('file.txt', text)).toEqual([]);
});

test('a size without a limit, and one above it, say what to do', () => {
  expect(judge('@saccade/a', 10, 10)).toEqual([]);
  expect(judge('@saccade/a', 11, 10)).toEqual([
    expect.stringContaining('Make it smaller, or raise the limit'),
  ]);
  expect(judge('@saccade/a', 11, undefined)).toEqual([
    expect.stringContaining('Give it one in tooling/sizes.json'),
  ]);
});

test('a test report counts its tests and names the files that failed', () => {
  const report = {
    success: false,
    numPassedTests: 7,
    numFailedTests: 2,
    testResults: [{ status: 'failed', name: 'a.test.ts' }],
  };
  expect(judgeReport(JSON.stringify(report), 1)).toMatchObject({
    problems: ['a.test.ts failed'],
    tests: { passed: 7, failed: 2 },
  });
});

test('a run that fails outside its tests does not pass', () => {
  const report = { success: true, numPassedTests: 7, numFailedTests: 0, testResults: [] };
  expect(judgeReport(JSON.stringify(report), 0).problems).toEqual([]);
  expect(judgeReport(JSON.stringify(report), 1).problems).toHaveLength(1);
  expect(judgeReport(undefined).problems).toEqual(['vitest ended without a report']);
});

test('the table of results is put between its marks, and only there', () => {
  const [begin, end] = ['<!-- begin: saccade compare --format markdown -->', '<!-- end -->'];
  const text = `# A\n\n${begin}\n\n| old |\n\n${end}\n\nB\n`;
  const wanted = `# A\n\n${begin}\n\n| new |\n\n${end}\n\nB\n`;
  expect(withTable(text, '| new |\n')).toBe(wanted);
  expect(withTable(wanted, '| new |\n')).toBe(wanted);
  for (const broken of ['# A', `${begin}\n`, `${end}\n${begin}`, `${text}${begin}`])
    expect(withTable(broken, '| new |\n')).toBeUndefined();
});

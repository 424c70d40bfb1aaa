import { expect, test } from 'vitest';
import { ruleProblems } from '../rules.mjs';

const spec = '- **R1** One thing. **R2** Another.\n- **K1–K3** Three at once.';
const tests = [
  "// Rules R1–R2 of ../SPEC.md.\ntest('R1 one thing', …); test.each([])('R2, K1 another: %s', …)",
  'test(`K2–K3 the rest of ${name}`, …); const text = "R9";',
];

test('a spec whose rules are all tested by name is in order', () => {
  expect(ruleProblems('SPEC.md', spec, tests)).toEqual([]);
});

test('a rule that no title begins with is named', () => {
  expect(ruleProblems('SPEC.md', `${spec} **R3** More.`, tests)).toEqual([
    'SPEC.md: no title of a test begins with R3',
  ]);
  expect(ruleProblems('SPEC.md', spec, [tests[0]])).toHaveLength(2);
});

test('a rule that only a title, or only the first line of a test, names is named', () => {
  const more = ["test('Q7 something', …)", '// Rules R1–R4 of ../SPEC.md.'];
  expect(ruleProblems('SPEC.md', spec, [...tests, ...more])).toEqual([
    'SPEC.md has no rule Q7, which tests name',
    'SPEC.md has no rule R3, which tests name',
    'SPEC.md has no rule R4, which tests name',
  ]);
});

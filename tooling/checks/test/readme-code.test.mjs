import { expect, test } from 'vitest';
import { readmePrograms, toJavaScript } from '../../readme-code.mjs';

const README = `# A package

\`\`\`ts
import { one, type One } from './one.ts';
const a: One = one;
\`\`\`

Then:

\`\`\`ts
console.log(a);
\`\`\`

\`\`\`sh
rm -rf nothing
\`\`\`

\`\`\`ts
import { two } from './two.ts';
two();
\`\`\`
`;

test('a block that imports begins a program, one that does not goes on with the last, at its own line', () => {
  expect(readmePrograms(README)).toEqual([
    {
      line: 4,
      code: "import { one, type One } from './one.ts';\nconst a: One = one;\n\n\n\n\n\nconsole.log(a);\n",
    },
    { line: 19, code: "import { two } from './two.ts';\ntwo();\n" },
  ]);
});

test('a text without TypeScript has no programs', () => {
  expect(readmePrograms('```\nnpm install\n```\n```tsx\n<a/>\n```\n')).toEqual([]);
});

test('types are taken out, imports of values stay', () => {
  expect(toJavaScript(readmePrograms(README)[0]?.code ?? '')).toBe(
    "import { one } from './one.ts';\nconst a = one;\nconsole.log(a);\n",
  );
});

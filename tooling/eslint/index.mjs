// The style of the house as an eslint configuration. Types are left to tsc, layout to prettier.
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import { browserSafe } from './rules/browser-safe.mjs';
import { layers } from './rules/layers.mjs';
import { sameBits } from './rules/same-bits.mjs';
import { tfjsDoor } from './rules/tfjs-door.mjs';

const SOURCE = ['packages/*/src/**/*.ts'];
const PRODUCT = ['{packages,apps}/**/*.{ts,mjs,vue}'];
const NOT_FOR_LONG_FUNCTIONS = ['**/test/**', '**/bench/**'];

const plugin = {
  rules: { layers, 'browser-safe': browserSafe, 'same-bits': sameBits, 'tfjs-door': tfjsDoor },
};

const NAMED_ONLY = [
  {
    selector: 'ExportDefaultDeclaration',
    message:
      'A default export has another name in every file that imports it, so it cannot be searched or renamed. Export it by name.',
  },
  {
    selector: 'ExportSpecifier[exported.name="default"]',
    message:
      'A default export has another name in every file that imports it, so it cannot be searched or renamed. Export it by name.',
  },
  {
    selector: 'ExportAllDeclaration',
    message:
      '`export *` publishes whatever a file happens to contain. List the names: `export { a, b } from …`; the list is the promise.',
  },
];

/**
 * The configuration for the workspace at `root`.
 * @param {{ root: string }} options
 * @returns {import('eslint').Linter.Config[]}
 */
export function saccade({ root }) {
  return /** @type {import('eslint').Linter.Config[]} */ ([
    { ignores: ['**/dist/', '**/generated/', '**/fixtures/violations/', '**/.*/', '!**/.changeset/'] },
    { plugins: { saccade: plugin }, linterOptions: { reportUnusedDisableDirectives: 'error' } },
    ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.{ts,mjs,js}'] })),
    {
      files: ['**/*.{ts,mjs,js}'],
      rules: {
        eqeqeq: 'error',
        'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
        'no-restricted-syntax': ['error', ...NAMED_ONLY],
        'no-var': 'error',
        'object-shorthand': 'error',
        'prefer-const': 'error',
        '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
        '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      },
    },
    {
      files: ['**/*.{ts,mjs,js}'],
      ignores: NOT_FOR_LONG_FUNCTIONS,
      rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
    },
    {
      // AssemblyScript: TypeScript's grammar, decorators on functions, and an `==` that never converts.
      files: ['packages/kernels/assembly/**/*.ts'],
      languageOptions: { parserOptions: { allowInvalidAST: true } },
      rules: { '@typescript-eslint/ban-ts-comment': 'off', eqeqeq: 'off' },
    },
    ...vue.configs['flat/essential'].map((config) => ({ ...config, files: ['**/*.vue'] })),
    { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
    { files: PRODUCT, rules: { 'saccade/layers': ['error', { root }] } },
    {
      files: PRODUCT,
      ignores: ['packages/math/src/**'],
      rules: { 'saccade/tfjs-door': 'error' },
    },
    { files: SOURCE, rules: { 'saccade/browser-safe': 'error', 'saccade/same-bits': 'error' } },
    { files: ['*.config.{ts,js,mjs}', '**/*.data.ts'], rules: { 'no-restricted-syntax': 'off' } },
  ]);
}

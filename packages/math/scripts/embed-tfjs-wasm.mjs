// Writes src/generated/tfjs-wasm.ts: tfjs's SIMD binary as base64, so that nothing has to be found at run time
// in bundlers, workers or Node.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const manifest = require.resolve('@tensorflow/tfjs-backend-wasm/package.json');
const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
const binary = readFileSync(join(dirname(manifest), 'dist', 'tfjs-backend-wasm-simd.wasm'));

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'generated');
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, 'tfjs-wasm.ts'),
  `// Made by scripts/embed-tfjs-wasm.mjs from @tensorflow/tfjs-backend-wasm ${version}. Do not edit.
export const TFJS_WASM_VERSION = '${version}';
export const TFJS_WASM_BASE64 =
  '${binary.toString('base64')}';
`,
);

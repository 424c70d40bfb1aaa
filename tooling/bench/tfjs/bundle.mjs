// tfjs for Node, with its gradients. Its own entry for Node has none, and the files that have them are ES modules which Node
// cannot load: their imports lack extensions.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../workspace.mjs';

const require = createRequire(import.meta.url);
const CACHE = join(ROOT, 'node_modules', '.cache', 'saccade');
const ENTRY = fileURLToPath(new URL('./entry.mjs', import.meta.url));
const MANIFESTS = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm'].map((name) =>
  require.resolve(`${name}/package.json`),
);

/** Folder of the backend's WASM binaries. */
export const WASM_FOLDER = join(dirname(MANIFESTS[1] ?? ''), 'wasm-out');

/**
 * The bundle of tfjs, made when it is asked for the first time.
 * @returns {Promise<typeof import('./entry.mjs')>}
 */
export async function loadTfjs() {
  const file = join(CACHE, `tfjs-${digest()}.cjs`);
  if (!existsSync(file)) await bundle(file);
  return require(file);
}

/** Of all that the bundle depends on; installed packages change with their versions. */
function digest() {
  const hash = createHash('sha256');
  for (const file of [ENTRY, fileURLToPath(import.meta.url), ...MANIFESTS]) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/**
 * The file appears in one step, whoever else makes it at the same time. CommonJS: tfjs asks for Node's modules by `require`.
 * @param {string} file
 */
async function bundle(file) {
  const { build } = await import('vite');
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'tfjs-'));
  try {
    await build({
      configFile: false,
      logLevel: 'silent',
      root: dirname(ENTRY),
      resolve: { mainFields: ['module', 'main'] },
      ssr: { noExternal: true },
      build: {
        ssr: ENTRY,
        outDir: folder,
        rolldownOptions: { output: { format: 'cjs', entryFileNames: 'tfjs.cjs', codeSplitting: false } },
      },
    });
    renameSync(join(folder, 'tfjs.cjs'), file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import {
  env,
  getKernel,
  registerKernel,
  setBackend,
  unregisterKernel,
  version_core,
} from '@tensorflow/tfjs-core';
import { getThreadsCount, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import { TFJS_WASM_VERSION } from '../generated/tfjs-wasm.ts';
import { gradients } from '../gradients/index.ts';
import { immediateKernels } from '../kernels/immediate.ts';
import { customKernels } from '../kernels/index.ts';
import { withEmbeddedWasm } from './embedded-wasm.ts';
import { registerGradient } from './gradient-registry.ts';
import { ENGINE, TFJS_VERSION, checkInternals, checkWasmBackend } from './internals.ts';
import type { WasmBackend } from './internals.ts';
import { runtimeInfo, setRuntime } from './runtime.ts';
import type { BackendName, RuntimeInfo } from './runtime.ts';
import { loadKernelsOn } from './saccade-kernels.ts';

export interface StartOptions {
  /**
   * `wasm` (default) is the one to use: fast, and the same bits everywhere. `cpu` is plain JavaScript that uses the
   * host's own functions: a second opinion in tests.
   */
  readonly backend?: BackendName;
}

let latest: { readonly backend: BackendName; readonly ready: Promise<RuntimeInfo> } | undefined;

/**
 * Makes tensor operations ready: starts tfjs's backend from the binary that this package carries, with threads off,
 * checks the private points of tfjs that we rely on, and installs our kernels and gradients.
 *
 * Call it once before any tensor operation. A further call gives the same answer at no cost; one that names another
 * backend switches to it, and tensors move along when they are next used.
 *
 * @throws when the host has no WebAssembly SIMD, or tfjs is not the version that we know.
 */
export function start({ backend }: StartOptions = {}): Promise<RuntimeInfo> {
  const wanted = backend ?? latest?.backend ?? 'wasm';
  if (wanted !== 'wasm' && wanted !== 'cpu') {
    return Promise.reject(new Error(`start: backend must be 'wasm' or 'cpu', got '${String(wanted)}'`));
  }
  if (latest?.backend === wanted) return latest.ready;
  const before = latest?.ready.catch(() => undefined) ?? Promise.resolve(undefined);
  const ready = before.then(() => activate(wanted));
  latest = { backend: wanted, ready };
  ready.catch(() => {
    if (latest?.ready === ready) latest = undefined;
  });
  return ready;
}

async function activate(backend: BackendName): Promise<RuntimeInfo> {
  setRuntime(undefined);
  checkInternals();
  await (backend === 'wasm' ? activateWasm() : activateCpu());
  const kernels = installKernels(backend);
  for (const gradient of gradients) registerGradient(gradient);
  setRuntime({
    backend,
    simd: backend === 'wasm',
    threads: 1,
    ...host(),
    tfjsVersion: version_core,
    kernels,
  });
  return runtimeInfo();
}

async function activateWasm(): Promise<void> {
  for (const version of [version_wasm, TFJS_WASM_VERSION]) {
    if (version === TFJS_VERSION) continue;
    throw new Error(`start: @tensorflow/tfjs-backend-wasm must be ${TFJS_VERSION}, got ${version}`);
  }
  const environment = env();
  if (!(await environment.getAsync('WASM_HAS_SIMD_SUPPORT'))) {
    throw new Error(
      'start: the host must have 128-bit WebAssembly SIMD (Node 16.4, Chrome 91, Firefox 89, Safari 16.4 or later)',
    );
  }
  await requireCompilation();
  environment.set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await withEmbeddedWasm(() => setBackend('wasm')))) {
    throw new Error("start: tfjs's WASM backend must start, but it did not; its own warning says why");
  }
  checkWasmBackend(ENGINE.backendInstance);
  await loadKernelsOn(ENGINE.backendInstance as WasmBackend);
  if (getThreadsCount() > 1) {
    throw new Error(
      'start: the WASM backend must run one thread, but the application started it with more before',
    );
  }
}

/** The shortest module. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** Throws where a content security policy forbids WebAssembly; tfjs would wait for ever. */
async function requireCompilation(): Promise<void> {
  try {
    await WebAssembly.compile(EMPTY_MODULE);
  } catch (error) {
    throw new Error(
      "start: the host must allow WebAssembly (in a content security policy, 'wasm-unsafe-eval')",
      {
        cause: error,
      },
    );
  }
}

async function activateCpu(): Promise<void> {
  await import('@tensorflow/tfjs-backend-cpu');
  if (!(await setBackend('cpu'))) throw new Error("start: tfjs's CPU backend must start, but it did not");
  // Otherwise it prints an advertisement at the first tensor.
  (ENGINE.backendInstance as { firstUse?: boolean }).firstUse = false;
}

const installed = new Map<BackendName, readonly string[]>();

/** Puts our kernels in place, once for each backend; returns their names. */
function installKernels(backend: BackendName): readonly string[] {
  const known = installed.get(backend);
  if (known) return known;
  const replacements = customKernels.filter(({ backendName }) => backendName === backend);
  if (backend === 'wasm') {
    for (const [kernelName, wrap] of Object.entries(immediateKernels)) {
      const original = getKernel(kernelName, backend);
      replacements.push({ kernelName, backendName: backend, kernelFunc: wrap(original?.kernelFunc) });
    }
  }
  for (const kernel of replacements) {
    if (getKernel(kernel.kernelName, backend)) unregisterKernel(kernel.kernelName, backend);
    registerKernel(kernel);
  }
  const names = replacements.map(({ kernelName }) => kernelName);
  installed.set(backend, names);
  return names;
}

function host(): Pick<RuntimeInfo, 'host' | 'hostVersion'> {
  const { process, navigator } = globalThis as {
    process?: { versions?: { node?: string } };
    navigator?: { userAgent?: string };
  };
  const node = process?.versions?.node;
  return node === undefined
    ? { host: 'browser', hostVersion: navigator?.userAgent ?? 'unknown' }
    : { host: 'node', hostVersion: node };
}

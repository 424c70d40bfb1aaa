// tfjs, ready: its own operations, gradients and kernels, WASM with SIMD, one thread.
import { loadTfjs, WASM_FOLDER } from './bundle.mjs';

const { setWasmPaths, tf } = await loadTfjs();

setWasmPaths(`${WASM_FOLDER}/`);
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) throw new Error('tfjs finds no SIMD in this Node');
if (!(await tf.setBackend('wasm'))) throw new Error('the WASM backend of tfjs does not start');

export { tf };

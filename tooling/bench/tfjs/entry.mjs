// What is bundled: tfjs as an application on the web gets it, gradients included.
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';

export { setWasmPaths, tf };

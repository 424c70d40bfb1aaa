// The idx format of the MNIST files (LeCun, Cortes & Burges 1998): big-endian header, then bytes.

/** Images of one size: `pixels [count · height · width]`, 0 background … 255 ink. */
export interface IdxImages {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  /** A view of the bytes that were parsed, not a copy. */
  readonly pixels: Uint8Array;
}

/**
 * Reads an idx3-ubyte file.
 * @throws RangeError that names what is wrong: a gzipped file, the magic number, a cut header, sizes of zero, missing or extra bytes.
 */
export function parseIdxImages(bytes: Uint8Array): IdxImages {
  const [count, height, width] = readHeader('parseIdxImages', bytes, 3);
  return { count, width, height, pixels: bytes.subarray(16) };
}

/** Reads an idx1-ubyte file: one label a byte, a view of the bytes that were parsed. Errors as {@link parseIdxImages}. */
export function parseIdxLabels(bytes: Uint8Array): Uint8Array {
  readHeader('parseIdxLabels', bytes, 1);
  return bytes.subarray(8);
}

function readHeader(where: string, bytes: Uint8Array, dimensions: number): number[] {
  const headerBytes = 4 + 4 * dimensions;
  checkMagic(where, bytes, 0x800 + dimensions);
  if (bytes.length < headerBytes) {
    throw new RangeError(`${where}: bytes must hold a header of ${headerBytes} bytes, got ${bytes.length}`);
  }
  const sizes = Array.from({ length: dimensions }, (_, i) => uint32(bytes, 4 + 4 * i));
  if (sizes.includes(0)) throw new RangeError(`${where}: sizes must be at least 1, got ${sizes.join(' × ')}`);
  const needed = sizes.reduce((product, size) => product * size, 1);
  const found = bytes.length - headerBytes;
  if (found !== needed) {
    const how = found < needed ? 'truncated' : 'too long';
    const announced = sizes.join(' × ');
    throw new RangeError(
      `${where}: bytes are ${how}: header announces ${announced} = ${needed}, got ${found}`,
    );
  }
  return sizes;
}

function checkMagic(where: string, bytes: Uint8Array, expected: number): void {
  if (bytes.length < 4)
    throw new RangeError(`${where}: bytes must begin with a magic number, got ${bytes.length} bytes`);
  const magic = uint32(bytes, 0);
  if (magic === expected) return;
  const gzip = magic >>> 16 === 0x1f8b ? ' (a gzipped file: decompress it first)' : '';
  throw new RangeError(`${where}: magic number must be ${hex(expected)}, got ${hex(magic)}${gzip}`);
}

function uint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}

// A SHA-256 of a file that stands in the file itself: taken over all bytes, with zeros in its own place. It tells a whole
// file from one that lost its end, or in which a bit changed.
import { createHash } from 'node:crypto';

/** Stands where the digest will be; {@link seal} replaces its first occurrence. */
export const SEAL_PLACE = '0'.repeat(64);

/** Puts the digest in its place, in `bytes` themselves. */
export function seal(bytes: Uint8Array): void {
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).write(
    digestOf(bytes),
    placeOf(bytes, SEAL_PLACE),
  );
}

/** Whether `bytes` are those that were sealed with this digest. */
export function isSealed(bytes: Uint8Array, digest: string): boolean {
  const at = placeOf(bytes, digest);
  if (digest.length !== SEAL_PLACE.length || at < 0) return false;
  const unsealed = Buffer.from(bytes);
  unsealed.write(SEAL_PLACE, at);
  return digestOf(unsealed) === digest;
}

function placeOf(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(text);
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

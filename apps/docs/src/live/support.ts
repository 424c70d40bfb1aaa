/** What the live pages need and this browser lacks, as a sentence; undefined when it has everything. */
export function missingSupport(): string | undefined {
  if (typeof Worker === 'undefined') return 'This browser has no Web Workers.';
  if (typeof WebAssembly === 'undefined') return 'This browser has no WebAssembly.';
  if (!WebAssembly.validate(SIMD)) return 'This browser has WebAssembly without SIMD.';
  return undefined;
}

// (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt))
const SIMD = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123],
  ...[3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

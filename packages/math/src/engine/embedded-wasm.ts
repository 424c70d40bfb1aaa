// tfjs fetches its binary by URL. We answer that one fetch ourselves, with the embedded bytes: no file has to be
// found, and no content security policy for `data:` or `blob:` URLs stands in the way.
import { env } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { TFJS_WASM_BASE64 } from '../generated/tfjs-wasm.ts';

const NAMES = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
];
const URL_OF_EMBEDDED = 'saccade:embedded-tfjs-wasm';

/** Decodes base64 to bytes. */
function bytesFromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** As much of a response as tfjs reads: the first real one costs Node a tenth of a second. */
function embeddedResponse(): Response {
  const { buffer } = bytesFromBase64(TFJS_WASM_BASE64);
  return { ok: true, arrayBuffer: () => Promise.resolve(buffer) } as Response;
}

/** Runs `initialise` with a platform whose fetch hands out the embedded binary, and restores the platform. */
export async function withEmbeddedWasm<T>(initialise: () => Promise<T>): Promise<T> {
  const environment = env();
  const platform = environment.platform;
  setWasmPaths(Object.fromEntries(NAMES.map((name) => [name, URL_OF_EMBEDDED])), true);
  const fetchEmbedded = (url: string, init?: RequestInit): Promise<Response> =>
    url === URL_OF_EMBEDDED ? Promise.resolve(embeddedResponse()) : platform.fetch(url, init);
  environment.platform = Object.create(platform, { fetch: { value: fetchEmbedded } }) as typeof platform;
  try {
    return await initialise();
  } finally {
    environment.platform = platform;
  }
}

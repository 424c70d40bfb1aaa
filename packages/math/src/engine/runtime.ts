/** What `start()` found. */
export interface RuntimeInfo {
  /** The tfjs backend that runs the kernels. */
  readonly backend: BackendName;
  /** Whether the kernels use 128-bit WebAssembly SIMD. */
  readonly simd: boolean;
  /** Always 1: a threaded reduction would not give the same bits. */
  readonly threads: 1;
  readonly host: 'node' | 'browser';
  /** Node's version, or the browser's user agent string. */
  readonly hostVersion: string;
  readonly tfjsVersion: string;
  /** Names of the kernels that Saccade runs in place of, or in addition to, those of tfjs. */
  readonly kernels: readonly string[];
}

export type BackendName = 'wasm' | 'cpu';

let current: RuntimeInfo | undefined;

/** Remembers what is running; undefined while a backend is being started. */
export function setRuntime(info: RuntimeInfo | undefined): void {
  current = info;
}

/** Whether `start()` has finished. */
export function isStarted(): boolean {
  return current !== undefined;
}

/**
 * Backend, SIMD, host and versions, as `start()` found them.
 *
 * @throws when `start()` has not finished.
 */
export function runtimeInfo(): RuntimeInfo {
  if (current === undefined) throw new Error('runtimeInfo: call `await start()` first');
  return current;
}

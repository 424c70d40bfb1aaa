// The points of tfjs 4.22 that are not public but that we rely on, in one place. `checkInternals` looks at each of
// them at start, so that a wrong version fails there, with a name, and not in the middle of a training.
import { engine, version_core } from '@tensorflow/tfjs-core';
import type { DataId, DataType, NamedTensorMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';

/** The only version of tfjs that the private points below are known for. */
export const TFJS_VERSION = '4.22.0';

export interface TapeNode {
  readonly id: number;
  readonly kernelName: string;
  readonly inputs: NamedTensorMap;
  readonly outputs: readonly Tensor[];
  readonly saved: readonly Tensor[];
  readonly gradient?: (dys: (Tensor | null)[]) => Record<string, () => Tensor>;
}

export interface EngineState {
  numTensors: number;
  gradientDepth: number;
  kernelDepth: number;
  activeTape: TapeNode[] | null;
  nextTapeNodeId: number;
}

export interface TensorBackend {
  readonly dataIdMap?: { get(id: DataId): TensorData };
  readonly data?: unknown;
  incRef(id: DataId): void;
  readSync(id: DataId): Float32Array | Int32Array | Uint8Array;
}

export interface TensorData {
  readonly id: number;
  readonly memoryOffset: number;
  /** Handles on the data. */
  readonly refCount: number;
}

export interface WasmBackend extends TensorBackend {
  readonly dataIdMap: { get(id: DataId): TensorData };
  readonly wasm: {
    readonly asm: { readonly memory: WebAssembly.Memory };
    _malloc(bytes: number): number;
    _free(pointer: number): void;
  };
  makeOutput(shape: number[], dtype: DataType): TensorInfo;
  disposeData(id: DataId): boolean;
}

export interface Engine {
  readonly state: EngineState;
  readonly backendName: string | undefined;
  readonly backendInstance: TensorBackend;
  startScope(name?: string): void;
  endScope(result?: unknown): void;
  startTape(): void;
  endTape(): void;
  trackTensor(tensor: Tensor, backend: TensorBackend): void;
  nextTensorId(): number;
  makeTensorFromTensorInfo(info: TensorInfo, backend?: TensorBackend): Tensor;
  makeTensor(values: Float32Array | Int32Array | Uint8Array, shape: number[], dtype: DataType): Tensor;
}

/** tfjs's engine, with its private parts typed. It is one per realm, whoever loads tfjs. */
export const ENGINE = engine() as unknown as Engine;

type Kind = 'number' | 'function' | 'object';

/** Throws unless `path` leads from `root` to something of that kind. */
export function requirePoint(root: unknown, rootName: string, path: string, kind: Kind): void {
  let value = root;
  for (const name of path.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[name];
  if (typeof value === kind && value !== null) return;
  throw new Error(
    `start: tfjs must be ${TFJS_VERSION}, whose ${rootName}.${path} is a ${kind}; ` +
      `this one (${version_core}) has ${value === null ? 'null' : typeof value} there`,
  );
}

/** Checks the version of tfjs and every private point of its engine. */
export function checkInternals(): void {
  if (version_core !== TFJS_VERSION) {
    throw new Error(`start: @tensorflow/tfjs-core must be ${TFJS_VERSION}, got ${version_core}`);
  }
  for (const name of ['numTensors', 'gradientDepth', 'kernelDepth', 'nextTapeNodeId']) {
    requirePoint(ENGINE, 'engine()', `state.${name}`, 'number');
  }
  const methods = ['startScope', 'endScope', 'startTape', 'endTape', 'trackTensor', 'nextTensorId'];
  for (const name of [...methods, 'makeTensorFromTensorInfo', 'makeTensor']) {
    requirePoint(ENGINE, 'engine()', name, 'function');
  }
}

/** Checks every private point of the WASM backend. */
export function checkWasmBackend(backend: unknown): void {
  const methods = ['wasm._malloc', 'wasm._free', 'dataIdMap.get', 'makeOutput', 'disposeData'];
  for (const name of [...methods, 'incRef', 'readSync']) {
    requirePoint(backend, 'backend()', name, 'function');
  }
  requirePoint(backend, 'backend()', 'wasm.asm.memory', 'object');
  if (!((backend as WasmBackend).wasm.asm.memory instanceof WebAssembly.Memory)) {
    throw new Error(
      `start: tfjs must be ${TFJS_VERSION}, whose backend().wasm.asm.memory is a WebAssembly.Memory`,
    );
  }
}

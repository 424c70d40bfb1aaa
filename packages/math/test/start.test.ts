import { expect, test } from 'vitest';
import { add, item, runtimeInfo, scalar, start, tensor, tidy, valueAndGrad, values } from '../src/index.ts';
import { ENGINE, TFJS_VERSION, checkWasmBackend, requirePoint } from '../src/engine/internals.ts';
import { runKernel } from '../src/engine/run-kernel.ts';

test('S1 operations before start() say what to do', () => {
  const message = 'call `await start()` first';
  expect(() => scalar(1)).toThrow(message);
  expect(() => runtimeInfo()).toThrow(message);
  expect(() => runKernel('Add', {})).toThrow(message);
  expect(() => valueAndGrad(() => scalar(1))(scalar(1))).toThrow(message);
});

test('S2 start() tells what it found, and is idempotent, also when called twice at once', async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect(first).toBe(second);
  expect(await start()).toBe(first);
  expect(runtimeInfo()).toBe(first);
  expect(first).toMatchObject({
    backend: 'wasm',
    simd: true,
    threads: 1,
    host: 'node',
    tfjsVersion: TFJS_VERSION,
  });
  expect(first.hostVersion).toBe(process.versions.node);
});

test('a bad backend is named', async () => {
  await expect(start({ backend: 'webgl' as 'wasm' })).rejects.toThrow(
    "start: backend must be 'wasm' or 'cpu', got 'webgl'",
  );
});

test('S3 another backend takes over, and tensors move along', async () => {
  await start();
  const x = tensor([1, 2]);
  expect((await start({ backend: 'cpu' })).backend).toBe('cpu');
  tidy(() => expect(values(add(x, 1))).toEqual(Float32Array.of(2, 3)));
  expect((await start()).backend).toBe('cpu');
  expect((await start({ backend: 'wasm' })).backend).toBe('wasm');
  tidy(() => expect(values(add(x, 1))).toEqual(Float32Array.of(2, 3)));
  x.dispose();
});

test('S4 a private point of tfjs that is missing is named, with the version that has it', async () => {
  await start();
  const wasm = ENGINE.backendInstance as unknown as { wasm: { asm: object } };
  const changed = {
    ...wasm,
    dataIdMap: { get: () => 0 },
    makeOutput: () => 0,
    disposeData: () => 0,
    incRef: () => 0,
    readSync: () => 0,
  };
  expect(() => checkWasmBackend(changed)).not.toThrow();
  expect(() => checkWasmBackend({ ...changed, wasm: { ...wasm.wasm, _free: undefined } })).toThrow(
    'start: tfjs must be 4.22.0, whose backend().wasm._free is a function; this one (4.22.0) has undefined there',
  );
  expect(() => checkWasmBackend({ ...changed, wasm: { ...wasm.wasm, asm: { memory: {} } } })).toThrow(
    'backend().wasm.asm.memory is a WebAssembly.Memory',
  );
  expect(() => requirePoint({}, 'engine()', 'state.activeTape.length', 'number')).toThrow(
    'engine().state.activeTape',
  );
});

test('a kernel that the backend lacks is named', async () => {
  await start({ backend: 'wasm' });
  expect(() => runKernel('Nonsense', {})).toThrow('runKernel: Nonsense must be a kernel of backend wasm');
});

test('N7 the memory may grow under living tensors', async () => {
  await start({ backend: 'wasm' });
  tidy(() => {
    const small = scalar(41);
    // 96 MB, which moves the memory of the WASM module.
    const big = tensor(new Float32Array(24 * 1024 * 1024).fill(1));
    expect(item(add(small, 1))).toBe(42);
    expect(values(add(big, small)).at(-1)).toBe(42);
  });
});

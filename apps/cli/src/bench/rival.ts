import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { FailedError } from '../errors.ts';
import type { Contender, NamedArrays, Work } from './types.ts';

/** Another library in a process of its own, which waits between requests. */
export interface Rival {
  readonly version: string;
  /** Makes the model of this work the one that is asked. A work opened later takes its place. */
  open(work: Work): Promise<Contender>;
  close(): void;
}

/** The libraries that can be asked. */
export interface Rivals {
  readonly tfjs: Rival;
  /** Left out of the contest where undefined. */
  readonly torch: Rival | undefined;
}

const MODELS = new URL('../../../../tooling/bench/', import.meta.url);

/**
 * Starts tfjs with its own operations, gradients and kernels. Bundles it when that was not done before.
 * @throws {@link FailedError} with the last words of the process, here or in a request, when it ends.
 */
export function startTfjs(): Promise<Rival> {
  return startRival('tfjs', process.execPath, [fileURLToPath(new URL('tfjs/serve.mjs', MODELS))]);
}

/**
 * Starts PyTorch.
 * @param python - a Python that can import torch.
 * @throws {@link FailedError} as {@link startTfjs} does.
 */
export function startTorch(python: string): Promise<Rival> {
  return startRival('PyTorch', python, ['-B', fileURLToPath(new URL('torch/serve.py', MODELS))]);
}

async function startRival(name: string, command: string, args: readonly string[]): Promise<Rival> {
  const { receive, send, close } = converse(name, command, args);
  const { version } = (await receive()) as { version: string };
  const contender: Contender = {
    first: async (calls) => ((await send({ first: calls })) as { values: number[] }).values,
    time: async (calls, untimed) => ((await send({ time: calls, untimed })) as { seconds: number }).seconds,
    close: () => undefined,
  };
  const open = async ({ model, arrays }: Work) => {
    await send({ open: model, arrays: encode(arrays) });
    return contender;
  };
  return { version, open, close };
}

/** A process that answers each line with a line. */
function converse(name: string, command: string, args: readonly string[]) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let lastWords = '';
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (lastWords = (lastWords + text).slice(-2000)));
  const ended = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new FailedError(`${name} does not start: ${error.message}`)));
    child.once('close', (code, signal) => {
      const how = signal ?? `exit code ${code}`;
      reject(new FailedError(`${name} has ended (${how}): ${errorIn(lastWords)}`));
    });
  });
  ended.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const receive = async (): Promise<unknown> => {
    const { value, done } = await Promise.race([lines.next(), ended]);
    return done ? ended : JSON.parse(value!);
  };
  const send = (request: unknown): Promise<unknown> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return receive();
  };
  return { receive, send, close: () => void child.stdin.end() };
}

/** Python ends a traceback with the error; Node begins one with it. */
function errorIn(words: string): string | undefined {
  const lines = words.trimEnd().split('\n');
  return lines.findLast((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1);
}

/** Arrays as the process reads them: shape, and base64 of the bytes of float32, little-endian as on every host of Node. */
function encode(arrays: NamedArrays) {
  const entries = Object.entries(arrays).map(([name, { shape, data }]) => {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return [name, { shape, data: bytes.toString('base64') }];
  });
  return Object.fromEntries(entries) as unknown;
}

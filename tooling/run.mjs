// Runs the programs of the workspace, without telemetry.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT } from './workspace.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] Working folder; the root of the repository by default.
 * @property {'capture' | 'show'} [output] Collect the output (default), or let it through to this process's own.
 * @property {Record<string, string | undefined>} [env] Added to the environment.
 *
 * @typedef {{ code: number, output: string }} RunResult `output` is stdout and stderr as they came, when captured.
 */

const QUIET = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' };

/**
 * Runs a program to its end. Programs of the workspace's node_modules are found by name.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd = ROOT, output = 'capture', env = {} } = {}) {
  const PATH = [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const stdio = output === 'show' ? 'inherit' : 'pipe';
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', stdio, stdio],
      env: { ...process.env, ...QUIET, PATH, ...env },
    });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const text = Buffer.concat(chunks).toString();
      resolve({ code: code ?? 1, output: signal ? `${text}\nended by ${signal}` : text });
    });
  });
}

/**
 * Like `run`, and throws with the output when the program fails.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export async function mustRun(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with exit code ${code}\n${output}`);
  return output;
}

/**
 * Runs turbo. It calls `pnpm` by name, so that must be on the PATH.
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function turbo(args, options) {
  return hasPnpm()
    ? run('turbo', ['run', ...args], options)
    : pnpm(['exec', 'turbo', 'run', ...args], options);
}

/**
 * Runs pnpm: the one that started this process, or the one that `npx` gets.
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function pnpm(args, options) {
  return hasPnpm() ? run('pnpm', args, options) : run('npx', ['--yes', 'pnpm@10', ...args], options);
}

function hasPnpm() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => ['pnpm', 'pnpm.cmd'].some((name) => existsSync(join(folder, name))));
}

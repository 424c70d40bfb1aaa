import type { RuntimeInfo } from '@saccade/math';
import { FailedError } from '../errors.ts';
import { findMnist, MNIST_HINT } from '../host/mnist.ts';
import { findChromium } from '../host/programs.ts';
import { saccadeVersion, sourceCommit } from '../version.ts';
import type { Output, OutputOptions } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';
import { wrapText } from '../terminal/wrap.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  /** What to do when it is not ok. */
  readonly advice?: string;
  /** Training works without it. */
  readonly optional?: boolean;
}

/**
 * `saccade doctor`: looks at the machine and says what to do about what is missing.
 * @throws {@link FailedError} when something that training needs is missing.
 */
export async function doctor(flags: OutputOptions): Promise<void> {
  const output = outputFor(flags);
  const runtime = await startRuntime();
  const looks = [nodeVersion(), saccade(), ...runtimeFindings(runtime), mnist(), chromium()];
  const findings = looks.map((look) => (look.ok ? { ...look, advice: undefined } : look));
  const ok = findings.every((finding) => finding.ok || finding.optional);
  output.json({ ok, runtime: runtime instanceof Error ? undefined : runtime, findings });
  const width = Math.max(...findings.map(({ name }) => name.length));
  for (const finding of findings) output.say(...findingLines(finding, width, output));
  if (!ok) throw new FailedError('something that training needs is missing');
  output.say('', output.style.good('Ready.'));
}

function findingLines(finding: Finding, nameWidth: number, { style, width }: Output): string[] {
  const { name, ok, found, advice, optional } = finding;
  const mark = ok ? style.good('✓') : optional ? style.dim('–') : style.bad('✗');
  const indent = nameWidth + 4;
  const [first, ...others] = wrapText(advice ? `${found}; ${advice}` : found, width - indent);
  const lines = others.map((line) => ' '.repeat(indent) + line);
  return [`${mark} ${name.padEnd(nameWidth)}  ${first!}`, ...lines];
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { name: 'node', ok, found: process.versions.node, advice: 'install Node 20.19 or later' };
}

async function startRuntime(): Promise<RuntimeInfo | Error> {
  try {
    return await (await import('@saccade/math')).start();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function runtimeFindings(runtime: RuntimeInfo | Error): Finding[] {
  if (runtime instanceof Error)
    return [
      {
        name: 'backend',
        ok: false,
        found: runtime.message,
        advice: 'build again (pnpm build), or install again',
      },
    ];
  const { backend, simd, kernels, tfjsVersion, threads } = runtime;
  return [
    { name: 'tfjs', ok: true, found: tfjsVersion },
    { name: 'backend', ok: backend === 'wasm', found: `${backend}, ${threads} thread` },
    { name: 'SIMD', ok: simd, found: simd ? 'yes, 128 bits' : 'no', advice: 'update Node' },
    { name: 'kernels', ok: kernels.length > 0, found: `${kernels.length} of our own` },
  ];
}

function mnist(): Finding {
  const { folder, missing } = findMnist();
  const found =
    folder === undefined ? 'not installed' : missing.length > 0 ? `lacks ${missing.join(', ')}` : 'present';
  return { name: 'mnist', ok: missing.length === 0, found, advice: MNIST_HINT, optional: true };
}

function chromium(): Finding {
  const path = findChromium();
  return {
    name: 'chromium',
    ok: path !== undefined,
    found: path ?? 'not found, only the browser tests want it',
    advice: 'install it (Debian: apt-get install chromium) or set CHROMIUM_PATH',
    optional: true,
  };
}

function saccade(): Finding {
  const commit = sourceCommit();
  return { name: 'saccade', ok: true, found: saccadeVersion() + (commit ? `, commit ${commit}` : '') };
}

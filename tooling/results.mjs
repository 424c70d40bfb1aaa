// Runs an experiment for several seeds and writes what came of it beside the experiments:
//   pnpm results <name of the result> <seeds> <words after `saccade train`>
//   pnpm results fovea-digits 0..9 fovea --set scene=digits
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [name, range, ...words] = process.argv.slice(2);
const [first, last] = range.split('..').map(Number);
const seeds = Array.from({ length: last - first + 1 }, (_, i) => first + i);
const runs = seeds.map(train);
const { experiment, options } = runs[0];
const result = {
  experiment,
  command: `saccade train ${words.join(' ')} --seed ${range}`,
  commit: git('rev-parse', 'HEAD'),
  node: process.versions.node,
  options,
  means: means(runs.map(({ metrics }) => metrics)),
  runs: runs.map(({ seed, metrics, steps, wallSeconds, weightsSha256 }) => ({
    ...{ seed, metrics, steps, wallSeconds, weightsSha256 },
  })),
};
writeFileSync(
  join(ROOT, `packages/experiments/results/${name}.json`),
  `${JSON.stringify(result, undefined, 2)}\n`,
);

/** @param {number} seed */
function train(seed) {
  const folder = mkdtempSync(join(tmpdir(), 'saccade-results-'));
  try {
    const main = join(ROOT, 'apps/cli/dist/main.js');
    const args = [
      ...[main, 'train', ...words],
      ...['--seed', String(seed), '--json', '--out', join(folder, 'run')],
    ];
    const output = execFileSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const run = JSON.parse(String(output));
    console.log(name, seed, run.wallSeconds, JSON.stringify(run.metrics));
    return run;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string[]} args */
function git(...args) {
  return String(execFileSync('git', args, { cwd: ROOT })).trim();
}

/**
 * Mean of each metric over the seeds and half the width of its 95 % confidence interval (Student's t).
 * @param {Record<string, number>[]} metrics
 */
function means(metrics) {
  return Object.fromEntries(
    Object.keys(metrics[0]).map((metric) => {
      const values = metrics.map((each) => each[metric]);
      const mean = values.reduce((a, b) => a + b) / values.length;
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
      const ci95 = studentT(values.length - 1) * Math.sqrt(variance / values.length);
      return [metric, { mean: rounded(mean), ci95: rounded(ci95) }];
    }),
  );
}

/** The 97.5 % point of Student's t distribution with 4 or 9 degrees of freedom. @param {number} freedom */
function studentT(freedom) {
  const point = { 4: 2.776, 9: 2.262 }[freedom];
  if (point === undefined) throw new Error(`results: seeds must be 5 or 10, got ${freedom + 1}`);
  return point;
}

/** @param {number} value */
function rounded(value) {
  return Number(value.toPrecision(6));
}

// Our operations beside those of plain tfjs on the same WASM backend, one thread, alternating processes.
//     pnpm --filter @saccade/math build && node packages/math/bench/ops.mjs
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROUNDS = 3;
const work = fileURLToPath(new URL('./work.mjs', import.meta.url));
const run = (contender) =>
  JSON.parse(execFileSync(process.execPath, [work, contender], { encoding: 'utf8' }));

const rounds = Array.from({ length: ROUNDS }, () => ({ saccade: run('saccade'), tfjs: run('tfjs') }));
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

console.log('| work | tfjs, µs | Saccade, µs | ratio |\n|---|---|---|---|');
for (const name of Object.keys(rounds[0].saccade)) {
  const [theirs, ours] = ['tfjs', 'saccade'].map((one) => median(rounds.map((round) => round[one][name])));
  console.log(`| ${name} | ${theirs.toFixed(1)} | ${ours.toFixed(1)} | ${(theirs / ours).toFixed(1)} |`);
}

// What happens to a run whose folder is not as it was left: it goes on from what is whole, or says in one line why not.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../src/runs/checkpoint-file.ts';
import type { Stamp } from '../src/runs/checkpoint-file.ts';
import { listCheckpoints } from '../src/runs/checkpoints.ts';
import type { RunResult } from '../src/runs/result.ts';
import { scratchFolder } from './fixtures.ts';
import { essence, slicesOf, snapshot } from './run-parts.ts';
import type { Outcome } from './saccade.ts';
import { inParallel, saccade } from './saccade.ts';

const cwd = scratchFolder();
const SMALL = ['modelUpdates=800', 'updates=60', 'modelBatch=20', 'batch=8'];
const TRAIN = ['train', 'fovea', '--preset', 'quick', '--seed', '7', '--set', ...SMALL, '--json'];
let whole: RunResult;

beforeAll(async () => {
  const { stdout } = await saccade([...TRAIN, '--checkpoint-every', '1', '--out', 'whole'], { cwd });
  whole = JSON.parse(stdout) as RunResult;
}, 60_000);

/** A copy of the run as if it had been killed after its training, and the paths of its checkpoints, newest first. */
function unfinished(run: string): string[] {
  cpSync(join(cwd, 'whole'), join(cwd, run), { recursive: true });
  for (const name of ['result.json', 'report.html']) rmSync(join(cwd, run, name));
  return listCheckpoints(join(cwd, run, 'checkpoints')).reverse();
}

const DAMAGES: Readonly<Record<string, (path: string) => void>> = {
  truncated: (path) => truncateSync(path, 5000),
  emptied: (path) => truncateSync(path, 0),
  flipped: (path) => {
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 16;
    writeFileSync(path, bytes);
  },
};

test.each(Object.keys(DAMAGES))(
  'a run whose newest checkpoint is %s goes on from the one before',
  async (damage) => {
    const [newest] = unfinished(damage);
    DAMAGES[damage]!(newest!);
    const { code, stdout, stderr } = await saccade(['resume', damage], { cwd });
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('report: ') as string,
    });
    const path = join(damage, 'checkpoints', 'step-000000860.safetensors');
    expect(stderr).toMatch(new RegExp(`^${path} is damaged \\(.+\\); going on from step 840\n$`));
    const result = JSON.parse(readFileSync(join(cwd, damage, 'result.json'), 'utf8')) as RunResult;
    expect(essence(result)).toEqual(essence(whole));
    expect(slicesOf(join(cwd, damage))).toEqual(slicesOf(join(cwd, 'whole')));
  },
);

test('eval takes the newest that is whole, and says of which step', async () => {
  const [newest] = unfinished('judged');
  truncateSync(newest!, 5000);
  const before = snapshot(join(cwd, 'judged'));
  const { code, stderr } = await saccade(['eval', 'judged', '--episodes', '50'], { cwd });
  expect(code).toBe(0);
  expect(stderr).toMatch(/is damaged \(.+\); this is of step 840\n$/);
  expect(snapshot(join(cwd, 'judged'))).toEqual(before);
});

/** Writes the checkpoints of a run again with another stamp. */
const restamp = (change: Partial<Stamp>) => (_: string, paths: readonly string[]) => {
  for (const path of paths) {
    const { checkpoint, stamp } = decodeCheckpoint(readFileSync(path));
    writeFileSync(path, encodeCheckpoint({ checkpoint, stamp: { ...stamp, ...change } }));
  }
};

/** Changes what `options.json` says. */
const rewrite = (change: (record: { options: object }) => object) => (run: string) => {
  const path = join(cwd, run, 'options.json');
  const record = JSON.parse(readFileSync(path, 'utf8')) as { options: object };
  writeFileSync(path, JSON.stringify({ ...record, ...change(record) }));
};

type Spoil = (run: string, paths: readonly string[]) => void;

/** What makes a run one that cannot go on, and the line that says so. */
const REFUSALS: readonly (readonly [name: string, spoil: Spoil, says: RegExp])[] = [
  [
    'all-damaged',
    (_, paths) => paths.forEach((path) => truncateSync(path, 99)),
    /cannot read \S+860\S+, nor any of the \d before: /,
  ],
  [
    'no-stamp',
    (_, paths) => paths.forEach((path) => writeFileSync(path, '\x02\0\0\0\0\0\0\0{}')),
    /it has no stamp: an older version made it/,
  ],
  [
    'other-experiment',
    rewrite(() => ({ experiment: 'fovea-goals' })),
    /options\.json does not fit this version: scene: unknown option|is a checkpoint of fovea, but options\.json says fovea-goals$/m,
  ],
  [
    'no-experiment',
    rewrite(() => ({ experiment: 'poles' })),
    /options\.json does not fit this version: unknown experiment poles/,
  ],
  [
    'stamped-otherwise',
    restamp({ experiment: 'fovea-goals' }),
    /is a checkpoint of fovea-goals, but options\.json says fovea$/m,
  ],
  ['other-seed', rewrite(() => ({ seed: 8 })), /is a checkpoint of seed 7, but options\.json says 8$/m],
  [
    'other-options',
    rewrite(({ options }) => ({ options: { ...options, lr: 0.5 } })),
    /is a checkpoint of other options than those of options\.json$/m,
  ],
  ['other-format', restamp({ format: 0 }), /has the format 0; this saccade reads 1$/m],
  [
    'older-version',
    restamp({ saccade: '0.0.0-old' }),
    /was begun by saccade 0\.0\.0-old, and \S+ may train to other bits; saccade eval older-version judges what it has, saccade train fovea --seed 7 .* begins again$/m,
  ],
];

test('what cannot go on to the same bits is refused in one line, and nothing is changed', async () => {
  const cases = REFUSALS.map(([run, spoil, says]) => {
    spoil(run, unfinished(run));
    return { run, says, before: snapshot(join(cwd, run)) };
  });
  const outcomes = await inParallel(cases, ({ run }) => saccade(['resume', run], { cwd }));
  for (const [index, { run, says, before }] of cases.entries()) {
    const { code, stdout, stderr } = outcomes[index]!;
    expect({ run, code, stdout }).toEqual({ run, code: 1, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/^saccade: [^\n]+\n$/);
    expect(snapshot(join(cwd, run))).toEqual(before);
  }
});

test('what an older version trained can still be judged', async () => {
  restamp({ saccade: '0.0.0-old' })('old', unfinished('old'));
  const { code, stdout } = await saccade(['eval', 'old', '--episodes', '50', '--json'], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ weightsSha256: whole.weightsSha256 });
});

test('of two processes that write one run the second is refused, and the lock of one that was killed is taken over', async () => {
  for (const path of unfinished('contested')) rmSync(path);
  const record = (over: object) =>
    rewrite(({ options }) => ({ options: { ...options, ...over } }))('contested');
  record({ modelUpdates: 1_000_000 });
  let second: Promise<Outcome> | undefined;
  const first = await saccade(['resume', 'contested', '--json'], {
    cwd,
    onStderr(_, kill) {
      second ??= saccade(['resume', 'contested'], { cwd }).finally(() => kill('SIGKILL'));
    },
  });
  expect(first.code).toBeNull();
  const { code, stderr } = await second!;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^saccade: contested is being written by process \d+; wait until it ends\n$/);
  expect(existsSync(join(cwd, 'contested', 'run.lock'))).toBe(true);
  record({ modelUpdates: 800 });
  const third = await saccade(['resume', 'contested', '--json'], { cwd });
  expect(third.code).toBe(0);
  expect(essence(JSON.parse(third.stdout) as RunResult)).toEqual(essence(whole));
});

test('a folder that a killed beginning left is begun again', async () => {
  mkdirSync(join(cwd, 'early'));
  writeFileSync(join(cwd, 'early', '.options.json.71.tmp'), '{"exp');
  writeFileSync(join(cwd, 'early', 'run.lock'), 'x');
  const { code, stdout } = await saccade([...TRAIN, '--out', 'early'], { cwd });
  expect(code).toBe(0);
  expect(essence(JSON.parse(stdout) as RunResult)).toEqual(essence(whole));
  expect(readdirSync(join(cwd, 'early')).sort()).toEqual(readdirSync(join(cwd, 'whole')).sort());
});

test('train refuses a folder that has a run, and says how it goes on', async () => {
  unfinished('used');
  const before = snapshot(join(cwd, 'used'));
  const { code, stderr } = await saccade([...TRAIN, '--out', 'used'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /used has content; nothing was changed; saccade resume used goes on with that run\n$/,
  );
  expect(snapshot(join(cwd, 'used'))).toEqual(before);
});

// A change of a published package comes with a note on it.
import { run } from '../run.mjs';

/** @type {import('./check.mjs').Check} */
export const changeset = {
  name: 'changeset',
  async run() {
    const base = await findBase();
    if (!base) return { problems: [], skipped: 'there is no base branch to compare with' };
    const { code, output } = await run('changeset', ['status', `--since=${base}`]);
    const how = 'Run `npx pnpm@10 changeset`: WHAT, WHY, HOW to update, and a line **Numerics:**.';
    return { problems: code === 0 ? [] : [`${output.trim()}\n${how}`], note: `since ${base}` };
  },
};

/**
 * The branch that this work will be merged into: what the pull request says, else `main` where it has moved away from here.
 * @param {string | undefined} [requested]
 */
async function findBase(requested = process.env.GITHUB_BASE_REF) {
  if (requested) return `origin/${requested}`;
  const head = await commitOf('HEAD');
  for (const branch of ['origin/main', 'main']) {
    const commit = await commitOf(branch);
    if (commit && commit !== head) return branch;
  }
  return undefined;
}

/** @param {string} name */
async function commitOf(name) {
  const { code, output } = await run('git', ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  return code === 0 ? output.trim() : undefined;
}

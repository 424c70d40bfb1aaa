import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Version of this command. */
export function saccadeVersion(): string {
  return (require('../package.json') as { version: string }).version;
}

/** Files that say what was computed, and not how: results of one experiment must not make those of the next look unclean. */
const WORDS = ['packages/experiments/results', '*.md'];

/**
 * The commit that this program stands at, with `+changes` when files that it is made of differ from it; undefined outside
 * of git.
 * @param folder - of the repository, or in it. Default: where this program stands.
 */
export function sourceCommit(folder = import.meta.dirname): string | undefined {
  const commit = git(folder, 'rev-parse', '--short=12', 'HEAD');
  if (!commit) return undefined;
  const source = [':(top)', ...WORDS.map((each) => `:(top,exclude)${each}`)];
  const changes = git(folder, 'status', '--porcelain', '--untracked-files=no', '--', ...source);
  return changes ? `${commit}+changes` : commit;
}

function git(cwd: string, ...args: string[]): string | undefined {
  try {
    return execFileSync('git', ['--no-optional-locks', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

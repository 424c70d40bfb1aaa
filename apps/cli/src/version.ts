import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Version of this command. */
export function saccadeVersion(): string {
  return (require('../package.json') as { version: string }).version;
}

/** The commit that this program stands at, with `+changes` when files differ from it; undefined outside of git. */
export function sourceCommit(): string | undefined {
  const commit = git('rev-parse', '--short=12', 'HEAD');
  if (!commit) return undefined;
  return git('status', '--porcelain', '--untracked-files=no') ? `${commit}+changes` : commit;
}

function git(...args: string[]): string | undefined {
  try {
    return execFileSync('git', ['--no-optional-locks', ...args], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

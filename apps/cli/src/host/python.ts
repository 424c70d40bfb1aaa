import { spawnSync } from 'node:child_process';

/** Debian installs PyTorch for its own Python, which need not be the first in PATH. */
const CANDIDATES = ['python3', '/usr/bin/python3'];

/**
 * A Python that can import torch, or undefined. Only `SACCADE_PYTHON` is tried where it is set.
 */
export function findPythonWithTorch(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = environment.SACCADE_PYTHON;
  return (named ? [named] : CANDIDATES).find(
    (python) => spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore', env: environment }).status === 0,
  );
}

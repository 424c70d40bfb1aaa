import { execFileSync, spawnSync } from 'node:child_process';

const CANDIDATES = ['python3', '/usr/bin/python3'];

/** A Python that has numpy, which reads what `export` writes. CI must have one; elsewhere those tests are left out. */
export function findNumpy(): string | undefined {
  const found = CANDIDATES.find((python) => spawnSync(python, ['-c', 'import numpy']).status === 0);
  const hint = 'no Python with numpy (Debian: apt-get install python3-numpy)';
  if (found === undefined && process.env.CI) throw new Error(hint);
  if (found === undefined) console.warn(`tests are skipped: ${hint}`);
  return found;
}

/** Runs a program with these arguments; what it prints as JSON. */
export function askPython(python: string, program: string, ...args: string[]): unknown {
  return JSON.parse(execFileSync(python, ['-c', program, ...args], { encoding: 'utf8' }));
}

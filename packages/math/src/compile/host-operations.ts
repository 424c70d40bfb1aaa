// Operations that programs leave to the host.
import type { Step } from './steps.ts';

/** Their names, each once, in the order of the steps. */
export function hostOperations(steps: readonly Step[]): string[] {
  const names = steps.flatMap((step) => {
    if (step.kind === 'loop') return hostOperations(step.body);
    return step.kind === 'host' ? [step.node.kernel] : [];
  });
  return [...new Set(names)];
}

/** What has been said. Numbers that depend on the step of an optimiser are the host's by design. */
const said = new Set(['HostScalars']);

/** Warns of operations that slow a program down, of each once. */
export function sayOnce(steps: readonly Step[]): void {
  const names = hostOperations(steps).filter((name) => !said.has(name));
  if (names.length === 0) return;
  for (const name of names) said.add(name);
  console.warn(
    `compile: programs leave ${names.join(', ')} to the host, which is slower; explain() shows where`,
  );
}

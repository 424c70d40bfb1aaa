import type { Command } from 'commander';
import { UsageError } from './errors.ts';

/**
 * Makes it a mistake to give a flag with one value twice, where commander would silently forget the first: of
 * `--seed 1 --seed 2` one seed would do nothing. Flags that gather their values (objects and lists) are left alone.
 */
export function refuseRepeats(command: Command): void {
  for (const option of command.options.filter(({ required }) => required)) {
    let earlier: unknown;
    command.on(`option:${option.name()}`, () => {
      const value: unknown = command.getOptionValue(option.attributeName());
      if (earlier !== undefined && typeof value !== 'object')
        throw new UsageError(`${option.long} is given twice: ${String(earlier)} and ${String(value)}`);
      earlier = value;
    });
  }
}

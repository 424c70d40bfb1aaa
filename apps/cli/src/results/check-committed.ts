import { FailedError } from '../errors.ts';
import type { Output } from '../terminal/output.ts';
import { checkSetting } from './check-setting.ts';
import { settingWords } from './compare-setting.ts';
import type { Committed } from './read-committed.ts';

/**
 * Checks committed results one after the other, and says of each whether it still holds.
 * @throws {@link FailedError} naming those that do not.
 */
export async function checkCommitted(committed: readonly Committed[], output: Output): Promise<void> {
  const checks = [];
  for (const each of committed) {
    const { experiment, setting } = each;
    const name = settingWords(experiment.name, setting);
    const problem = (await checkSetting(each)) ?? null;
    const mark = problem === null ? output.style.good('✓') : output.style.bad('✗');
    output.say(problem === null ? `${mark} ${name}` : `${mark} ${name}: ${problem}`);
    checks.push({
      name,
      preset: setting.preset,
      overrides: setting.overrides,
      problem,
      command: setting.command,
    });
  }
  const stale = checks.filter(({ problem }) => problem !== null);
  output.json({ ok: stale.length === 0, checks });
  if (stale.length > 0) throw new FailedError(staleWords(stale));
}

function staleWords(stale: readonly { readonly name: string; readonly command: string }[]): string {
  const names = stale.map(({ name }) => name).join(', ');
  const verb =
    stale.length === 1 ? 'has changed since its results were' : 'have changed since their results were';
  return `${names} ${verb} committed; make them again: ${stale.map(({ command }) => `${command} --commit-results`).join('; ')}`;
}

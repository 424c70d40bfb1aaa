import { deltaRuleWork } from './models/delta-rule.ts';
import { lstmStreamWork, lstmWork } from './models/lstm.ts';
import { policyWork } from './models/policy.ts';
import type { Work } from './types.ts';

/** What can be timed, in the order of the table; made when asked for. */
const MAKERS: Readonly<Record<string, (name: string) => Work>> = {
  'lstm-b1-h32': (name) => lstmWork(name, { batch: 1, inputs: 8, hidden: 32, steps: 50 }),
  'lstm-b16-h32': (name) => lstmWork(name, { batch: 16, inputs: 8, hidden: 32, steps: 50 }),
  'lstm-b64-h256': (name) => lstmWork(name, { batch: 64, inputs: 64, hidden: 256, steps: 50 }),
  'delta-b16-d32': (name) => deltaRuleWork(name, { batch: 16, width: 32, steps: 64 }),
  'lstm-stream-b1-h32': (name) => lstmStreamWork(name, { inputs: 8, hidden: 32 }),
  'policy-b1': (name) => policyWork(name, { inputs: 16, hidden: 32, actions: 4 }),
};

export const WORK_NAMES: readonly string[] = Object.keys(MAKERS);

/** The work of one of {@link WORK_NAMES}. */
export function makeWork(name: string): Work {
  return MAKERS[name]!(name);
}

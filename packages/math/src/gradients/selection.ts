import type { GradientConfig } from '../engine/gradient-registry.ts';
import { where } from '../ops/where.ts';

const select: GradientConfig = {
  kernelName: 'Select',
  inputsToSave: ['condition'],
  gradFunc: (dy, [condition]) => ({
    t: () => where(condition, dy, 0),
    e: () => where(condition, 0, dy),
  }),
};

const identity: GradientConfig = { kernelName: 'Identity', gradFunc: (dy) => ({ x: () => dy }) };

export const selectionGradients = [select, identity];

import { expect, test } from 'vitest';
import expectedFingerprints from './fingerprints.json' with { type: 'json' };
import { portableFingerprints } from './grid.ts';

test('the bits over the grid are those of Node', () =>
  expect(portableFingerprints()).toEqual(expectedFingerprints));

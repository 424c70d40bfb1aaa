import { expect, test } from 'vitest';
import { drawFingerprints } from './draws.ts';
import expectedFingerprints from './fingerprints.json' with { type: 'json' };

test('the bits of every draw are those of Node', () =>
  expect(drawFingerprints()).toEqual(expectedFingerprints));

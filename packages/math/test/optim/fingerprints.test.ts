import { expect, test } from 'vitest';
import { eachBackend } from '../../src/testing/index.ts';
import expectedFingerprints from './fingerprints.json' with { type: 'json' };
import { trainedFingerprints } from './trained.ts';

eachBackend(['wasm'], () => {
  test('the weights after 25 updates are the committed ones, bit for bit', () =>
    expect(trainedFingerprints()).toEqual(expectedFingerprints));
});

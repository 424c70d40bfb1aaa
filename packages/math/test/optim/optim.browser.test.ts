import { beforeAll, expect, test } from 'vitest';
import { start } from '../../src/index.ts';
import expectedFingerprints from './fingerprints.json' with { type: 'json' };
import { trainedFingerprints } from './trained.ts';

beforeAll(() => start());

test('the weights after 25 updates are those of Node, bit for bit', () =>
  expect(trainedFingerprints()).toEqual(expectedFingerprints));

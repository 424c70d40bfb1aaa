// What users get: publint and attw on the packed tarballs.
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { problemAffectsResolutionKind, problemKindInfo } from '@arethetypeswrong/core/problems';
import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/** @type {import('./check.mjs').Check} */
export const packageExports = {
  name: 'exports',
  async run({ pack }) {
    const problems = [];
    for (const [name, tarball] of await pack()) {
      const bytes = new Uint8Array(readFileSync(tarball));
      problems.push(...(await publintProblems(name, bytes)), ...(await attwProblems(name, bytes)));
    }
    return { problems };
  },
};

/**
 * @param {string} name
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function publintProblems(name, bytes) {
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  return messages.map((message) => `${name}: publint: ${formatMessage(message, pkg, { color: false })}`);
}

/**
 * The packages are ECMAScript modules for Node 20 and bundlers; how `require` and Node 10 see them is of no interest.
 * @param {string} name
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function attwProblems(name, bytes) {
  const result = await checkPackage(createPackageFromTarballData(bytes));
  if (!result.types) return [`${name}: attw: the package has no types`];
  const problems = result.problems.filter(
    (problem) =>
      problemAffectsResolutionKind(problem, 'node16-esm', result) ||
      problemAffectsResolutionKind(problem, 'bundler', result),
  );
  return problems.map(
    (problem) => `${name}: attw: ${problemKindInfo[problem.kind].title} ${JSON.stringify(problem)}`,
  );
}

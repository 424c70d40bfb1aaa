// Builds the site into `.vitepress/dist`. The packages must have been built.
import { fileURLToPath } from 'node:url';
import { build } from 'vitepress';
import { makeReference } from './reference.mjs';

await makeReference();
await build(fileURLToPath(new URL('..', import.meta.url)));

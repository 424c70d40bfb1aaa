// Serves the site while it is written.
import { fileURLToPath } from 'node:url';
import { createServer } from 'vitepress';
import { makeReference } from './reference.mjs';

await makeReference();
const server = await createServer(fileURLToPath(new URL('..', import.meta.url)));
await server.listen();
server.printUrls();

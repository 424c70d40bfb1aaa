// Lets Node load tfjs's published modules, whose imports have no extensions: the only way to its gradients in Node.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const isTfjs = (url) =>
  url.includes('/@tensorflow/') || url.includes('/tfjs-core/') || url.includes('/tfjs-backend');

export async function resolve(specifier, context, next) {
  const relative = specifier.startsWith('.') && isTfjs(context.parentURL ?? '');
  if (!relative) return next(specifier, context);
  for (const ending of ['', '.js', '/index.js']) {
    const url = new URL(specifier + ending, context.parentURL);
    if (/\.js$/.test(url.pathname) && existsSync(fileURLToPath(url))) return next(url.href, context);
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  return next(
    url,
    isTfjs(url) && url.includes('/tfjs-core/dist/') && !url.includes('.node.js')
      ? { ...context, format: 'module' }
      : context,
  );
}

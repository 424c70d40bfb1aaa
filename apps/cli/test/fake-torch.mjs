#!/usr/bin/env node
// Stands in for a Python with PyTorch: the same lines on stdin and stdout, of the policy only. FAKE_TORCH: `wrong` acts otherwise,
// `dies` ends at the first request with a traceback's last line.
import { createInterface } from 'node:readline';

const behaviour = process.env.FAKE_TORCH;
const answer = (object) => process.stdout.write(`${JSON.stringify(object)}\n`);
const decode = (text) => new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);

function layer(x, w, b) {
  return Array.from(b, (bias, j) => x.reduce((sum, value, i) => sum + value * w[i * b.length + j], bias));
}

function act(arrays, i) {
  const [w1, b1, w2, b2, all] = ['w1', 'b1', 'w2', 'b2', 'observations'].map((name) =>
    decode(arrays[name].data),
  );
  const x = Array.from(all.slice(i * 16, (i + 1) * 16));
  return layer(layer(x, w1, b1).map(Math.tanh), w2, b2);
}

function serve() {
  let arrays;
  answer({ version: '0.0-fake' });
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (behaviour === 'dies') {
      process.stderr.write('Traceback …\nMemoryError: too large\n');
      process.exit(1);
    }
    const request = JSON.parse(line);
    arrays = request.arrays ?? arrays;
    if ('open' in request) answer({});
    else if ('first' in request) {
      const actions = Array.from({ length: request.first }, (_, i) => act(arrays, i)).flat();
      answer({ values: behaviour === 'wrong' ? actions.map((value) => value + 1e-3) : actions });
    } else answer({ seconds: request.time * 1e-3 });
  });
}

if (process.argv[2] !== '-c') serve();

// Runs in an empty project, in each Node and in a page: a compiled training step must leave the same bits everywhere.
import * as m from '@saccade/math';

const SHA256 = '620c9317e35d5340d62ed7ab106a919715f3cc61eb03642dfe02ac1c4fc62dd3';
const [BATCH, INPUTS, CELLS, LENGTH] = [5, 3, 9, 7];

await m.start();
const optimiser = m.adam({ learningRate: 0.02 });
const step = m.compile(train, { donate: [0] });

let learner = begin();
for (let i = 0; i < 30; i++) {
  const [k1, k2] = m.split(m.key(i), 2);
  const { next, loss } = step(learner, m.normal(k1, [LENGTH, BATCH, INPUTS]), k2);
  m.dispose(loss);
  learner = next;
}

const bytes = Object.values(learner.params).flatMap((each) => [...new Uint8Array(m.values(each).buffer)]);
const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
console.log(sha256);
if (sha256 !== SHA256) throw new Error(`the weights must have the SHA-256 ${SHA256}, got ${sha256}`);

function begin() {
  const [k1, k2] = m.split(m.key(1990), 2);
  const params = {
    w: m.normal(k1, [INPUTS + CELLS, 4 * CELLS], { sd: 0.3 }),
    out: m.normal(k2, [CELLS, INPUTS], { sd: 0.3 }),
  };
  return { params, state: optimiser.init(params) };
}

/** An LSTM foretells the next input, through noise; a whole step of training. */
function train({ params, state }, xs, k) {
  const noise = m.normal(k, xs.shape, { sd: 0.1 });
  const { value, grads } = m.valueAndGrad((p) => loss(p, m.add(xs, noise), xs))(params);
  const { params: nextParams, state: nextState } = optimiser.update(grads, state, params);
  return { next: { params: nextParams, state: nextState }, loss: value };
}

function loss({ w, out }, seen, xs) {
  const begin = { h: m.zeros([BATCH, CELLS]), c: m.zeros([BATCH, CELLS]) };
  const [, logits] = m.scan((state, x) => cell(w, out, state, x), begin, seen);
  const shares = m.softmax(xs);
  return m.neg(m.mean(m.sum(m.mul(shares, m.logSoftmax(logits)), -1)));
}

function cell(w, out, { h, c }, x) {
  const [i, f, g, o] = m.unstack(m.reshape(m.matMul(m.concat([x, h], 1), w), [BATCH, 4, CELLS]), 1);
  const next = m.add(m.mul(m.sigmoid(f), c), m.mul(m.sigmoid(i), m.tanh(g)));
  const shown = m.mul(m.sigmoid(o), m.tanh(next));
  return [{ h: shown, c: next }, m.matMul(shown, out)];
}

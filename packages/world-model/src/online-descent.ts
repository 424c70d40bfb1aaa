// Steps of learning on typed arrays, for nets that learn at every step.

/** Options of {@link onlineDescent}. */
export interface OnlineDescentOptions {
  /** Learning rate, ≥ 0. */
  readonly rate: number;
  /** `plain`: gradient times rate; `adam`: Kingma & Ba 2015, β 0.9 and 0.999, ε 10⁻⁸. Default `plain`. */
  readonly method?: 'plain' | 'adam';
}

/** One way down, and what it remembers. */
export interface OnlineDescent {
  /** Changes the weights in place. */
  step(weights: Float32Array, gradient: Float64Array): void;
  /** All that it remembers, by name: to be stored, and written over to go on from there. */
  readonly memory: Readonly<Record<string, Float32Array | Float64Array>>;
}

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/** @param size - number of weights. */
export function onlineDescent({ rate, method = 'plain' }: OnlineDescentOptions, size: number): OnlineDescent {
  if (!(rate >= 0 && rate < Infinity))
    throw new RangeError(`onlineDescent: rate must be a number ≥ 0, got ${rate}`);
  return method === 'adam' ? adam(rate, size) : plain(rate);
}

function plain(rate: number): OnlineDescent {
  return {
    step: (weights, gradient) => {
      for (let i = 0; i < weights.length; i++) weights[i] -= rate * gradient[i];
    },
    memory: {},
  };
}

function adam(rate: number, size: number): OnlineDescent {
  const [mean, square] = [new Float32Array(size), new Float32Array(size)];
  // β₁ᵗ and β₂ᵗ, for the corrections of the bias.
  const powers = Float64Array.of(1, 1);
  return {
    step: (weights, gradient) => {
      powers[0] *= BETA1;
      powers[1] *= BETA2;
      const [low, lowSquare] = [1 - powers[0], 1 - powers[1]];
      for (let i = 0; i < weights.length; i++) {
        mean[i] = BETA1 * mean[i] + (1 - BETA1) * gradient[i];
        square[i] = BETA2 * square[i] + (1 - BETA2) * gradient[i] * gradient[i];
        weights[i] -= (rate * (mean[i] / low)) / (Math.sqrt(square[i] / lowSquare) + EPSILON);
      }
    },
    memory: { mean, square, powers },
  };
}

import type { Tensor } from '../tensor-types.ts';

/**
 * Runs `fn` and then disposes the tensors that it gave to `own`. Lighter than `tidy`, for operations that are made of
 * two or three kernels.
 */
export function withTemporaries<T>(fn: (own: (made: Tensor) => Tensor) => T): T {
  const temporaries: Tensor[] = [];
  try {
    return fn((made) => {
      temporaries.push(made);
      return made;
    });
  } finally {
    for (const temporary of temporaries) temporary.dispose();
  }
}

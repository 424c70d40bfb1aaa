/**
 * Conversions of n elements. float32 and int32 have 4 bytes, a bool has one, 0 or 1, at any address. Where both have 4
 * bytes, `out` may be `x`.
 */
export interface CastKernels {
  /** Cuts towards zero. What int32 cannot hold becomes its nearest end, NaN becomes 0. */
  castFloatToInt(x: number, out: number, n: number): void;
  /** Rounds to the nearest float32. */
  castIntToFloat(x: number, out: number, n: number): void;
  castBoolToFloat(x: number, out: number, n: number): void;
  castBoolToInt(x: number, out: number, n: number): void;
  /** 0 for ±0, 1 for all else, NaN too. */
  castFloatToBool(x: number, out: number, n: number): void;
  castIntToBool(x: number, out: number, n: number): void;
}

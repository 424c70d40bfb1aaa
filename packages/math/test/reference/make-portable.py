# Correctly rounded float64 values of the portable functions, by mpmath at 400 bits (and more for huge angles).
# Run: python3 make-portable.py > portable.json
import json
import random
import struct

from mpmath import mp, mpf

mp.prec = 1600
rng = random.Random(1991)


def any_float(low, high):
    """A float64 whose exponent is uniform in [low, high], either sign."""
    bits = (rng.randrange(low + 1023, high + 1024) << 52) | rng.getrandbits(52)
    return struct.unpack('<d', struct.pack('<Q', bits))[0] * rng.choice([-1, 1])


def near(centre, spread):
    return centre + rng.uniform(-spread, spread)


def nearest(value):
    """mpf → the nearest float64, subnormals included (mpmath's float() rounds those twice)."""
    mantissa, exponent = mp.frexp(value)
    if value == 0 or exponent > -1021:
        return float(value)
    return float(mp.nint(value * mpf(2) ** 1074)) * 2.0**-1074


def unary(function, xs):
    return [[x, nearest(function(mpf(x)))] for x in xs]


def binary(function, pairs):
    return [[x, y, nearest(function(mpf(x), mpf(y)))] for x, y in pairs]


def uniform(low, high, count):
    return [rng.uniform(low, high) for _ in range(count)]


N = 120
tiny = [any_float(-60, -2) for _ in range(40)] + [5e-324, -5e-324, 2.2250738585072014e-308, 1e-310]
huge = [any_float(20, 1022) for _ in range(60)] + [1.7976931348623157e308, 1e22]
positive = [abs(any_float(-1022, 1022)) for _ in range(80)]
# Angles that come closest to a multiple of π/2 (Kahan's and Muller's classical cases).
hard = [6381956970095103.0 * 2.0**797, 1.5707963267948966, 3.141592653589793, 11.0, 22.0, 355.0, 103993.0,
        710.0, 52174.0, 573204.0, 1647099.0, 1647100.0, 2.0**20 * 1.5707963267948966]
moderate = uniform(-10, 10, N) + uniform(-1.7e6, 1.7e6, 60)

pow_pairs = [(rng.uniform(0.01, 100), rng.uniform(-150, 150)) for _ in range(N)]
pow_pairs += [(near(1, 1e-3), rng.uniform(-5e5, 5e5)) for _ in range(60)]
pow_pairs += [(abs(any_float(-1022, 1022)), rng.uniform(-1, 1)) for _ in range(60)]
pow_pairs += [(float(rng.randrange(2, 60)), float(rng.randrange(-8, 9))) for _ in range(40)]
pow_pairs += [(-float(rng.randrange(2, 60)), float(rng.randrange(-8, 9))) for _ in range(20)]
pow_pairs += [(0.999, float(n)) for n in (1, 10, 1000, 100000)] + [(5e-324, 0.5), (1e-310, 0.99), (2.0, -1074.0)]
pow_pairs = [(x, y) for x, y in pow_pairs if -740 < y * float(mp.log(abs(x))) < 709 or (x, y) == (2.0, -1074.0)]

points = [(any_float(-40, 40), any_float(-40, 40)) for _ in range(N)]
points += [(x * rng.uniform(0.1, 8), x) for x, _ in points]
wide = [(any_float(-1022, 1000), 0) for _ in range(40)]
wide = [(x, x * rng.uniform(0.001, 0.99)) for x, _ in wide] + [(5e-324, 5e-324), (1e308, 1e308), (3e-320, 4e-320)]


def exp_minus(x):
    return mp.expm1(x)


print(json.dumps({
    'exp': unary(mp.exp, uniform(-708, 709, N) + uniform(-1, 1, N) + uniform(-745, -708, 20) + tiny),
    'expm1': unary(exp_minus, uniform(-45, 709, N) + uniform(-1.2, 1.2, 2 * N) + tiny),
    'log': unary(mp.log, positive + uniform(0.5, 2, N) + [abs(x) for x in tiny]),
    'log1p': unary(mp.log1p, positive + uniform(-0.9999, 3, 2 * N) + tiny),
    'sin': unary(mp.sin, moderate + tiny + huge + hard),
    'cos': unary(mp.cos, moderate + tiny + huge + hard),
    'tanh': unary(mp.tanh, uniform(-20, 20, N) + uniform(-1, 1, N) + tiny),
    'sigmoid': unary(lambda x: 1 / (1 + mp.exp(-x)), uniform(-700, 40, N) + uniform(-5, 5, N) + tiny),
    'pow': binary(mp.power, pow_pairs),
    'atan2': binary(mp.atan2, points),
    'hypot': binary(mp.hypot, points + wide),
    'erfInv32': [[x, float(mp.erfinv(mpf(x)))] for x in
                 [struct.unpack('<f', struct.pack('<f', x))[0] for x in
                  uniform(-1, 1, 200) + [1 - 2.0**-k for k in range(1, 25)] + [-1 + 2.0**-24, 1e-30, -1e-8]]],
}, separators=(',', ':')).replace('],"', '],\n"'))

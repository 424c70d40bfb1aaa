# Bootstrap intervals computed with numpy, for ../results.test.ts, and the table of src/results/bootstrap.ts with scipy.
# Run: python3 make-bootstrap.py > bootstrap.json   (made with numpy 2.4.6, scipy 1.17.1)
#
# The draws are made here once more, from the published description of threefry2x32 (Salmon et al. 2011) and of JAX's
# layouts (jax_threefry_partitionable); `exact` enumerates all n^n resamples instead of drawing some.
import itertools
import json
import math

import numpy as np
from scipy import stats

ROTATIONS = [[13, 15, 26, 6], [17, 29, 16, 24]]


def threefry2x32(key, x0, x1):
    ks = [np.uint32(key[0]), np.uint32(key[1]), np.uint32(key[0]) ^ np.uint32(key[1]) ^ np.uint32(0x1BD11BDA)]
    x0, x1 = x0 + ks[0], x1 + ks[1]
    for group in range(5):
        for r in ROTATIONS[group % 2]:
            x0 = x0 + x1
            x1 = (x1 << np.uint32(r)) | (x1 >> np.uint32(32 - r))
            x1 = x1 ^ x0
        x0 = x0 + ks[(group + 1) % 3]
        x1 = x1 + ks[(group + 2) % 3] + np.uint32(group + 1)
    return x0, x1


def counters(count):
    return np.zeros(count, np.uint32), np.arange(count, dtype=np.uint32)


def split(key, count):
    a, b = threefry2x32(key, *counters(count))
    return list(zip(a.tolist(), b.tolist()))


def bits(key, count):
    a, b = threefry2x32(key, *counters(count))
    return a ^ b


def integers(key, count, span):
    high, low = split(key, 2)
    multiplier = (65536 % span) ** 2 % span
    return (bits(high, count) % span * multiplier + bits(low, count) % span) % span


def tail(n):
    return float(stats.norm.cdf(-math.sqrt(n / (n - 1)) * stats.t.ppf(0.975, n - 1)))


def interval(values, seed, statistic, resamples):
    n = len(values)
    drawn = np.array(values)[integers((0, seed), resamples * n, n).reshape(resamples, n)]
    found = np.sort(mean(drawn) if statistic == 'mean' else np.median(drawn, axis=1))
    outside = math.floor(float('%.5g' % tail(n)) * (resamples - 1))
    return [float(found[outside]), float(found[resamples - 1 - outside])]


def mean(drawn):
    # In the order of src/results/statistics.ts: cumsum adds from first to last, where numpy's mean adds in pairs.
    first = drawn[:, :1]
    return first[:, 0] + np.cumsum(drawn - first, axis=1)[:, -1] / drawn.shape[1]


def exact(values, statistic):
    found = np.sort([getattr(np, statistic)(drawn) for drawn in itertools.product(values, repeat=len(values))])
    low, high = np.quantile(found, [tail(len(values)), 1 - tail(len(values))])
    return [float(low), float(high)]


rng = np.random.default_rng(1979)
samples = [rng.normal(0.5, 0.2, n).round(4).tolist() for n in (2, 3, 5, 10, 20)]
sizes = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 60]
print(json.dumps({
    'tails': [[n, float('%.5g' % tail(n))] for n in sizes],
    'between': [[n, tail(n)] for n in (11, 13, 17, 25, 40, 100, 1000)],
    'samples': [{
        'values': values,
        'mean': float(np.mean(values)),
        'median': float(np.median(values)),
        'intervals': [
            {'seed': seed, 'statistic': statistic, 'resamples': resamples,
             'interval': interval(values, seed, statistic, resamples)}
            for seed, statistic, resamples in ((0, 'mean', 10000), (7, 'mean', 999), (3, 'median', 1000))
        ],
    } for values in samples],
    'exact': [{'values': values, 'statistic': statistic, 'interval': exact(values, statistic)}
              for values in ([0.2, 0.9, 0.4, 0.55, 0.7], [1, 2, 4, 8, 16, 32]) for statistic in ('mean', 'median')],
}, indent=1))

"""Values and gradients of the operations by PyTorch in float64, from inputs that float32 holds exactly.

    /usr/bin/python3 make-ops.py > ops.json        (made with PyTorch 1.13)

Gradients are those of the sum of `weights * output`. Not-a-number and infinities are written as text.
"""

import functools
import json
import math

import torch
import torch.nn.functional as F

generator = torch.Generator().manual_seed(1990)


def draw(*shape, low=-2.0, high=2.0):
    values = torch.rand(shape, generator=generator, dtype=torch.float64) * (high - low) + low
    return values.float().double()


def plain(values):
    if isinstance(values, list):
        return [plain(value) for value in values]
    if isinstance(values, float) and not math.isfinite(values):
        return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(values, "NaN")
    return values


def case(name, function, inputs, **attributes):
    inputs = {key: value.clone().requires_grad_() for key, value in inputs.items()}
    output = function(*inputs.values())
    weights = draw(*output.shape)
    (output * weights).sum().backward()
    return {
        "name": name,
        **attributes,
        "inputs": {key: plain(value.tolist()) for key, value in inputs.items()},
        "output": plain(output.tolist()),
        "weights": weights.tolist(),
        "grads": {key: plain(value.grad.tolist()) for key, value in inputs.items()},
    }


POSITIVE = dict(low=0.05, high=3.0)
UNARY = {
    "neg": (torch.neg, {}),
    "abs": (torch.abs, {}),
    "sign": (torch.sign, {}),
    "square": (torch.square, {}),
    "sqrt": (torch.sqrt, POSITIVE),
    "rsqrt": (torch.rsqrt, POSITIVE),
    "reciprocal": (torch.reciprocal, POSITIVE),
    "exp": (torch.exp, {}),
    "log": (torch.log, POSITIVE),
    "log1p": (torch.log1p, dict(low=-0.9, high=3.0)),
    "tanh": (torch.tanh, {}),
    "sigmoid": (torch.sigmoid, {}),
    "softplus": (F.softplus, {}),
    "relu": (torch.relu, {}),
    "elu": (F.elu, {}),
    "sin": (torch.sin, dict(low=-7.0, high=7.0)),
    "cos": (torch.cos, dict(low=-7.0, high=7.0)),
}
BINARY = {
    "add": torch.add,
    "sub": torch.sub,
    "mul": torch.mul,
    "div": torch.div,
    "minimum": torch.minimum,
    "maximum": torch.maximum,
    "squaredDifference": lambda a, b: (a - b) ** 2,
}
SHAPES = [((3, 4), (3, 4)), ((3, 4), (4,)), ((), (2, 3)), ((2, 1, 3), (4, 1)), ((1,), (5,)), ((3, 1), (1, 3))]
REDUCTIONS = {
    "sum": torch.sum,
    "mean": torch.mean,
    "max": torch.amax,
    "min": torch.amin,
    "prod": lambda x, axes, keep: functools.reduce(lambda y, axis: y.prod(axis, keep), sorted(axes, reverse=True), x),
}
AXES = [(0,), (1,), (2,), (0, 1), (1, 2), (0, 2), (0, 1, 2)]
PRODUCTS = [
    ((3, 4), (4, 5)),
    ((1, 1), (1, 1)),
    ((2, 3, 4), (2, 4, 5)),
    ((2, 3, 4), (4, 5)),
    ((3, 4), (2, 4, 5)),
    ((2, 1, 3, 4), (3, 4, 5)),
    ((1, 3, 4), (2, 4, 1)),
]


def ties():
    """Kinks: equal operands share, equal extremes share evenly, a bound of clip lets the gradient pass."""
    equal = torch.tensor([1.0, -2.0, 0.0, 3.0], dtype=torch.float64)
    other = torch.tensor([1.0, -2.0, 0.5, 2.0], dtype=torch.float64)
    for name in ("minimum", "maximum"):
        yield case(name, BINARY[name], {"a": equal, "b": other})
    repeated = torch.tensor([[2.0, 5.0, 5.0], [1.0, 1.0, 1.0]], dtype=torch.float64)
    for name in ("max", "min"):
        yield case(name, lambda x: REDUCTIONS[name](x, (1,)), {"x": repeated}, axis=[1], keepDims=False)
    at_zero = torch.zeros(2, dtype=torch.float64)
    for name in ("abs", "sign", "relu", "elu"):
        yield case(name, UNARY[name][0], {"x": at_zero})


def products():
    for a, b in PRODUCTS:
        for transpose_a in (False, True):
            for transpose_b in (False, True):
                left = draw(*(a[:-2] + (a[-1], a[-2]) if transpose_a else a))
                right = draw(*(b[:-2] + (b[-1], b[-2]) if transpose_b else b))
                yield case(
                    "matMul",
                    lambda x, y: (x.mT if transpose_a else x) @ (y.mT if transpose_b else y),
                    {"a": left, "b": right},
                    transposeA=transpose_a,
                    transposeB=transpose_b,
                )


def others():
    bound = torch.tensor([-2.0, -1.0, -0.25, 0.0, 0.75, 1.5, 4.0], dtype=torch.float64)
    yield case("clip", lambda x: torch.clamp(x, -1.0, 1.5), {"x": bound}, args=[-1, 1.5])
    for n in (-3, -1, 0, 1, 2, 3, 7):
        yield case("pow", lambda x: x**n, {"x": draw(5, low=0.3, high=1.7)}, args=[n])
    yield case("transpose", lambda x: x.permute(2, 0, 1), {"x": draw(2, 3, 4)}, args=[[2, 0, 1]])
    yield case("transpose", lambda x: x.permute(3, 1, 0, 2), {"x": draw(2, 3, 1, 2)}, args=[[3, 1, 0, 2]])
    yield case("reshape", lambda x: x.reshape(3, 4), {"x": draw(2, 6)}, args=[[3, -1]])
    yield case("broadcastTo", lambda x: x.expand(2, 4, 3), {"x": draw(4, 1)}, args=[[2, 4, 3]])
    yield case("broadcastTo", lambda x: x.expand(2, 3), {"x": draw()}, args=[[2, 3]])
    yield case("expandDims", lambda x: x.unsqueeze(-1), {"x": draw(2, 3)}, args=[-1])
    yield case("squeeze", lambda x: x.squeeze(1), {"x": draw(2, 1, 3)}, args=[1])
    yield case("dot", torch.dot, {"a": draw(6), "b": draw(6)})
    yield case("outer", torch.outer, {"a": draw(3), "b": draw(4)})


print(
    json.dumps(
        {
            "unary": [case(name, f, {"x": draw(3, 5, **where)}) for name, (f, where) in UNARY.items()],
            "binary": [
                case(name, f, {"a": draw(*a), "b": draw(*b, low=0.4) * 1.0})
                for name, f in BINARY.items()
                for a, b in SHAPES
            ],
            "where": [
                case(
                    "where",
                    lambda a, b: torch.where(torch.tensor([[True], [False], [True]]), a, b),
                    {"a": draw(*a), "b": draw(*b)},
                    condition=[[True], [False], [True]],
                )
                for a, b in [((3, 2), (3, 2)), ((2,), (3, 1)), ((), (3, 2))]
            ],
            "reductions": [
                case(
                    name,
                    lambda x: f(x, axes, keep),
                    {"x": draw(2, 3, 4)},
                    axis=list(axes),
                    keepDims=keep,
                )
                for name, f in REDUCTIONS.items()
                for axes in AXES
                for keep in (False, True)
            ],
            "products": list(products()),
            "kinks": list(ties()),
            "others": list(others()),
        }
    )
)

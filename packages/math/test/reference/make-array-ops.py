"""Values and gradients of the operations on whole arrays (einsum, gather, softmax, resample, ...) by PyTorch in float64,
from inputs that float32 holds exactly.

    /usr/bin/python3 make-array-ops.py > array-ops.json        (made with PyTorch 1.13)

Gradients are those of the sum of `weights * output`. Not-a-number and infinities are written as text.
"""

import json
import math

import torch
import torch.nn.functional as F

generator = torch.Generator().manual_seed(1997)


def draw(*shape, low=-2.0, high=2.0):
    values = torch.rand(shape, generator=generator, dtype=torch.float64) * (high - low) + low
    return values.float().double()


def plain(values):
    if isinstance(values, list):
        return [plain(value) for value in values]
    if isinstance(values, float) and not math.isfinite(values):
        return {math.inf: 'Infinity', -math.inf: '-Infinity'}.get(values, 'NaN')
    return values


def case(name, function, inputs, **options):
    inputs = [value.clone().requires_grad_() for value in inputs]
    output = function(*inputs)
    weights = draw(*output.shape)
    (output * weights).sum().backward()
    return {
        'name': name,
        'options': options,
        'inputs': [plain(value.tolist()) for value in inputs],
        'output': plain(output.tolist()),
        'weights': weights.tolist(),
        'grads': [plain(value.grad.tolist()) for value in inputs],
    }


EINSUMS = [
    ('bij,bjk->bik', (2, 3, 4), (2, 4, 5)), ('ij,jk->ik', (3, 4), (4, 5)), ('ij,kj->ik', (3, 4), (5, 4)),
    ('ji,jk->ik', (4, 3), (4, 5)), ('ij,jk->ki', (3, 4), (4, 5)), ('bij,jk->bik', (2, 3, 4), (4, 5)),
    ('bi,bj->bij', (2, 3), (2, 4)), ('i,j->ij', (3,), (4,)), ('bij,bj->bi', (2, 3, 4), (2, 4)),
    ('bi,bi->b', (3, 4), (3, 4)), ('i,i->', (5,), (5,)), ('ij,ij->', (3, 4), (3, 4)), ('ij,ji->', (3, 4), (4, 3)),
    ('bthd,bshd->bhts', (2, 3, 2, 4), (2, 5, 2, 4)), ('bhts,bshd->bthd', (2, 2, 3, 5), (2, 5, 2, 4)),
    ('ij,k->ik', (3, 4), (5,)), ('ij->ji', (3, 4)), ('ij->i', (3, 4)), ('ij->', (3, 4)), ('ijk->kij', (2, 3, 4)),
    ('ij,jk,kl->il', (2, 3), (3, 4), (4, 5)), ('bi,bj,bk->bijk', (2, 3), (2, 2), (2, 4)), ('i,ij,j->', (3,), (3, 4), (4,)),
    ('bij,bi->bj', (2, 3, 4), (2, 3)), ('ij,->ij', (2, 3), ()), ('aib,jbc->jaci', (2, 3, 4), (5, 4, 2)),
]


def cumulative(function, exclusive, reverse):
    def apply(x):
        y = torch.flip(x, [1]) if reverse else x
        if exclusive:
            first = torch.zeros_like(y[:, :1]) if function is torch.cumsum else torch.ones_like(y[:, :1])
            y = torch.cat([first, y[:, :-1]], 1)
        y = function(y, 1)
        return torch.flip(y, [1]) if reverse else y

    return apply


FLAGS = [(exclusive, reverse) for exclusive in (False, True) for reverse in (False, True)]


def with_zeros():
    x = draw(4, 6)
    x[0, 2] = 0
    x[1, 0] = x[1, 3] = 0
    x[2, 5] = 0
    return x


def resampled(height, width, fill):
    def apply(images, centre, scale):
        _, rows, columns = images.shape
        i = torch.arange(height, dtype=torch.float64) + 0.5 - height / 2
        j = torch.arange(width, dtype=torch.float64) + 0.5 - width / 2
        y = centre[:, 1, None] + scale[:, None] * i
        x = centre[:, 0, None] + scale[:, None] * j
        grid = torch.stack([
            (2 * x / columns - 1)[:, None, :].expand(-1, height, -1),
            (2 * y / rows - 1)[:, :, None].expand(-1, -1, width),
        ], -1)
        sampled = F.grid_sample((images - fill)[:, None], grid, mode='bilinear', padding_mode='zeros', align_corners=False)
        return sampled[:, 0] + fill

    return apply


def resamples():
    for name, height, width, fill, scale in [
        ('inside, magnified', 3, 4, 0.0, [0.55, 0.7]), ('across the border, with fill', 4, 3, 0.75, [1.0, 1.3]),
        ('more than the image', 5, 6, -1.0, [2.3, 3.1]), ('one pixel', 1, 1, 0.0, [1.0, 1.0]), ('mirrored', 3, 3, 0.0, [-0.85, -1.25]),
    ]:
        inputs = [draw(2, 6, 7), torch.tensor([[3.3, 2.9], [1.6, 4.7]]).double(), torch.tensor(scale).double()]
        # What float32 holds exactly.
        inputs = [value.float().double() for value in inputs]
        yield case(f'resample {name}', resampled(height, width, fill), inputs, size=[height, width], fill=fill)


wide = draw(3, 5) * 40
wide[0, 1] = -math.inf
extreme = torch.tensor([[1000.0, 1001.0, -1000.0], [-1e30, 1e30, 0.0], [0.0, 0.0, 0.0]]).double()
rows, columns = torch.tensor([2, 0, 2, 2]), torch.tensor([[1, 0], [3, 3]])

groups = {
    'einsum': [case(text, lambda *xs, text=text: torch.einsum(text, *xs), [draw(*shape) for shape in shapes], subscripts=text)
               for text, *shapes in EINSUMS],
    'gather': [
        case('axis 0', lambda x: x[rows], [draw(3, 4)], indices=rows.tolist(), axis=0),
        case('axis 1', lambda x: x[:, rows], [draw(2, 3, 2)], indices=rows.tolist(), axis=1),
        case('matrix of indices', lambda x: x[columns], [draw(4, 3)], indices=columns.tolist(), axis=0),
        case('matrix of indices, last axis', lambda x: x[:, columns], [draw(2, 4)], indices=columns.tolist(), axis=-1),
    ],
    'cumsum': [case(f'exclusive {e}, reverse {r}', cumulative(torch.cumsum, e, r), [draw(3, 5)], exclusive=e, reverse=r) for e, r in FLAGS],
    'cumprod': [case(f'exclusive {e}, reverse {r}', cumulative(torch.cumprod, e, r), [with_zeros()], exclusive=e, reverse=r) for e, r in FLAGS],
    'softmax': [case(f'axis {axis}', lambda x, axis=axis: torch.softmax(x, axis), [draw(2, 3, 4)], axis=axis) for axis in (0, 1, -1)]
    + [case('extreme', lambda x: torch.softmax(x, -1), [extreme], axis=-1), case('with -Infinity', lambda x: torch.softmax(x, -1), [wide], axis=-1)],
    'logSoftmax': [case(f'axis {axis}', lambda x, axis=axis: torch.log_softmax(x, axis), [draw(2, 3, 4)], axis=axis) for axis in (0, 1, -1)]
    + [case('extreme', lambda x: torch.log_softmax(x, -1), [extreme], axis=-1)],
    'logSumExp': [case(f'axes {axes}, keepDims {keep}', lambda x, axes=axes, keep=keep: torch.logsumexp(x, axes, keepdim=keep), [draw(2, 3, 4)], axis=axes, keepDims=keep)
                  for axes in ([0], [1], [2], [0, 2], [0, 1, 2]) for keep in (False, True)]
    + [case('extreme', lambda x: torch.logsumexp(x, [1]), [extreme], axis=[1], keepDims=False),
       case('with -Infinity', lambda x: torch.logsumexp(x, [1]), [wide], axis=[1], keepDims=False)],
    'layerNorm': [
        case('gain and bias', lambda x, g, b: F.layer_norm(x, x.shape[-1:], g, b), [draw(3, 5), draw(5), draw(5)]),
        case('three axes', lambda x, g, b: F.layer_norm(x, x.shape[-1:], g, b, 0.1), [draw(2, 3, 4), draw(4), draw(4)], eps=0.1),
        case('one feature', lambda x, g, b: F.layer_norm(x, x.shape[-1:], g, b), [draw(3, 1), draw(1), draw(1)]),
        case('a constant row', lambda x, g, b: F.layer_norm(x, x.shape[-1:], g, b, 0.01), [torch.full((1, 4), 3.0).double(), draw(4), draw(4)], eps=0.01),
    ],
    'concat': [case(f'axis {axis}', lambda *xs, axis=axis: torch.cat(xs, axis), [draw(*shape) for shape in shapes], axis=axis)
               for axis, *shapes in [(0, (2, 3), (1, 3)), (1, (2, 3), (2, 1), (2, 2)), (-1, (2, 2, 3), (2, 2, 0), (2, 2, 1)), (0, (2,))]],
    'stack': [case(f'axis {axis}', lambda *xs, axis=axis: torch.stack(xs, axis), [draw(2, 3) for _ in range(3)], axis=axis) for axis in (0, 1, 2, -1)],
    'split': [case(f'axis {axis}, lengths {lengths}', lambda x, lengths=lengths, axis=axis: torch.split(x, lengths, axis)[1], [draw(4, 6)], parts=lengths, axis=axis)
              for axis, lengths in [(0, [1, 3]), (1, [2, 3, 1]), (-1, [3, 3])]],
    'unstack': [case(f'axis {axis}', lambda x, axis=axis: torch.unbind(x, axis)[1], [draw(2, 3, 4)], axis=axis) for axis in (0, 1, -1)],
    'slice': [
        case('inner box', lambda x: x[1:3, 0:2, 2:3], [draw(4, 2, 5)], begin=[1, 0, 2], size=[2, 2, 1]),
        case('axes left out', lambda x: x[1:], [draw(3, 4)], begin=[1], size=[]),
        case('to the end', lambda x: x[:, 2:], [draw(3, 4)], begin=[0, 2], size=[3, -1]),
        case('five axes', lambda x: x[:, 1:, :, :1, 1:], [draw(2, 2, 2, 3, 3)], begin=[0, 1, 0, 0, 1], size=[-1, -1, -1, 1, 2]),
    ],
    'pad': [case(f'{len(p)} axes', lambda x, p=p, v=v: F.pad(x, [n for pair in reversed(p) for n in pair], value=v), [draw(*shape)], paddings=p, value=v)
            for shape, p, v in [((3,), [[2, 1]], 0.0), ((2, 3), [[0, 1], [2, 0]], -1.5), ((2, 1, 2), [[1, 1], [0, 0], [0, 3]], 0.5),
                                ((1, 2, 2, 2), [[1, 0], [0, 1], [1, 1], [2, 0]], 0.0), ((1, 2, 1, 2, 2), [[1, 0], [0, 1], [1, 1], [0, 0], [0, 2]], 1.0)]],
    'tile': [case(f'reps {reps}', lambda x, reps=reps: x.repeat(*reps), [draw(*shape)], reps=reps)
             for shape, reps in [((3,), [4]), ((2, 3), [2, 1]), ((2, 3), [1, 3]), ((2, 1, 3), [2, 50, 2]), ((1, 1), [3, 2])]],
    'reverse': [case(f'axes {axes}', lambda x, axes=axes: torch.flip(x, axes), [draw(2, 3, 4)], axis=axes) for axes in ([0], [1], [2], [0, 2], [0, 1, 2])],
    'resample': list(resamples()),
}
print(json.dumps(groups))

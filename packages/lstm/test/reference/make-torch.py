# Makes torch.json: outputs, last states and gradients of nn.LSTM and nn.GRU, in float64 by PyTorch.
# Run: python3 make-torch.py > torch.json
import json

import torch

torch.manual_seed(1997)
steps, batch, inputs, hidden = 5, 3, 2, 4


def numbers(*shape):
    return (torch.randint(-32, 33, shape).double() / 32).requires_grad_()


def plain(t):
    return t.detach().tolist()


def case(kind, layers, bias=True):
    net = getattr(torch.nn, kind)(inputs, hidden, layers, bias=bias).double()
    with torch.no_grad():
        for p in net.parameters():
            p.copy_(numbers(*p.shape))
    x, weights = numbers(steps, batch, inputs), numbers(steps, batch, hidden)
    state = [numbers(layers, batch, hidden) for _ in range(2 if kind == "LSTM" else 1)]
    y, last = net(x, tuple(state) if kind == "LSTM" else state[0])
    (y * weights).sum().backward()
    return {
        "name": f"{kind}, {layers} layer{'s' * (layers > 1)}{'' if bias else ', no biases'}",
        "kind": kind,
        "stored": {name: plain(p) for name, p in net.named_parameters()},
        "x": plain(x),
        "weights": plain(weights),
        "state": [plain(s) for s in state],
        "y": plain(y),
        "last": [plain(s) for s in (last if kind == "LSTM" else [last])],
        "grads": {name: plain(p.grad) for name, p in net.named_parameters()},
        "gradX": plain(x.grad),
        "gradState": [plain(s.grad) for s in state],
    }


cases = [case(kind, layers) for kind in ("LSTM", "GRU") for layers in (1, 2)]
print(json.dumps({"cases": cases + [case("LSTM", 2, bias=False)]}))

# Makes mlp.json: outputs of a layered net of logistic units and gradients of a weighted sum of them, in float64 by PyTorch.
# Run: python3 make-mlp.py > mlp.json
import json

import torch

torch.manual_seed(1991)
sizes, batch = [5, 4, 3], 6


def numbers(*shape):
    return (torch.randint(-32, 33, shape).double() / 32).requires_grad_()


layers = [{"w": numbers(i, o), "b": numbers(o)} for i, o in zip(sizes, sizes[1:])]
x, weights = numbers(batch, sizes[0]), numbers(batch, sizes[-1])
y = x
for layer in layers:
    y = torch.sigmoid(y @ layer["w"] + layer["b"])
(y * weights).sum().backward()
plain = lambda t: t.detach().tolist()
print(
    json.dumps(
        {
            "layers": [{k: plain(v) for k, v in layer.items()} for layer in layers],
            "x": plain(x),
            "weights": plain(weights),
            "y": plain(y),
            "grads": {
                "layers": [{k: plain(v.grad) for k, v in layer.items()} for layer in layers],
                "x": plain(x.grad),
            },
        }
    )
)

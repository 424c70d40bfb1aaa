"""Acting without gradients: from an array of numpy to an array of numpy."""

import itertools

import torch


class Acting:
    def __init__(self, arrays):
        self.observations = [row.numpy() for row in arrays["observations"]]
        self.model = torch.nn.Sequential(
            linear(arrays["w1"], arrays["b1"]), torch.nn.Tanh(), linear(arrays["w2"], arrays["b2"])
        )
        self.restart()

    def restart(self):
        self.next = itertools.cycle(self.observations).__next__

    def call(self):
        with torch.inference_mode():
            return self.model(torch.from_numpy(self.next()).unsqueeze(0))[0].numpy()


def linear(w, b):
    layer = torch.nn.Linear(*w.shape)
    with torch.no_grad():
        layer.weight.copy_(w.T)
        layer.bias.copy_(b)
    return layer

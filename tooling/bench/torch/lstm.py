"""torch.nn.LSTM, whose time loop is C++, and torch.nn.LSTMCell. Gates are packed i, f, g, o here as there; weights are transposed."""

import itertools

import torch

from training import Training

TARGET = 0.5


def copy_weights(model, suffix, arrays):
    with torch.no_grad():
        getattr(model, "weight_ih" + suffix).copy_(arrays["wx"].T)
        getattr(model, "weight_hh" + suffix).copy_(arrays["wh"].T)
        getattr(model, "bias_ih" + suffix).copy_(arrays["b"])
        getattr(model, "bias_hh" + suffix).zero_()
    return model


class LstmTraining(Training):
    def __init__(self, arrays):
        self.x = arrays["x"]
        hidden, inputs = arrays["wh"].shape[0], arrays["wx"].shape[0]
        model = copy_weights(torch.nn.LSTM(inputs, hidden), "_l0", arrays)
        # One bias is enough; the second would double its learning rate.
        model.bias_hh_l0.requires_grad_(False)
        self.model = model
        super().__init__([model.weight_ih_l0, model.weight_hh_l0, model.bias_ih_l0])

    def loss(self):
        outputs, _ = self.model(self.x)
        return ((outputs[-1] - TARGET) ** 2).mean()


class LstmStream:
    """Step by step without gradients: from an array of numpy to an array of numpy."""

    def __init__(self, arrays):
        self.inputs = [row.numpy() for row in arrays["xs"]]
        hidden, inputs = arrays["wh"].shape[0], arrays["wx"].shape[0]
        self.model = copy_weights(torch.nn.LSTMCell(inputs, hidden), "", arrays)
        self.restart()

    def restart(self):
        self.next = itertools.cycle(self.inputs).__next__
        self.state = None

    def call(self):
        with torch.inference_mode():
            self.state = self.model(torch.from_numpy(self.next()).unsqueeze(0), self.state)
            return self.state[0][0].numpy()

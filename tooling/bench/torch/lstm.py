"""torch.nn.LSTM, whose time loop is C++. Gates are packed i, f, g, o here as there; weights are transposed."""

import torch

from training import Training

TARGET = 0.5


class LstmTraining(Training):
    def __init__(self, arrays):
        w, b, self.x = arrays["w"], arrays["b"], arrays["x"]
        inputs = self.x.shape[2]
        model = torch.nn.LSTM(inputs, b.shape[0] // 4)
        with torch.no_grad():
            model.weight_ih_l0.copy_(w[:inputs].T)
            model.weight_hh_l0.copy_(w[inputs:].T)
            model.bias_ih_l0.copy_(b)
            model.bias_hh_l0.zero_()
        # One bias is enough; the second would double its learning rate.
        model.bias_hh_l0.requires_grad_(False)
        self.model = model
        super().__init__([model.weight_ih_l0, model.weight_hh_l0, model.bias_ih_l0])

    def loss(self):
        outputs, _ = self.model(self.x)
        return ((outputs[-1] - TARGET) ** 2).mean()

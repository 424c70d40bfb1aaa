"""Fast weights under the delta rule: the slow net programs all steps at once, then the fast net goes through time.

Products of matrices and vectors are sums of products here: at these sizes PyTorch does that faster than bmm, baddbmm or einsum.
"""

import torch

from training import Training


class DeltaRuleTraining(Training):
    def __init__(self, arrays):
        self.x, self.targets = arrays["x"], arrays["targets"]
        self.slow = torch.nn.Parameter(arrays["slow"].clone())
        super().__init__([self.slow])

    def loss(self):
        _, batch, width = self.x.shape
        k, v, q, beta = (self.x @ self.slow).split([width, width, width, 1], dim=-1)
        keys = torch.softmax(k, -1).unsqueeze(2).unbind()
        queries = torch.softmax(q, -1).unsqueeze(2).unbind()
        values, rates = v.unbind(), torch.sigmoid(beta).unbind()
        fast = torch.zeros(batch, width, width)
        outputs = []
        for key, value, query, rate in zip(keys, values, queries, rates):
            error = value - (fast * key).sum(-1)
            fast = fast + (rate * error).unsqueeze(2) * key
            outputs.append((fast * query).sum(-1))
        return ((torch.stack(outputs) - self.targets) ** 2).mean()

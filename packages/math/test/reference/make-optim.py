# Trajectories of PyTorch's optimisers and schedules in float64, for packages/math/test/optim.
# Run: /usr/bin/python3 make-optim.py > optim.json   (made with torch 1.13.1)
#
# Task: p has two leaves; the gradient at update t is 2·(A_t ∘ p) + B_t, with fixed random A_t ≥ 0 and B_t, so that it
# depends on the trajectory. Gradients are stored as they were given to the optimiser, rounded to float32.
import json

import torch

torch.manual_seed(1990)
torch.set_default_dtype(torch.float64)
STEPS = 30
SHAPES = {'w': (3, 2), 'b': (4,)}

start = {name: torch.randn(shape).float().double() for name, shape in SHAPES.items()}
pull = [{name: torch.rand(shape) for name, shape in SHAPES.items()} for _ in range(STEPS)]
push = [{name: torch.randn(shape) * 0.3 for name, shape in SHAPES.items()} for _ in range(STEPS)]


def rounded(tensor, digits=12):
    return [float(f'%.{digits}g' % x) for x in tensor.flatten().tolist()]


def run(make, clip=None, schedule=None):
    params = {name: value.clone().requires_grad_(True) for name, value in start.items()}
    optimiser = make(list(params.values()))
    scheduler = schedule(optimiser) if schedule else None
    grads, values, rates = [], [], []
    for t in range(STEPS):
        step_grads = {}
        for name, p in params.items():
            grad = (2 * pull[t][name] * p.detach() + push[t][name]).float().double()
            step_grads[name] = rounded(grad, 9)
            p.grad = grad.clone()
        if clip is not None:
            torch.nn.utils.clip_grad_norm_(list(params.values()), clip)
        rates.append(optimiser.param_groups[0]['lr'])
        optimiser.step()
        if scheduler:
            scheduler.step()
        grads.append(step_grads)
        values.append({name: rounded(p.detach()) for name, p in params.items()})
    return {'grads': grads, 'params': values, 'rates': rates}


# NAdam runs with foreach=True: the single-tensor path of torch 1.13 takes μ_t twice into the product of the next step,
# against its own documentation; the foreach path and later versions do not.
O = torch.optim
S = O.lr_scheduler
CASES = [
    ('sgd', {'learningRate': 0.1}, lambda p: O.SGD(p, lr=0.1)),
    ('sgd', {'learningRate': 0.05, 'momentum': 0.9}, lambda p: O.SGD(p, lr=0.05, momentum=0.9)),
    ('sgd', {'learningRate': 0.05, 'momentum': 0.8, 'nesterov': True},
     lambda p: O.SGD(p, lr=0.05, momentum=0.8, nesterov=True)),
    ('sgd', {'learningRate': 0.1, 'weightDecay': 0.03}, lambda p: O.SGD(p, lr=0.1, weight_decay=0.03)),
    ('sgd', {'learningRate': 0.1, 'momentum': 0.5, 'weightDecay': 0.03},
     lambda p: O.SGD(p, lr=0.1, momentum=0.5, weight_decay=0.03)),
    ('rmsProp', {}, lambda p: O.RMSprop(p)),
    ('rmsProp', {'learningRate': 0.02, 'smoothing': 0.9, 'epsilon': 1e-6, 'centred': True},
     lambda p: O.RMSprop(p, lr=0.02, alpha=0.9, eps=1e-6, centered=True)),
    ('rmsProp', {'learningRate': 0.005, 'momentum': 0.7, 'weightDecay': 0.02},
     lambda p: O.RMSprop(p, lr=0.005, momentum=0.7, weight_decay=0.02)),
    ('rmsProp', {'learningRate': 0.005, 'momentum': 0.7, 'centred': True},
     lambda p: O.RMSprop(p, lr=0.005, momentum=0.7, centered=True)),
    ('adam', {}, lambda p: O.Adam(p)),
    ('adam', {'learningRate': 0.05, 'beta1': 0.7, 'beta2': 0.95, 'epsilon': 1e-3},
     lambda p: O.Adam(p, lr=0.05, betas=(0.7, 0.95), eps=1e-3)),
    ('nadam', {}, lambda p: O.NAdam(p, foreach=True)),
    ('nadam', {'learningRate': 0.03, 'beta1': 0.8, 'beta2': 0.9, 'epsilon': 1e-4, 'momentumDecay': 0.05},
     lambda p: O.NAdam(p, lr=0.03, betas=(0.8, 0.9), eps=1e-4, momentum_decay=0.05, foreach=True)),
    ('adamW', {}, lambda p: O.AdamW(p)),
    ('adamW', {'learningRate': 0.05, 'weightDecay': 0.3}, lambda p: O.AdamW(p, lr=0.05, weight_decay=0.3)),
]

SCHEDULES = [
    ('exponentialDecay', {'start': 0.1, 'rate': 0.9}, lambda o: S.ExponentialLR(o, 0.9)),
    ('cosineDecay', {'start': 0.1, 'end': 0.01, 'steps': 29}, lambda o: S.CosineAnnealingLR(o, 29, 0.01)),
]


def scheduled(make):
    return run(lambda p: O.SGD(p, lr=0.1), schedule=make)


warm = run(lambda p: O.SGD(p, lr=0.1), schedule=lambda o: S.LinearLR(o, 0.2, 1.0, 10))

print(json.dumps({
    'shapes': SHAPES,
    'start': {name: rounded(value, 9) for name, value in start.items()},
    'optimisers': [{'name': name, 'options': options, **{k: v for k, v in run(make).items() if k != 'rates'}}
                   for name, options, make in CASES],
    'clip': {'maxNorm': 3.0, 'learningRate': 0.1,
             **{k: v for k, v in run(lambda p: O.SGD(p, lr=0.1), clip=3.0).items() if k != 'rates'}},
    'schedules': [{'name': name, 'options': options, 'rates': scheduled(make)['rates']}
                  for name, options, make in SCHEDULES],
    'warmup': {'start': 0.02, 'steps': 10, 'then': 0.1, 'rates': warm['rates']},
}, separators=(',', ':')).replace('{"name"', '\n{"name"'))

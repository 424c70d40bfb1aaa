"""Values and gradients of rules, feature maps and cells by NumPy in float64, from inputs that float32 holds exactly.

    python3 make-fast-weights.py > fast-weights.json        (made with NumPy 2.4)

Written for one example at a time, from the papers' formulas, and nothing of the package's ways: no batch, no heads in a
batch. Gradients are central differences, at step 1e-6, of the sum of `weights * output` over all outputs.
"""

import json
import sys

import numpy as np

random = np.random.default_rng(1992)
STEP = 1e-6
T, B, K, V = 4, 2, 3, 2


def draw(*shape, low=-1.0, high=1.0):
    return (random.uniform(low, high, shape)).astype(np.float32).astype(np.float64)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def relu(x):
    return np.maximum(x, 0)


# One write, for one example: W [V, K], k [K], v [V].


def sum_rule(w, s):
    return w + np.outer(s["value"], s["key"])


def delta_rule(w, s):
    old = w @ s["key"]
    new = s["rate"] * s["value"] + (1 - s["rate"]) * old
    return w - np.outer(old, s["key"]) + np.outer(new, s["key"])


def gated_delta_rule(w, s):
    k, i = s["key"], np.eye(len(s["key"]))
    return s["keep"] * w @ (i - s["rate"] * np.outer(k, k)) + s["rate"] * np.outer(s["value"], k)


def decayed_rule(w, s):
    return 0.9 * w + 0.25 * np.outer(s["value"], s["key"])


def dynamic_links(w, s):
    links = np.zeros_like(w)
    for v in range(w.shape[0]):
        for k in range(w.shape[1]):
            links[v, k] = min(max(0.5 * w[v, k] + 0.5 * s["to"][v] * s["from"][k], 0), 0.4)
        load = sum(links[v]) / 0.6
        if load > 1:
            links[v] = links[v] / load
    return links


def gated_rule(w, s):
    h = np.outer(np.tanh(s["to"]), np.tanh(s["from"]))
    t = sigmoid(np.outer(s["gateTo"], s["gateFrom"]))
    return t * h + (1 - t) * w


def run_rule(rule, x):
    """All answers and the last weights, example by example."""
    answers, last = np.zeros((T, B, V)), np.zeros((B, V, K))
    for b in range(B):
        w = x["weights"][b]
        for t in range(T):
            now = {name: signal[t, b] for name, signal in x["signals"].items()}
            w = rule(w, now)
            answers[t, b] = w @ x["queries"][t, b]
        last[b] = w
    return {"answers": answers, "last": last}


def leaves(tree, path=()):
    for name, child in tree.items():
        if isinstance(child, dict):
            yield from leaves(child, (*path, name))
        else:
            yield (*path, name), child


def plain(tree):
    return {k: plain(v) if isinstance(v, dict) else np.asarray(v).tolist() for k, v in tree.items()}


def case(name, function, inputs):
    outputs = function(inputs)
    weights = {key: draw(*value.shape) for key, value in outputs.items()}

    def loss():
        return sum(float(np.sum(weights[key] * value)) for key, value in function(inputs).items())

    grads = {}
    for path, array in leaves(inputs):
        gradient = np.zeros_like(array)
        for index in np.ndindex(array.shape):
            centre = array[index]
            array[index] = centre + STEP
            up = loss()
            array[index] = centre - STEP
            down = loss()
            array[index] = centre
            gradient[index] = (up - down) / (2 * STEP)
        at = grads
        for part in path[:-1]:
            at = at.setdefault(part, {})
        at[path[-1]] = gradient
    return {"name": name, "inputs": plain(inputs), "outputs": plain(outputs), "weights": plain(weights), "grads": plain(grads)}


def rule_case(name, rule, **signals):
    inputs = {"weights": draw(B, V, K), "signals": signals, "queries": draw(T, B, K)}
    return case(name, lambda x: run_rule(rule, x), inputs)


def key_value():
    return {"key": draw(T, B, K), "value": draw(T, B, V)}


def gate():
    return draw(T, B, 1, low=0.1, high=0.9)


rules = [
    rule_case("sumRule", sum_rule, **key_value()),
    rule_case("deltaRule", delta_rule, **key_value(), rate=gate()),
    rule_case("gatedDeltaRule", gated_delta_rule, **key_value(), keep=gate(), rate=gate()),
    rule_case("decayedRule", decayed_rule, **key_value()),
    rule_case("dynamicLinks", dynamic_links, **{"from": draw(T, B, K, low=0), "to": draw(T, B, V, low=0)}),
    rule_case(
        "gatedRule",
        gated_rule,
        **{"to": draw(T, B, V), "from": draw(T, B, K), "gateTo": draw(T, B, V), "gateFrom": draw(T, B, K)},
    ),
]


# Feature maps, of one list of numbers.


def dpfp(nu):
    def features(x):
        r = list(relu(x)) + list(relu(-x))
        return np.array([r[i] * r[(i - shift) % len(r)] for shift in range(1, nu + 1) for i in range(len(r))])

    return features


def softmax(x):
    e = np.exp(x - np.max(x))
    return e / np.sum(e)


def unit(x):
    return x / np.sqrt(np.sum(x**2) + 1e-6)


def elu_features(x):
    return np.where(x > 0, x + 1, np.exp(x))


def sum_normalised(features):
    return lambda x: features(x) / (np.sum(features(x)) + 1e-6)


def rows(features):
    return lambda x: {"y": np.array([features(row) for row in x["x"]])}


feature_maps = [
    case("eluFeatures", rows(elu_features), {"x": draw(3, 4)}),
    case("reluFeatures", rows(relu), {"x": draw(3, 4)}),
    case("softmaxFeatures", rows(softmax), {"x": draw(3, 4)}),
    case("dpfpFeatures1", rows(dpfp(1)), {"x": draw(3, 4)}),
    case("dpfpFeatures3", rows(dpfp(3)), {"x": draw(3, 4)}),
    case("unitFeatures", rows(unit), {"x": draw(3, 4)}),
    case("sumNormalised", rows(sum_normalised(dpfp(2))), {"x": draw(3, 4)}),
]


def softmax_strengths(x):
    strengths = np.zeros((T, B))
    for b in range(B):
        strengths[:, b] = softmax(np.array([x["keys"][t, b] @ x["query"][b] for t in range(T)]) / np.sqrt(K))
    return {"y": strengths}


attention = case("softmaxStrengths", softmax_strengths, {"keys": draw(T, B, K), "query": draw(B, K)})


# Cells, for one example at a time; xs [T, B, I].

I, H, N = 3, 4, 2


def run_cell(step, start):
    def run(x):
        ys = []
        for b in range(B):
            state, outputs = start(), []
            for t in range(T):
                state, y = step(x["params"], state, x["xs"][t, b])
                outputs.append(y)
            ys.append(outputs)
        return {"ys": np.array(ys).transpose(1, 0, 2)}

    return run


def associative_step(params, heads, x):
    """Two heads of the delta rule, D = 3, V = 2, with normalised DPFP-1 features."""
    said = x @ params["slow"]
    phi = sum_normalised(dpfp(1))
    keys, values, queries, rates = said[:6], said[6:10], said[10:16], said[16:18]
    after, answers = [], []
    for n in range(N):
        signals = {"key": phi(keys[3 * n : 3 * n + 3]), "value": values[2 * n : 2 * n + 2], "rate": sigmoid(rates[n])}
        w = delta_rule(heads[n], signals)
        after.append(w)
        answers += list(w @ phi(queries[3 * n : 3 * n + 3]))
    return after, np.array(answers)


def layer_norm(x, gain, offset):
    return gain * (x - np.mean(x)) / np.sqrt(np.var(x) + 1e-5) + offset


def inner_loop(rule, steps, phi=lambda h: h):
    def step(p, state, x):
        h_before, a = state
        drive = h_before @ p["w"] + x @ p["c"] + p["b"]
        h = relu(drive)
        for _ in range(steps):
            past = h @ p["u"] if rule is None else a @ phi(h)
            h = relu(layer_norm(drive + past, p["gain"], p["offset"]))
        if rule is not None:
            gates = sigmoid(np.append(h, 1) @ p["gates"]) if "gates" in p else []
            names = {1: ["rate"], 2: ["keep", "rate"]}.get(len(gates), [])
            a = rule(a, {"key": phi(h), "value": h, **dict(zip(names, gates))})
        return (h, a), h

    return step


def ba_rule(w, s):
    return 0.95 * w + 0.5 * np.outer(s["value"], s["key"])


def gated_step(p, state, x):
    h_before, layers = state
    h = np.tanh(x @ p["c"] + h_before @ p["w"] + p["b"])
    said = np.split(h @ p["program"] + p["programBias"], 9)
    y, after = said[0], []
    for l in range(2):
        to, source, gate_to, gate_from = said[1 + 4 * l : 5 + 4 * l]
        after.append(gated_rule(layers[l], {"to": to, "from": source, "gateTo": gate_to, "gateFrom": gate_from}))
        y = layer_norm(np.tanh(after[l] @ y), p["gains"][str(l)], p["offsets"][str(l)])
    return (h, after), y


def inner_params(gates=0, slow=False):
    return {
        **{"w": draw(H, H), "c": draw(I, H), "b": draw(H), "gain": draw(H, low=0.5), "offset": draw(H)},
        **({"gates": draw(H + 1, gates)} if gates else {}),
        **({"u": draw(H, H)} if slow else {}),
    }


def inner_case(name, rule, steps, params, phi=lambda h: h):
    run = run_cell(inner_loop(rule, steps, phi), lambda: (np.zeros(H), np.zeros((H, H))))
    return case(name, run, {"params": params, "xs": draw(T, B, I)})


gated_params = {
    **{"c": draw(I, H), "w": draw(H, H), "b": draw(H), "program": draw(H, 45), "programBias": draw(45)},
    "gains": {"0": draw(5, low=0.5), "1": draw(5, low=0.5)},
    "offsets": {"0": draw(5), "1": draw(5)},
}

cells = [
    case(
        "associative",
        run_cell(associative_step, lambda: [np.zeros((2, 6)) for _ in range(N)]),
        {"params": {"slow": draw(I, 18)}, "xs": draw(T, B, I)},
    ),
    inner_case("decayed", ba_rule, 2, inner_params()),
    inner_case("delta", delta_rule, 1, inner_params(gates=1), sum_normalised(relu)),
    inner_case("gatedDelta", gated_delta_rule, 1, inner_params(gates=2), sum_normalised(relu)),
    inner_case("slow", None, 2, inner_params(slow=True)),
    case(
        "gated",
        run_cell(gated_step, lambda: (np.zeros(H), [np.zeros((5, 5)), np.zeros((5, 5))])),
        {"params": gated_params, "xs": draw(T, B, I)},
    ),
]

# Bounded rules, the nets that they belong to, and the matrices that rewrite themselves. T of the logistic function is 10, or 5.


def bounded(w, steepness):
    return 1 / (1 + np.exp(-steepness * (w - 0.5)))


def each_rule(w, s):
    return bounded(w + s["change"], 10)


def from_to_rule(w, s):
    return bounded(np.array([[w[v, k] + s["from"][k] * s["to"][v] for k in range(K)] for v in range(V)]), 10)


rules += [
    rule_case("eachRule", each_rule, change=draw(T, B, V, K, low=-0.5, high=0.5)),
    rule_case("fromToRule", from_to_rule, **{"from": draw(T, B, K), "to": draw(T, B, V)}),
]


def programmed_each(p, w, x):
    """S has 3 inputs, F 2 inputs and 2 outputs."""
    y = w @ x[3:]
    change = x[:3] @ p["slow"]
    return bounded(w + np.array([[change[0], change[1]], [change[2], change[3]]]), 5), y


def programmed_from_to(p, w, x):
    y = w @ x[3:]
    said = x[:3] @ p["slow"]
    return bounded(w + np.outer(said[2:], said[:2]), 5), y


def soft_threshold(x):
    """Threshold 0.6, sharpness 6."""
    return (np.tanh(6 * (x - 0.6)) + np.tanh(6 * (x + 0.6))) / 2


def self_addressing_step(p, state, x):
    """3 inputs, 4 units, weights within 4."""
    units, w = state if state else (np.zeros(4), p["weights"])
    sources = np.concatenate([x, units])
    after = np.tanh(w @ sources)
    new = np.array([[w[i, j] + soft_threshold(sources[j]) * soft_threshold(after[i]) for j in range(7)] for i in range(4)])
    return (after, np.clip(new, -4, 4)), after


def self_referential_step(p, heads, x):
    """Two heads of 3 inputs and 2 outputs each: rows y 2, q 3, k 3, rates 4."""
    heads = heads or [p["weights"][n] for n in range(N)]
    after, answers = [], []
    for n in range(N):
        w = heads[n]
        said = w @ softmax(x[3 * n : 3 * n + 3])
        k = softmax(said[5:8])
        error = w @ softmax(said[2:5]) - w @ k
        rate = np.repeat(sigmoid(said[8:]), [2, 3, 3, 4])
        after.append(w + np.outer(rate * error, k))
        answers += list(said[:2])
    return after, np.array(answers)


half = lambda: np.full((2, 2), 0.5)
cells += [
    case("programmedEach", run_cell(programmed_each, half), {"params": {"slow": draw(3, 4, low=-0.5, high=0.5)}, "xs": draw(T, B, 5)}),
    case("programmedFromTo", run_cell(programmed_from_to, half), {"params": {"slow": draw(3, 4)}, "xs": draw(T, B, 5)}),
    case("selfAddressing", run_cell(self_addressing_step, lambda: None), {"params": {"weights": draw(4, 7)}, "xs": draw(T, B, 3)}),
    case("selfReferential", run_cell(self_referential_step, lambda: None), {"params": {"weights": draw(N, 12, 3)}, "xs": draw(T, B, 6)}),
]

json.dump({"rules": rules, "featureMaps": feature_maps, "attention": attention, "cells": cells}, sys.stdout)

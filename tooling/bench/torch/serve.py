"""Does the work of `saccade bench` with PyTorch on one thread, one request at a time.

Requests and answers are JSON objects, one a line, on stdin and stdout:

    {"open": "lstm", "arrays": {name: {"shape": [..], "data": base64 of float32}}}  ->  {}
    {"first": calls}                                                                ->  {"values": [..]}
    {"time": calls, "untimed": calls}                                               ->  {"seconds": s}

The first line is {"version": version}, unasked. Ends when stdin does. Between requests it waits and computes nothing.
"""

import base64
import json
import signal
import sys
import time

# Ctrl-C reaches the whole group of processes; the one that asks decides when to end.
signal.signal(signal.SIGINT, signal.SIG_IGN)

import torch

import delta_rule
import lstm
import policy

MODELS = {
    "delta_rule": delta_rule.DeltaRuleTraining,
    "lstm": lstm.LstmTraining,
    "lstm_stream": lstm.LstmStream,
    "policy": policy.Acting,
}


def read_array(array):
    data = torch.frombuffer(bytearray(base64.b64decode(array["data"])), dtype=torch.float32)
    return data.reshape(array["shape"])


def first(work, calls):
    work.restart()
    return {"values": [float(value) for _ in range(calls) for value in work.call()]}


def timed(work, calls, untimed):
    work.restart()
    call = work.call
    for _ in range(untimed):
        call()
    begin = time.perf_counter()
    for _ in range(calls):
        call()
    return {"seconds": time.perf_counter() - begin}


def main():
    torch.set_num_threads(1)
    work = None
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        if "open" in request:
            arrays = {name: read_array(array) for name, array in request["arrays"].items()}
            work = MODELS[request["open"]](arrays)
            answer = {}
        elif "first" in request:
            answer = first(work, request["first"])
        else:
            answer = timed(work, request["time"], request["untimed"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

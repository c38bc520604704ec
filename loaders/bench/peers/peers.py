"""The same resample and voxelize-count work in NumPy or PyTorch, as they are best written plainly.

    python3 peers.py numpy|torch THREADS

Says in one line of JSON what it is, or that it is absent. Then answers each line of JSON on stdin with one on stdout:
{"load": FOLDER, "op": …, "axes": {…}, "dtype": …, "sets": N} reads little-endian arrays and makes N sets of them,
computes the first and writes it to FOLDER/result; {"set": n} computes the n-th and answers {"ms": …}.
"""

import json
import os
import sys
import time


def absent(peer, why):
    print(json.dumps({"peer": peer, "absent": why}), flush=True)
    sys.exit(0)


class NumPy:
    threads = 1

    def __init__(self, threads):
        import numpy

        self.np = numpy
        self.version = numpy.__version__

    def read(self, file, dtype, shape):
        if dtype == "bfloat16":
            return None
        return self.np.fromfile(file, dtype).reshape(shape)

    def clone(self, array):
        return array.copy()

    def write(self, array, file):
        array.tofile(file)

    def resample(self, x, s, t):
        np = self.np
        y = np.empty((x.shape[0], t.shape[1], x.shape[2]), x.dtype)
        for b in range(x.shape[0]):
            low = np.clip(np.searchsorted(s[b], t[b], side="right") - 1, 0, s.shape[1] - 2)
            w = (t[b] - s[b].take(low)) / (s[b].take(low + 1) - s[b].take(low))
            w = np.clip(w, 0, 1).astype(x.dtype)[:, None]
            before = x[b].take(low, axis=0)
            after = x[b].take(low + 1, axis=0)
            before *= 1 - w
            after *= w
            np.add(before, after, out=y[b])
        return y

    def voxelize(self, points, edge):
        np = self.np
        cells = np.floor(points * np.float64(edge))
        inside = ((cells >= 0) & (cells < edge)).all(axis=1)
        x, y, z = cells[inside].astype(np.int64).T
        counts = np.bincount(np.ravel_multi_index((x, y, z), (edge, edge, edge)), minlength=edge**3)
        return counts.astype(np.uint32)


class Torch:
    def __init__(self, threads):
        import torch

        self.torch = torch
        self.version = torch.__version__
        torch.set_num_threads(threads)
        self.threads = torch.get_num_threads()
        torch.set_grad_enabled(False)

    def read(self, file, dtype, shape):
        kinds = {"float32": self.torch.float32, "float64": self.torch.float64, "bfloat16": self.torch.bfloat16}
        with open(file, "rb") as opened:
            return self.torch.frombuffer(bytearray(opened.read()), dtype=kinds[dtype]).reshape(shape)

    def clone(self, tensor):
        return tensor.clone()

    def write(self, tensor, file):
        size = tensor.element_size()
        kinds = {2: self.torch.int16, 4: self.torch.int32}
        with open(file, "wb") as opened:
            opened.write(bytes(tensor.contiguous().view(kinds[size]).reshape(-1).view(self.torch.uint8).tolist()))

    def resample(self, x, s, t):
        torch = self.torch
        low = (torch.searchsorted(s, t, right=True) - 1).clamp_(0, s.shape[1] - 2)
        start = s.gather(1, low)
        w = ((t - start) / (s.gather(1, low + 1) - start)).clamp_(0, 1).float()[:, :, None]
        rows = low[:, :, None].expand(-1, -1, x.shape[2])
        y = torch.lerp(x.gather(1, rows).float(), x.gather(1, rows + 1).float(), w)
        return y.to(x.dtype)

    def voxelize(self, points, edge):
        torch = self.torch
        cells = torch.floor(points.double() * edge)
        inside = ((cells >= 0) & (cells < edge)).all(dim=1)
        x, y, z = cells[inside].long().unbind(1)
        return torch.bincount((x * edge + y) * edge + z, minlength=edge**3).int()


def read_set(peer, job):
    axes, folder = job["axes"], job["load"]
    read = lambda name, dtype, shape: peer.read(os.path.join(folder, name), dtype, shape)
    if job["op"] == "voxelize":
        return {"points": read("points", "float32", (axes["N"], 3))}
    b, s, t, d = (axes[name] for name in "BSTD")
    return {
        "x": read("x", job["dtype"], (b, s, d)),
        "s": read("s", "float64", (b, s)),
        "t": read("t", "float64", (b, t)),
    }


def load(peer, job):
    first = read_set(peer, job)
    if any(value is None for value in first.values()):
        return {"lacks": f"{job['peer']} has no {job['dtype']}"}, None, None
    sets = [first] + [{name: peer.clone(value) for name, value in first.items()} for _ in range(job["sets"] - 1)]
    if job["op"] == "voxelize":
        edge = job["axes"]["X"]
        compute = lambda inputs: peer.voxelize(inputs["points"], edge)
    else:
        compute = lambda inputs: peer.resample(**inputs)
    peer.write(compute(first), os.path.join(job["load"], "result"))
    return {"loaded": len(sets)}, sets, compute


def answer(peer, name):
    sets = compute = None
    for line in sys.stdin:
        job = json.loads(line)
        if "load" in job:
            sets = None
            reply, sets, compute = load(peer, {**job, "peer": name})
        else:
            inputs = sets[job["set"]]
            start = time.perf_counter()
            result = compute(inputs)
            reply = {"ms": (time.perf_counter() - start) * 1000}
            del result
        print(json.dumps(reply), flush=True)


def main(name, threads):
    kinds = {"numpy": NumPy, "torch": Torch}
    try:
        peer = kinds[name](int(threads))
    except ImportError as error:
        absent(name, str(error))
    python = sys.version.split()[0]
    print(json.dumps({"peer": name, "version": peer.version, "threads": peer.threads, "python": python}), flush=True)
    answer(peer, name)


if __name__ == "__main__":
    main(*sys.argv[1:])

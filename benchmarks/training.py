"""Train the lecture's seven models: ours, PyTorch eager, scikit-learn, and compiled JAX as the limit, in one run.

    uv run --group bench-training python benchmarks/training.py

Every way lives in a process of its own, with one thread, and they take turns: a few epochs of each, in shuffled order,
again and again. Before each round it waits until others leave the machine alone, and a round that they disturbed does
not count. ``--quick`` does not wait, and takes under two minutes where the machine is free.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

from load import Meter
from tqdm import tqdm
from trainers import MODELS, WAYS
from training_report import report

HERE = Path(__file__).resolve().parent
# Nobody may use a second processor: not OpenBLAS, not OpenMP, not MKL, not XLA.
ONE_THREAD = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    "JAX_PLATFORMS": "cpu",
}
WINDOW = 0.5  # seconds in which nobody else works: the machine is taken for quiet
DICE = random.Random(1)  # for the order of turns
COLD = "100 ReLU", 20  # the model and the epochs of a training from a cold start


def main():
    """Run the trainings and report."""
    options = parsed()
    rounds, losses = trained(options)
    report(rounds, losses, cold_starts(options), options)


def parsed():
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one short training a model, nothing written")
    parser.add_argument("--seeds", type=int, default=5, metavar="N", help="trainings of each model")
    parser.add_argument("--epochs", type=int, default=100, metavar="N", help="of a training")
    parser.add_argument(
        "--turn", type=int, default=10, metavar="N", help="epochs of one way until it is another's turn"
    )
    parser.add_argument("--cold", type=int, default=9, metavar="N", help="cold starts of each way")
    parser.add_argument("--others", type=float, default=0.1, metavar="SHARE", help="of the machine that disturbs")
    parser.add_argument("--patience", type=float, default=30, metavar="MINUTES", help="to wait for a quiet machine")
    parser.add_argument("--out", type=Path, metavar="STEM", help="write STEM.md, STEM.png and STEM.json")
    options = parser.parse_args()
    if options.quick:
        options.seeds, options.epochs, options.turn, options.cold, options.patience = 1, 20, 5, 2, 0
    elif options.out is None:
        options.out = HERE / "results" / "training"
    if options.epochs % options.turn:
        parser.error(f"--epochs {options.epochs} is no multiple of --turn {options.turn}")
    return options


class Trainer:
    """A process that trains in one way, from its start to the end of the ``with``."""

    def __init__(self, way):
        command, env = [sys.executable, HERE / "trainers.py", way], os.environ | ONE_THREAD
        self._process = subprocess.Popen(command, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, *question):
        """Return its answer; raise a RuntimeError if it has none."""
        print(json.dumps(question), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{' '.join(map(str, self._process.args[1:]))} broke off at {question}")
        return json.loads(answer)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def trained(options):
    """Train every model from every seed in every way; return all rounds, and the losses at the ends."""
    rounds, losses, count = [], [], options.epochs // options.turn
    bar = tqdm(total=len(MODELS) * options.seeds * count, unit="round")
    with contextlib.ExitStack() as stack, bar:
        everyone = {way: stack.enter_context(Trainer(way)) for way in WAYS}
        for seed, (model, sizes) in product(range(options.seeds), MODELS.items()):
            # scikit-learn has no network without a hidden layer.
            trainers = {way: each for way, each in everyone.items() if way != "sklearn" or len(sizes) > 2}
            for trainer in trainers.values():
                trainer.ask("begin", sizes, seed, options.epochs)
            for number in range(count):
                bar.set_postfix_str(f"{model}; {sum(not each['quiet'] for each in rounds)} rounds disturbed")
                found = {"model": model, "seed": seed, **one_round(trainers, sizes, options)}
                rounds += [found] * (number > 0)  # in the first JAX compiles
                bar.update()
            losses.append({"model": model, "seed": seed, "L": {way: t.ask("loss") for way, t in trainers.items()}})
    return rounds, losses


def one_round(trainers, sizes, options):
    """Let every trainer go on, in any order; return the seconds of each, of the clock and of the processor."""
    wait(options)
    meter, order = Meter(), DICE.sample(list(trainers), len(trainers))
    took = {way: trainers[way].ask("train", options.turn) for way in order}
    found = {"seconds": {way: took[way][0] for way in took}, "processor": {way: took[way][1] for way in took}}
    return found | {"parts": trainers["ours"].ask("parts", sizes)} | disturbance(meter, options)


def wait(options):
    """Wait until others leave the machine alone, as long as patience, in all, lasts."""
    while options.patience > 0:
        meter = Meter()
        time.sleep(WINDOW)
        if meter.foreign() <= options.others:
            return
        options.patience -= WINDOW / 60


def disturbance(meter, options):
    """Say how much of the machine worked for others, and whether that is little enough to count."""
    foreign = meter.foreign()
    return {"foreign": foreign, "quiet": foreign <= options.others}


def cold_starts(options):
    """Start every way afresh and train; return the seconds from there to the trained model, and the memory it took."""
    starts, (model, epochs) = [], COLD
    for number in tqdm(range(-1, options.cold), unit="round of cold starts"):
        for way in DICE.sample(list(WAYS), len(WAYS)):
            wait(options)
            meter, began = Meter(), time.perf_counter()
            with Trainer(way) as trainer:
                trainer.ask("begin", MODELS[model], 0, epochs)
                trainer.ask("train", epochs)
                seconds = time.perf_counter() - began
                start = {"way": way, "seconds": seconds, "memory": trainer.ask("memory")}
            start |= disturbance(meter, options)
            starts += [start] * (number >= 0)  # the first brings the files into the system's cache
    return starts


if __name__ == "__main__":
    main()

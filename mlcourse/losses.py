"""How wrong a set of predictions is, as one number. `label` is the lecture's ŷ."""

import numpy as np


def mae(predicted, label):
    """Mean absolute error, L = (1/N) Σ |y − ŷ|, in the unit of the labels (thousands of views).

    `predicted` and `label` have the same shape, (N,); raises ValueError if they do not, or are empty.
    """
    predicted, label = _pair(predicted, label)
    return float(np.mean(np.abs(predicted - label)))


def _pair(predicted, label):
    predicted, label = np.asarray(predicted, dtype=float), np.asarray(label, dtype=float)
    if predicted.shape != label.shape:  # broadcasting would quietly compare each prediction with every label
        raise ValueError(f"predicted has shape {predicted.shape}, label {label.shape}: give one prediction a label")
    if label.size == 0:
        raise ValueError("there are no labels, so there is no mean: give at least one example")
    return predicted, label

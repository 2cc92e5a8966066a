"""What the course's own controls are called on the page, by their names in code.

A name that is no word, such as w or η, has no entry and is shown as it is. So is every parameter of a function that the
reader wrote (see `reader.asks_for`): a word there is the reader's own.
"""

from mlcourse.words import say

LABELS = {
    "activation": say("activation"),
    "article": say("article"),
    "batch": say("batch"),
    "came": say("came"),
    "centre": say("centre"),
    "constant": say("constant"),
    "curve": say("curve"),
    "day": say("day"),
    "days": say("days"),
    "epoch": say("epoch"),
    "error": say("error"),
    "features": say("features"),
    "first": say("first"),
    "folds": say("folds"),
    "follow": say("follow"),
    "height": say("height"),
    "label": say("label"),
    "layers": say("layers"),
    "length": say("length"),
    "loss": say("loss"),
    "model": say("model"),
    "moment": say("moment"),
    "of": say("of"),
    "parameter": say("parameter"),
    "parameters": say("parameters"),
    "patience": say("patience"),
    "place": say("place"),
    "placed": say("placed"),
    "scale": say("scale"),
    "seeds": say("seeds"),
    "sharpness": say("sharpness"),
    "shift": say("shift"),
    "shuffled": say("shuffled"),
    "sigmoids": say("sigmoids"),
    "sign": say("sign"),
    "soft": say("soft"),
    "start": say("start"),
    "threshold": say("threshold"),
    "units": say("units"),
    "update": say("update"),
    "values": say("values"),
    "watch": say("watch"),
    "words": say("words"),
    "yours": say("yours"),
}

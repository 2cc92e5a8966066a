"""The lecture's tables on our data: many models, several seeds each, one result file.

``python -m mlcourse.experiments`` chooses each model's recipe on a validation year, trains it so on all training years,
and writes the losses and their picture to ``computed/``. Ctrl-C keeps what is finished, and the next start goes on from
there. The same sweep runs on a Dask cluster:
``with Client(address), joblib.parallel_config(backend="dask"): main()``.
"""

from mlcourse.experiments.models import learned
from mlcourse.experiments.results import by_validation, computed, medians, recipe
from mlcourse.experiments.shown import losses_table, validation_table, verdicts
from mlcourse.experiments.sweep import forecast, live

__all__ = [
    "by_validation",
    "computed",
    "forecast",
    "learned",
    "live",
    "losses_table",
    "medians",
    "recipe",
    "validation_table",
    "verdicts",
]

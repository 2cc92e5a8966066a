"""The whole sweep: ``python -m mlcourse.experiments``."""

import io
import sys
from pathlib import Path

from mlcourse.experiments.claims import CLAIMS, verdict
from mlcourse.experiments.models import NETS
from mlcourse.experiments.results import chosen, read, replace, settings, write
from mlcourse.experiments.shown import picture
from mlcourse.experiments.sweep import choice_jobs, sweep, table_jobs
from mlcourse.words import say


def main(into="computed"):
    """Do the whole sweep, or what is left of it, and write ``experiments.csv`` and ``experiments.png`` to ``into``."""
    into = Path(into)
    path = into / "experiments.csv"
    done, told = read(path)
    if told | {"machine": settings()["machine"]} != settings():
        done = []  # it was made in another way, and cannot be gone on with

    def keep(results):
        write(results, path)

    try:
        done = sweep(choice_jobs(), done, keep)
        for model in NETS:
            rate, epochs = chosen(done, model)
            told = {"model": model, "rate": rate, "epochs": epochs}
            print(say("chosen on 2020 for {model}: η = {rate:g}, {epochs} epochs", **told))
        done = sweep(table_jobs(done), done, keep)
    except KeyboardInterrupt:
        kept = say("stopped; what is finished is in {path}, the next start goes on from there", path=path)
        print(f"\n{kept}", file=sys.stderr)
        return 1
    from mlcourse.pictures.still import still

    drawn = io.BytesIO()
    still(picture(done)).savefig(drawn, format="png")
    replace(into / "experiments.png", drawn.getvalue())
    for claim, (words, _) in CLAIMS.items():
        print(f"{words}: {verdict(claim, done)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

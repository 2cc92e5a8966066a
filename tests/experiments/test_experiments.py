"""The sweep: what a run gives, that it can stop and go on, what becomes of the claims, what is committed."""

import joblib
import numpy as np
import pytest

from mlcourse.data import LECTURE, during, lagged, load_views
from mlcourse.experiments import __main__ as whole
from mlcourse.experiments import claims, models, results, shown, sweep
from mlcourse.experiments.__main__ import main
from mlcourse.experiments.claims import CLAIMS
from mlcourse.experiments.models import FITS, NETS
from mlcourse.experiments.results import COMMITTED, Job, Losses, Result
from mlcourse.fits import best
from mlcourse.losses import mae
from mlcourse.network import Network
from mlcourse.pictures.marks import Dots
from mlcourse.pictures.scene import Scene
from mlcourse.training import train
from mlcourse.verdict import Verdict

VIEWS = load_views()


@pytest.fixture(scope="module")
def committed():
    return results.committed()[0]


def short(model="10 ReLU", part="table", rate=1e-2, epochs=1):
    return Job(part, "standard_deviation", model, rate, epochs, 2)


def everywhere(monkeypatch, name, value):
    """Put something else in the place of a name, in each part of the experiments that knows it."""
    for part in (models, results, sweep, claims, shown, whole):
        if hasattr(part, name):
            monkeypatch.setattr(part, name, value)


@pytest.fixture
def small(monkeypatch):
    """A sweep that takes no time: one recipe in two lengths, the small models."""
    everywhere(monkeypatch, "SEEDS", 2)
    everywhere(monkeypatch, "FEW", 1)
    everywhere(monkeypatch, "RATES", (1e-2,))
    everywhere(monkeypatch, "EPOCHS", (1, 2))
    few = {"10 ReLU", "100 ReLU", "linear, 1 day", "as yesterday"}
    everywhere(monkeypatch, "FITS", {name: fit for name, fit in FITS.items() if name in few})
    everywhere(monkeypatch, "NETS", {name: net for name, net in NETS.items() if name in few})
    everywhere(monkeypatch, "CLAIMS", {})
    everywhere(monkeypatch, "picture", lambda results: Scene(says="."))
    monkeypatch.setattr(joblib, "Parallel", lambda *_, **how: joblib_in_turn(how))


def joblib_in_turn(how):
    return joblib.parallel.Parallel(1, **how)


def result(model, seed=0, part="table", rate=0.0, epochs=0, **losses):
    numbers = {"L": 1.0, "unseen": 1.0, "window": 1.0, "months": (1.0,) * 12} | losses
    return Result(part, "standard_deviation", model, rate, epochs, 2 if epochs else 1, seed, 1, **numbers, seconds=0.0)


def test_the_leaderboard_gets_the_medians_over_the_seeds_and_2020_with_its_spread_as_computed_before(committed):
    losses = zip((0.1, 0.2, 0.6), (0.3, 0.5, 0.4), strict=True)
    rows = [result("100 ReLU", seed, L=L, unseen=unseen) for seed, (L, unseen) in enumerate(losses)]
    held = [each.unseen for each in committed if (each.part, each.model) == ("validation", "100 ReLU")]
    assert results.medians(rows) == {"100 ReLU": (0.2, np.median(held), 0.4, min(held), max(held))}


# One run.


def test_as_yesterday_is_off_by_the_mean_change_from_day_to_day():
    (found,) = sweep.finish(Job("table", "standard_deviation", "as yesterday"))
    year = VIEWS.dates.astype("datetime64[Y]").astype(int) + 1970
    change = np.abs(np.diff(VIEWS.views))
    assert found.unseen == pytest.approx(change[year[1:] == 2021].mean())
    assert pytest.approx(change[(year[1:] >= 2017) & (year[1:] <= 2020)].mean()) == found.L
    assert found.window == pytest.approx(change[year[1:] == 2021][:45].mean())
    assert found.months[1] == pytest.approx(
        change[VIEWS.dates[1:].astype("datetime64[M]") == np.datetime64("2021-02")].mean()
    )


def test_seven_lines_are_found_again_where_there_are_seven_lines():
    dates = np.arange("2017-01-02", "2018-01-01", dtype="datetime64[D]")
    x, day = np.random.default_rng(0).uniform(1, 9, len(dates)), np.arange(len(dates)) % 7
    rows = lagged(dates, x, 1)._replace(label=0.1 * day[1:] * x[:-1] + day[1:])
    np.testing.assert_allclose(models.weekday_lines(rows, rows), rows.label, atol=1e-7)


def test_a_run_of_many_seeds_is_that_of_each_alone():
    found = sweep.finish(short(epochs=2))
    rows = lagged(*VIEWS, 56)
    learned, unseen = during(rows, 2017, 2020), during(rows, 2021)
    how = {"loss": mae, "optimizer": "adam", "schedule": "cosine", "batch_size": 32, "rate": 1e-2, "epochs": 2}
    *_, end = train(Network([56, 10, 1], seed=1), learned.X, learned.label, seed=1, unseen=unseen[:2], **how)
    assert [each.seed for each in found] == [0, 1]
    assert pytest.approx(end.L, rel=1e-3) == found[1].L
    assert found[1].unseen == pytest.approx(end.L_unseen, rel=1e-3)
    assert found[1].parameters == end.theta.size


def test_networks_too_large_for_the_cache_are_trained_in_groups_with_the_same_result(monkeypatch):
    whole = sweep.finish(short(epochs=2))
    everywhere(monkeypatch, "IN_CACHE", 0)
    alone = sweep.finish(short(epochs=2))
    assert [each.unseen for each in alone] == pytest.approx([each.unseen for each in whole], rel=1e-3)


def test_the_validation_year_is_2020_and_nothing_of_it_is_learned_from():
    found = sweep.finish(Job("validation", "standard_deviation", "exact, 7 days"))[0]
    rows = lagged(*VIEWS, 7)
    w, b = best(*during(rows, 2017, 2019)[:2])
    X, label, _ = during(rows, 2020)
    assert found.unseen == pytest.approx(np.abs(X @ w + b - label).mean())


# The sweep.


def test_what_is_done_is_not_done_again(small, monkeypatch):
    jobs = [short("10 ReLU"), short("linear, 1 day")]
    done = sweep.sweep(jobs[:1])
    called = []
    everywhere(monkeypatch, "finish", lambda job, finish=sweep.finish: called.append(job) or finish(job))
    found = sweep.sweep(jobs, done)
    assert called == jobs[1:]
    assert {each.job for each in found} == set(jobs)


def test_everything_so_far_is_kept_after_each_job(small):
    kept = []
    sweep.sweep([short("10 ReLU"), short("linear, 1 day")], keep=lambda found: kept.append(len(found)))
    assert kept == [2, 4]


def test_ctrl_c_keeps_what_is_done_and_a_second_start_goes_on(small, monkeypatch, tmp_path, capsys):
    straight, stopped = tmp_path / "straight", tmp_path / "stopped"
    assert main(straight) == 0
    finish, left = sweep.finish, iter(range(3))

    def interrupted(job):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return finish(job)

    everywhere(monkeypatch, "finish", interrupted)
    assert main(stopped) == 1
    assert "goes on from there" in capsys.readouterr().err
    first, _ = results.read(stopped / "experiments.csv")
    assert len({each.job for each in first}) == 3
    everywhere(monkeypatch, "finish", finish)
    assert main(stopped) == 0
    pairs = [results.read(each / "experiments.csv") for each in (straight, stopped)]
    assert [row[:-1] for row in pairs[0][0]] == [row[:-1] for row in pairs[1][0]]
    assert pairs[0][1] == pairs[1][1]
    assert (stopped / "experiments.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_made_with_other_settings_is_not_gone_on_with(small, tmp_path, monkeypatch):
    main(tmp_path)
    everywhere(monkeypatch, "SEEDS", 3)
    main(tmp_path)
    found, told = results.read(tmp_path / "experiments.csv")
    assert told["seeds"] == 3
    assert {each.seed for each in found} == {0, 1, 2}


def test_results_come_back_from_their_file(tmp_path):
    written = [result("10 ReLU", seed, rate=0.01, epochs=3, L=0.25, months=tuple(np.arange(12) / 8)) for seed in (0, 1)]
    results.write(written, tmp_path / "some.csv")
    assert results.read(tmp_path / "some.csv") == (written, results.settings())
    assert results.read(tmp_path / "none.csv") == ([], {})


def test_a_file_is_replaced_as_a_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "some.csv"
    results.write([result("10 ReLU")], path)
    before = path.read_text()

    def cut_off(*_):
        raise OSError("no power")

    monkeypatch.setattr(type(path), "replace", cut_off)
    with pytest.raises(OSError, match="no power"):
        results.write([], path)
    assert path.read_text() == before


def test_the_same_sweep_runs_on_a_dask_cluster():
    distributed = pytest.importorskip("distributed")
    jobs = [short("10 ReLU"), short("linear, 7 days")]
    with (
        distributed.LocalCluster(n_workers=2, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster),
        joblib.parallel_config(backend="dask"),
    ):
        there = sweep.sweep(jobs)
    here = sweep.sweep(jobs, workers=1)
    assert [row[:-1] for row in sorted(there)] == [row[:-1] for row in sorted(here)]


# The choice.


def test_the_recipe_with_the_least_validation_loss_is_chosen_for_each_model():
    losses = {(0.1, 25): (0.5, 0.3), (0.1, 50): (0.4, 0.7), (0.2, 50): (0.6, 0.9)}
    tried = [
        result(model, part="choice", rate=rate, epochs=epochs, unseen=unseen, L=1 - unseen)
        for (rate, epochs), pair in losses.items()
        for model, unseen in zip(("10 ReLU", "100 ReLU"), pair, strict=True)
    ]
    table = result("10 ReLU", part="table", rate=9.0, epochs=9, unseen=0.0)
    assert results.chosen([*tried, table], "10 ReLU") == (0.1, 50)
    assert results.chosen([*tried, table], "100 ReLU") == (0.1, 25)
    assert results.chosen(tried, "10 ReLU", by="L") == (0.2, 50)


def test_the_median_seed_decides_the_choice():
    def runs(rate, *losses):
        return [result("10 ReLU", k, "choice", rate, 25, unseen=loss) for k, loss in enumerate(losses)]

    assert results.chosen(runs(0.1, 0.1, 0.5, 0.5) + runs(0.2, 0.4, 0.4, 0.9), "10 ReLU") == (0.2, 25)


def test_nothing_of_2021_takes_part_in_the_choice():
    assert {job.part for job in sweep.choice_jobs()} == {"choice"}
    assert models.YEARS["choice"] == ((2017, 2019), (2020,))


# The claims.


SAID_WITHOUT_A_NUMBER = {"relu_beats_sigmoid"}


@pytest.mark.parametrize("claim", [claim for claim in CLAIMS if claim not in claims.OURS | SAID_WITHOUT_A_NUMBER])
def test_the_lectures_own_table_says_what_the_claim_says(claim):
    L, U = ({model.replace("linear", "exact"): pair[k] for model, pair in LECTURE.items()} for k in (0, 1))
    assert CLAIMS[claim].true(L, U)


@pytest.mark.parametrize(
    ("k", "n", "word"),
    [
        (10, 10, "holds"),
        (9, 10, "holds"),  # 11 of 1024
        (8, 10, "cannot be told"),  # 56 of 1024
        (2, 10, "cannot be told"),
        (1, 10, "does not hold"),
        (5, 5, "holds"),  # 1 of 32
        (4, 5, "cannot be told"),
        (1, 1, "cannot be told"),
    ],
)
def test_a_claim_holds_where_chance_would_agree_so_often_in_less_than_one_of_twenty_cases(k, n, word):
    assert Verdict(k, n).short == f"{word} ({k} of {n})"
    assert str(Verdict(k, n)) == f"{word} ({k} of {n} seed{'s' * (n > 1)})"


def test_a_verdict_counts_the_seeds_in_which_the_claim_is_true():
    few = [result("10 ReLU", seed, unseen=0.5) for seed in range(4)]
    many = [result("100 ReLU", seed, unseen=unseen) for seed, unseen in enumerate((0.4, 0.6, 0.4, 0.4))]
    assert claims.verdict("hundred_beat_ten", few + many) == Verdict(3, 4, "seeds")


def test_over_the_months_it_counts_the_months_of_the_median_seed():
    few = [result("10 ReLU", months=(0.5,) * 12)]
    losses = ((0.1,) * 6 + (0.6,) * 6, (0.4,) * 6 + (0.6,) * 6, (0.9,) * 12)
    many = [result("100 ReLU", seed, months=each) for seed, each in enumerate(losses)]
    assert claims.verdict("hundred_beat_ten", few + many, "months") == Verdict(6, 12, "months")


@pytest.mark.parametrize("claim", [claim for claim, asked in CLAIMS.items() if not asked.adding])
def test_among_models_that_are_equally_good_a_claim_is_so_as_often_as_its_own_chance_says(claim):
    rng = np.random.default_rng(0)
    L, U = ({model: rng.random(20_000) for model in [*NETS, *FITS]} for _ in range(2))
    chance = CLAIMS[claim].chance
    assert CLAIMS[claim].true(L, U).mean() == pytest.approx(chance, abs=4 * (chance * (1 - chance) / 20_000) ** 0.5)


@pytest.mark.parametrize(
    ("k", "n", "chance", "word"),
    [
        (0, 10, 1 / 24, "cannot be told"),  # 0.65 by chance alone
        (2, 10, 1 / 24, "cannot be told"),  # 0.06
        (3, 10, 1 / 24, "holds"),  # 0.007
        (1, 10, 1 / 4, "cannot be told"),  # 0.24
        (5, 10, 1 / 4, "cannot be told"),  # 0.08
        (6, 10, 1 / 4, "holds"),  # 0.02
    ],
)
def test_a_compound_claim_is_judged_by_its_own_chance(k, n, chance, word):
    assert Verdict(k, n, chance=chance).short == f"{word} ({k} of {n})"


def test_how_many_verdicts_fall_by_luck_is_what_chance_alone_decides():
    rng = np.random.default_rng(0)
    for n, chance in ((10, 1 / 2), (12, 1 / 2), (10, 1 / 4), (10, 1 / 24)):
        ks = rng.binomial(n, chance, 20_000)
        decided = np.mean([Verdict(int(k), n, chance=chance).word != "cannot be told" for k in ks])
        assert Verdict(0, n, chance=chance).by_luck == pytest.approx(decided, abs=0.006)


@pytest.mark.parametrize(
    ("losses", "word"),
    [
        ((0.99, 1.01, 1.0), "holds (−1.0 to +1.0 %)"),
        ((0.97, 1.01, 1.0), "cannot be told (−3.0 to +1.0 %)"),
        ((0.97, 0.9, 0.92), "does not hold (−10.0 to −3.0 %)"),
        ((1.05, 1.1, 1.2), "does not hold (+5.0 to +20.0 %)"),
    ],
)
def test_that_something_adds_nothing_is_judged_by_the_spread_of_the_change(losses, word):
    few = [result("100 ReLU", seed) for seed in range(3)]
    many = [result("1000 ReLU", seed, unseen=unseen) for seed, unseen in enumerate(losses)]
    found = claims.verdict("thousand_add_nothing", few + many)
    assert found.short == f"{found}" == word


def test_what_is_fitted_exactly_is_judged_by_months_and_never_by_seeds(committed):
    for claim in claims.OF_FITS:
        found = [shown.judged(claim, count, way) for _, count, way in shown.WAYS]
        assert {(each.n, each.of) for each in found if each} == {(12, "months")}
        assert claims.verdict(claim, committed) == found[2]
    months = {each.model: each.months for each in committed if each[:2] == ("table", "standard_deviation")}
    ahead = np.less(months["exact, 7 days"], months["exact, 1 day"]).sum()
    assert claims.verdict("seven_days_help", committed) == Verdict(int(ahead), 12, "months")


def test_a_table_of_verdicts_says_how_many_of_them_fall_by_luck():
    words = shown.verdicts(["relu_beats_sigmoid", "thousand_add_nothing"])._repr_html_()
    # Nine or ten of ten seeds, or as few, in each of four columns; ten, eleven or twelve of twelve months, or as few.
    luck = 4 * 2 * 11 / 2**10 + 2 * (66 + 12 + 1) / 2**12
    assert "&lt;" not in words
    assert f"Of 5 such verdicts chance alone would decide about {luck:.1f}." in words


# Handing in.


def test_models_are_ranked_by_the_validation_year(monkeypatch):
    held = {"10 ReLU": 0.3, "100 ReLU": 0.2}
    kept = [result(model, part="validation", unseen=loss) for model, loss in held.items()]
    everywhere(monkeypatch, "committed", lambda: ([*kept, result("10 ReLU", unseen=0.0)], {}))
    assert results.by_validation() == ["100 ReLU", "10 ReLU"]


def test_a_name_that_no_model_has_is_not_forecast():
    with pytest.raises(ValueError, match=r"there is no model '5 layers': choose one of .*'seven lines'"):
        sweep.forecast("5 layers")


def test_no_committed_result_knows_the_sealed_years(committed):
    assert {each.part for each in committed} == {"choice", "validation", "table", "long"}
    assert max(last for part, (*_, later) in models.YEARS.items() if part != "sealed" for last in later) == 2021


def test_the_forecast_is_for_the_day_after_the_last_one_and_from_the_days_before_it():
    day, said = sweep.forecast("as yesterday")
    assert day == VIEWS.dates[-1] + 1
    assert said == [VIEWS.views[-1]]
    assert sweep.forecast("as last week")[1] == [VIEWS.views[-7]]


def test_a_model_can_be_trained_live_with_the_recipe_that_was_chosen():
    (found,) = sweep.live(["linear, 7 days"])
    assert (found.rate, found.epochs) == results.chosen(results.committed()[0], "linear, 7 days")
    assert pytest.approx(Losses(results.committed()[0], "L")["linear, 7 days"][0], rel=0.01) == found.L


# What is committed.


def test_the_committed_file_is_complete(committed):
    jobs = sweep.choice_jobs() + sweep.table_jobs(committed)
    assert {each.job for each in committed} == set(jobs)
    assert len(committed) == sum(job.seeds for job in jobs)
    assert set(NETS) | set(FITS) == {each.model for each in committed}


@pytest.mark.parametrize("model", FITS)
def test_the_committed_file_is_what_the_code_gives(model, committed):
    job = Job("table", "standard_deviation", model)
    (kept,) = [each for each in committed if each.job == job]
    (found,) = sweep.finish(job)
    assert kept[6:11] == pytest.approx(found[6:11], abs=1e-4)


def test_a_trained_model_of_the_committed_file_comes_out_again_within_its_spread(committed):
    job = Job("table", "standard_deviation", "10 ReLU", *results.chosen(committed, "10 ReLU"), models.SEEDS)
    kept = [each.L for each in committed if each.job == job]
    found = [each.L for each in sweep.finish(job)]
    assert min(kept) < np.median(found) < max(kept)


def test_the_picture_shows_every_seed_and_the_lectures_losses(committed):
    scene = shown.picture(committed)
    losses = Losses(committed, "unseen")
    dots = [mark for mark in scene.panels[0].marks if isinstance(mark, Dots)]
    assert dots[3].x[-10:] == pytest.approx(losses["4 layers"])
    assert dots[2].x[5] == pytest.approx(np.median(losses["100 ReLU"]))
    theirs = [mark for mark in scene.panels[1].marks if isinstance(mark, Dots)]
    assert theirs[2].x == pytest.approx([unseen for _, unseen in LECTURE.values()])


def test_the_tables_say_that_they_were_computed_before_and_how():
    for table in (shown.losses_table(["100 ReLU"]), shown.verdicts()):
        words = table._repr_html_()
        assert "Computed before, not now: 10 seeds, Adam, batches of 32." in words
        assert "cores, Python 3" in words


def test_a_table_of_what_was_trained_just_now_says_so_and_does_not_speak_of_before():
    words = shown.losses_table(["linear, 7 days"], sweep.live(["linear, 7 days"]))._repr_html_()
    assert "Trained just now, 1 seed." in words
    assert "before" not in words


def test_a_table_gives_median_spread_and_the_lectures(committed):
    losses = Losses(committed, "unseen")["100 ReLU"]
    row = shown.losses_table(["100 ReLU", "seven lines"]).rows[0]
    assert row[2] == f"{np.median(losses):.3f}k ({losses.min():.3f} to {losses.max():.3f})"
    assert row[4:6] == ["0.28k", "0.43k"]
    rate, epochs = results.chosen(committed, "100 ReLU")
    assert row[6] == f"{rate:g}, {epochs}"
    assert COMMITTED.is_dir()

"""Practice: commit to an answer before the picture shows, have a task checked on the spot, see what comes of it all."""

from mlcourse.practice.check import check
from mlcourse.practice.question import bet, predict
from mlcourse.practice.standings import leaderboard, ledger

__all__ = ["bet", "check", "leaderboard", "ledger", "predict"]

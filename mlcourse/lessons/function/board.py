"""1.1 Noughts and crosses against a function: a board goes in, a move comes out."""

import ipywidgets

from mlcourse import page
from mlcourse.functions import play, winner
from mlcourse.interact.cell import close_all, close_at_next_run
from mlcourse.words import say

SIDE = "48px"  # of a square


class Board(ipywidgets.HBox):
    """Nine squares to press. The function `play` is X and begins; beside them stands what went in and what came out."""

    def __init__(self):
        self.buttons = [self._square(number) for number in range(1, 10)]
        columns = {"grid_template_columns": f"repeat(3, {SIDE})", "grid_gap": "2px", "margin": "0 20px 0 0"}
        self.grid = ipywidgets.GridBox(self.buttons, layout=columns)
        self.words = ipywidgets.HTML()
        self.again = ipywidgets.Button(description=say("begin again"), layout={"width": "auto"})
        self.again.on_click(lambda _: self.begin())
        beside = {"align_items": "flex-start", "flex": "1 1 160px"}
        self.beside = ipywidgets.VBox([self.words, self.again], layout=beside)
        super().__init__([self.grid, self.beside], layout={"flex_flow": "row wrap"})
        close_at_next_run(self)
        self.begin()

    def _square(self, number):
        layout = {"width": SIDE, "height": SIDE, "margin": "0"}
        square = ipywidgets.Button(layout=layout, style={"font_size": "22px"}, tooltip=say("square {n}", n=number))
        square.on_click(lambda _: self.press(number))
        return square

    @property
    def over(self):
        """Whether the game has ended."""
        return winner(self.squares) is not None or "." not in self.squares

    def begin(self):
        """Begin a game: the function has the first move."""
        self.squares = "." * 9
        self._answer()

    def press(self, number):
        """Take a square, 1 to 9, for the reader, and let the function answer. One that is taken stays as it is."""
        if self.squares[number - 1] == "." and not self.over:
            self._take(number, "O")
            self._answer()

    def close(self):
        """Close the board and every widget in it."""
        own = vars(self)
        parts = [own[name] for name in ("grid", "words", "again", "beside") if name in own]
        close_all(*own.get("buttons", []), *parts, self)

    def _answer(self):
        told = []
        if not self.over:
            board = " ".join(self.squares[k : k + 3] for k in (0, 3, 6))
            move = play(board)
            told.append(say("In went “{board}”, and out came {move}.", board=board, move=move))
            self._take(move, "X")
        if self.over:
            told.append(self._ending())
        for button, taken in zip(self.buttons, self.squares, strict=True):
            button.description = taken.replace(".", "")
        self.words.value = page.in_widget(" ".join(told))

    def _take(self, number, who):
        self.squares = self.squares[: number - 1] + who + self.squares[number:]

    def _ending(self):
        if won := winner(self.squares):
            return say("{winner} has won.", winner=won)
        return say("Nobody has won.")


def board():
    """Show a board to play on against `functions.play`."""
    return Board()

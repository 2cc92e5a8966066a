"""Words become HTML here, and nowhere else.

Whatever is put into markup is escaped on its way, so that what a reader wrote (a name, an answer, the text of an error)
reads as it was written, and nothing in it runs. No formula is looked for in it, either.
"""

from urllib.parse import quote

from markupsafe import Markup, escape

from mlcourse.pictures.scene import sendable

# By their names MathJax 3 and MathJax 2 know what they are not to look into.
_AS_IT_IS = Markup('<div class="mathjax_ignore tex2jax_ignore">{}</div>')
# An HTML widget sets its lines as far apart as sliders.
_IN_A_WIDGET = Markup('<div style="line-height: 1.45; font-size: 14px">{}</div>')
_IN_A_LINK = ";,/?:@&=+$-_.!~*'()#"  # besides letters and digits: as JupyterLab writes the links of its own pages


def bold(words):
    """Return markup of bold words."""
    return Markup("<b>{}</b>").format(words)


def italic(words):
    """Return markup of words that lean."""
    return Markup("<i>{}</i>").format(words)


def answered(mark, question, verdict):
    """Return markup of a question that is answered: a sign, what was asked, in pale words, and what is true."""
    return Markup('{} <span style="opacity: 0.7">{}</span> <span>{}</span>').format(mark, question, verdict)


def link(words, to):
    """Return markup of a link to a place of the course, relative to the page it stands on."""
    return Markup('<a href="{}">{}</a>').format(quote(to, _IN_A_LINK), words)


def shown(*parts):
    """Return the HTML of a cell's output: words and markup, one after the other."""
    return sendable(_AS_IT_IS.format(Markup(" ").join(parts)))


def in_widget(words):
    """Return the HTML of words, or markup, that an `ipywidgets.HTML` shows."""
    return sendable(_IN_A_WIDGET.format(words))


def in_figure(words):
    """Return words as plotly shows them unchanged: it has a markup of its own, and takes what is between $ for TeX."""
    return sendable(escape(words)).replace("$", "&#36;")


class Line:
    """A line that a notebook shows: words and markup, one after the other."""

    def __init__(self, *parts):
        self.parts = parts

    def _repr_html_(self):
        return shown(*self.parts)


class Table:
    """A table that a notebook shows: a head, rows of words or markup, and what stands ``above`` and ``under`` it.

    With words to stand for it, ``folded``, a reader unfolds it: what a picture has shown before is there in numbers.
    Where a page is narrower than the table, that can be scrolled.
    """

    def __init__(self, head, rows, under="", folded="", above=""):
        self.head, self.rows, self.under, self.folded, self.above = head, rows, under, folded, above

    def _repr_html_(self):
        fold = Markup("<details><summary>{}</summary>{}</details>")
        table = fold.format(self.folded, self._whole()) if self.folded else self._whole()
        return shown(Markup("<p>{}</p>").format(self.above) + table if self.above else table)

    def _whole(self):
        head, body = _row(self.head, "th"), Markup().join(_row(row, "td") for row in self.rows)
        table = Markup(
            '<div tabindex="0" style="overflow-x: auto"><table><thead>{}</thead><tbody>{}</tbody></table></div>'
        ).format(head, body)
        return table + (Markup("<p>{}</p>").format(self.under) if self.under else "")


def _row(texts, tag):
    cell = Markup(
        f'<{tag} style="text-align: left; min-width: 4.5em">{{}}</{tag}>'
    )  # JupyterLab sets all cells to the right
    return Markup("<tr>{}</tr>").format(Markup().join(cell.format(text) for text in texts))

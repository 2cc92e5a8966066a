"""What the page says of itself is sent to it: no sentence stands in the JavaScript, and none has a field too many."""

import re
from pathlib import Path
from string import Formatter

import pytest

import mlcourse
from mlcourse.interact.controls import BUTTONS, Dice, Play, Points, Reset
from mlcourse.pictures.notes import NOTES
from mlcourse.pictures.stage import Stage

PACKAGE = Path(mlcourse.__file__).parent
SCRIPTS = {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.js"))}
SCRIPTS |= {"the painter, joined": Stage.code.default_value, "a die": Dice._esm, "reset": Reset._esm}
PAGE = "\n".join(text for name, text in SCRIPTS.items() if name.startswith("pictures/stage/"))


def sentences(script):
    """List the strings in a script that have two English words or more, one after the other.

    What a page never shows may have them: classes, warnings, errors, and what a media query asks.
    """
    script = re.sub(r"^\s*//.*$|\s//\s.*$", "", script, flags=re.MULTILINE)
    script = re.sub(r"console\.warn\(.*|new Error\(.*|className = .*", "", script)
    texts = ["".join(pair) for pair in re.findall(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`', script)]
    texts = [re.sub(r"\$\{[^}]*\}", "·", text) for text in texts if not re.fullmatch(r"\([a-z-]+: .*\)", text)]
    return [text for text in texts if re.search(r"[A-Za-z]{2,}[,.;:!]? +[A-Za-z]{2,}", text)]


def test_a_sentence_in_a_script_is_found():
    script = """
    // here "are some words" in a comment
    node.className = "mlcourse-stage"; // "no words at all"
    say("Still computing this picture …");
    say(`${most} corners are the most`, "(prefers-color-scheme: dark)");
    throw new Error("this is no news for a reader");
    """
    assert sentences(script) == ["Still computing this picture …", "· corners are the most"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_has_a_sentence(name):
    assert sentences(SCRIPTS[name]) == []


@pytest.mark.parametrize("name", NOTES)
def test_the_page_says_each_of_them(name):
    taken = re.findall(r"\b(?:stage\.)?notes\.(\w+)", PAGE) + re.findall(r'refuse\("(\w+)"', PAGE)
    taken += re.findall(r'"(adds_or_takes|adds)"', PAGE)
    for names in re.findall(r"const \{ ([\w, ]+) \} = stage\.notes", PAGE):
        taken += names.split(", ")
    assert name in taken


def test_a_page_is_sent_them():
    stage = Stage(None, {}, None)
    assert stage.get_state("notes")["notes"] == NOTES
    assert Play(Points([[0, 1]])).get_state("words")["words"] == BUTTONS


def test_a_field_is_filled_in_by_the_page():
    fields = {name: {field for _, field, *_ in Formatter().parse(note) if field} for name, note in NOTES.items()}
    assert fields["stuck"] == {"call", "seconds"}
    assert fields["most"] == {"most", "many"}
    for names in fields.values():  # each is a name that the page's own code has
        assert all(re.search(rf"\b{field}\b", PAGE) for field in names)

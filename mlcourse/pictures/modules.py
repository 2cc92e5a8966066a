"""Joins JavaScript modules into the one text that a widget sends to its page, without a build step."""

import re

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_OTHER = re.compile(r"^import\b.*|^export (?:default|[{*]).*", re.MULTILINE)
_NAME = re.compile(r"^(?:async )?(?:function\*?|class|const|let|var) ([\w$]+)", re.MULTILINE)
# A comment, alone in its line or at the end of one; or words in quotes, where two strokes are no comment.
_COMMENT = re.compile(r'("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|^[ \t]*//.*\n|[ \t]+//.*$', re.MULTILINE)


def joined(entry):
    """Return the module at the path ``entry`` and all it imports, each once and after those that it imports itself.

    The words import and export, comments, empty lines and the room before lines are left out, but for what ``entry``
    exports by default. Raises a ValueError that names the file: for modules that import each other in a circle, for two
    that have the same name at their top, for a text in backticks over several lines, and for an import or export of
    another form than ``import { a, b } from "./c.js"``, ``export function a`` and the like.
    """
    texts, owners = {}, {}
    _gather(entry, texts, ())
    for path, text in texts.items():
        for name in _NAME.findall(text):
            if name in owners:
                raise ValueError(f"{owners[name]} and {path.name} both have {name} at their top: rename one of them")
            owners[name] = path.name
    return re.sub(r"^[ \t]+", "", "".join(texts.values()), flags=re.MULTILINE)


def _gather(path, texts, coming):
    """Add the text of the module at ``path`` to ``texts``, after those of the modules that it imports."""
    if path in coming:
        circle = " → ".join(each.name for each in (*coming[coming.index(path) :], path))
        raise ValueError(f"{circle}: these modules import each other in a circle, so no order can be right")
    if path in texts:
        return
    text = _COMMENT.sub(lambda match: match[1] or "", path.read_text("utf-8"))
    for line in text.splitlines():
        if line.count("`") % 2:
            raise ValueError(f"{path.name} has {line.strip()!r}: let what stands in backticks end in its own line")
    for names, file in _IMPORT.findall(text):
        if re.search(r"\bas\b", names):
            raise ValueError(f"{path.name} renames what it imports from {file}: in one text each has one name")
        _gather(path.with_name(file), texts, (*coming, path))
    text = _IMPORT.sub("", text)
    for other in _OTHER.findall(text):
        if coming or not other.startswith("export default"):
            raise ValueError(f"{path.name} has {other!r}, which cannot be joined: import and export by name")
    text = re.sub(r"^export (?!default)", "", text, flags=re.MULTILINE)
    texts[path] = re.sub(r"\n{2,}", "\n", text).lstrip("\n")

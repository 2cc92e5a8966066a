"""JavaScript modules joined into one text."""

import pytest

from mlcourse.pictures.modules import joined


@pytest.fixture
def join(tmp_path):
    """Write modules, ``{name: text}``, the last of which imports the others; return them joined."""

    def written(**modules):
        for name, text in modules.items():
            (tmp_path / f"{name}.js").write_text(text, "utf-8")
        return joined(tmp_path / f"{name}.js")

    return written


def test_a_module_comes_after_those_it_imports_and_only_once(join):
    assert (
        join(
            low="export const low = 1;\n",
            left='import { low } from "./low.js";\n\nexport const left = low;\n',
            right='import { low } from "./low.js";\n\nexport const right = low;\n',
            entry='import { left } from "./left.js";\nimport { right } from "./right.js";\n\n'
            "export default () => left + right;\n",
        )
        == "const low = 1;\nconst left = low;\nconst right = low;\nexport default () => left + right;\n"
    )


def test_an_import_may_be_longer_than_a_line(join):
    text = 'import {\n  a,\n  b,\n} from "./parts.js";\nexport default a + b;\n'
    assert join(parts="export const a = 1;\nexport async function b() {}\n", entry=text) == (
        "const a = 1;\nasync function b() {}\nexport default a + b;\n"
    )


def test_comments_and_empty_lines_are_left_out(join):
    assert join(entry="// What it is.\n\nconst a = 1; // one\n\n\n  // deeper\nlet b;\n") == "const a = 1;\nlet b;\n"


@pytest.mark.parametrize("code", ['const a = "see // there";\n', "const b = `http://${at} // and`; let c = `// no`;\n"])
def test_two_strokes_in_quotes_are_no_comment(join, code):
    assert join(entry=code) == code


@pytest.mark.parametrize(
    "other", ["const name = 1;", "function name() {}", "async function name() {}", "class name {}"]
)
def test_two_modules_with_the_same_name_are_refused(join, other):
    entry = 'import { a } from "./part.js";\nlet name = a;\n'
    with pytest.raises(ValueError, match=r"part\.js and entry\.js both have name at their top: rename"):
        join(part=f"export const a = 0;\n{other}\n", entry=entry)


def test_the_same_name_inside_two_functions_is_no_matter(join):
    part = "export function a() {\n  const x = 1;\n  return x;\n}\n"
    assert "const x = 2" in join(part=part, entry='import { a } from "./part.js";\nfunction b() {\n  const x = 2;\n}\n')


def test_modules_that_import_each_other_are_refused(join):
    with pytest.raises(ValueError, match=r"two\.js → one\.js → two\.js"):
        join(
            one='import { two } from "./two.js";\nexport const one = 1;\n',
            two='import { one } from "./one.js";\nexport const two = 2;\n',
        )


@pytest.mark.parametrize(
    ("entry", "match"),
    [
        ('import { a as b } from "./part.js";\n', r"entry\.js renames what it imports from part\.js"),
        ('import * as part from "./part.js";\n', r"entry\.js has 'import \* as part"),
        ('import "./part.js";\n', r"entry\.js has 'import"),
        ('export { a } from "./part.js";\n', r"entry\.js has 'export \{ a"),
    ],
)
def test_what_cannot_be_joined_is_refused(join, entry, match):
    with pytest.raises(ValueError, match=match):
        join(part="export const a = 1;\n", entry=entry)


def test_only_the_module_that_is_asked_for_exports_by_default(join):
    assert join(entry="export default 1;\n") == "export default 1;\n"
    with pytest.raises(ValueError, match=r"part\.js has 'export default"):
        join(part="export default 1;\n", entry='import { a } from "./part.js";\n')


def test_the_room_before_lines_is_left_out_and_a_text_over_several_lines_raises(tmp_path):
    (tmp_path / "a.js").write_text("export function f() {\n    return `x  ${1}`;\n}\n")
    assert joined(tmp_path / "a.js") == "function f() {\nreturn `x  ${1}`;\n}\n"
    (tmp_path / "a.js").write_text("export const words = `one\n  two`;\n")
    with pytest.raises(ValueError, match=r"a\.js has .*: let what stands in backticks end in its own line"):
        joined(tmp_path / "a.js")

"""Text of students can do nothing but be read."""

import io
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from grader.report import safe_markup, safe_text
from grader.report.inert import fit_encoding

# Format characters that languages and emoji are spelt with, and that move or hide nothing.
HARMLESS = set("\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")

EVERY = [chr(code) for code in range(0x110000)]

ANY_TEXT = st.text(st.characters(), max_size=80)  # with control characters and half surrogates
NASTY = st.text(
    st.one_of(
        st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]),
        st.sampled_from("[]/\\:=a1;m\x1b\x9b\r\n\t"),
    ),
    max_size=60,
)


def is_inert(character: str) -> bool:
    """Tell whether a character can be printed without any effect but itself."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} or character in HARMLESS


@given(text=st.one_of(ANY_TEXT, NASTY))
def test_one_line_holds_nothing_active(text):
    """No control, no reordering, no line end, no half surrogate survives, whatever is fed in."""
    safe = safe_text(text)

    assert all(map(is_inert, safe))
    assert len(safe.splitlines()) <= 1
    safe.encode("utf-8")


@given(text=st.one_of(ANY_TEXT, NASTY))
def test_many_lines_hold_only_line_ends(text):
    """With lines allowed, the line feed is the one control that is left."""
    assert all(is_inert(character) or character == "\n" for character in safe_text(text, lines=True))


@given(text=ANY_TEXT)
def test_doing_it_twice_changes_nothing(text):
    """Inert text is inert already."""
    safe = safe_text(text)

    assert safe_text(safe) == safe


def test_all_ordinary_characters_are_left_alone():
    """Letters, marks, digits, signs and spaces of every script stay as they are: every one that Unicode has."""
    ordinary = "".join(character for character in EVERY if unicodedata.category(character)[0] in "LMNPS")
    ordinary += "".join(character for character in EVERY if unicodedata.category(character) == "Zs")

    assert safe_text(ordinary) == ordinary


def test_all_active_characters_are_escaped():
    """Every character that Unicode has for controlling, reordering or hiding becomes an escape in ASCII."""
    active = "".join(character for character in EVERY if not is_inert(character))

    assert len(active) > 2000
    assert safe_text(active).isascii()
    assert safe_text(active, lines=True).isascii()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("ada", "ada"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\x9b2J", "\\x9b2J"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x1b]8;;http://x\x1b\\y", "\\x1b]8;;http://x\\x1b\\y"),
        ("a\nb", "a\\nb"),
        ("a\r\nb", "a\\r\\nb"),
        ("a\tb", "a\\tb"),
        ("a\rb", "a\\rb"),
        ("a\x08b", "a\\x08b"),
        ("\0", "\\x00"),
        ("\x7f", "\\x7f"),
        ("\u202egnp", "\\u202egnp"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("\u200fx", "\\u200fx"),
        ("\u2028", "\\u2028"),
        ("\x85", "\\x85"),
        ("\u200b", "\\u200b"),
        ("\ufeffx", "\\ufeffx"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
        ("\udcff", "\\udcff"),
        ("naïve 李雷 Лев עברית", "naïve 李雷 Лев עברית"),
        ("🧑\u200d🎓", "🧑\u200d🎓"),
        ("[red]x[/red]", "[red]x[/red]"),
        ("C:\\new", "C:\\new"),
    ],
)
def test_escapes_are_visible(text, shown):
    """What was tried can be read."""
    assert safe_text(text) == shown


def test_lines_and_tabs_of_output():
    """Output keeps its lines; tabs become spaces, and a lone carriage return cannot overwrite a line."""
    assert safe_text("a\tb\r\nc\rd\n", lines=True) == "a   b\nc\\rd\n"


def test_limit_cuts_before_escaping():
    """A long text is cut, and says so."""
    assert safe_text("x" * 100, limit=10) == "xxxxxxxxxx…"
    assert safe_text("x" * 10, limit=10) == "x" * 10
    assert safe_text("\x1b" * 5, limit=2) == "\\x1b\\x1b…"


def printed(markup: str) -> str:
    """Give what a colour terminal would be sent for console markup."""
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=1000, color_system="truecolor", legacy_windows=False)
    console.print(markup, highlight=False, emoji=False, soft_wrap=True)
    return stream.getvalue()


@given(text=st.one_of(ANY_TEXT, NASTY, st.text("[]/\\=# redboldlink", max_size=30)))
def test_markup_is_printed_not_obeyed(text):
    """Whatever brackets a student writes reach the screen as brackets."""
    # A tag of ours follows, which a backslash at the end of the text must not disarm. Rich may drop or double a
    # backslash before a bracket, so those are not compared.
    shown = re.sub(r"\x1b\[[0-9;]*m", "", printed(safe_markup(text) + "[not bold]|[/]"))
    assert shown.replace("\\", "") == safe_text(text).replace("\\", "") + "|\n"


@pytest.mark.parametrize(
    "text", ["[red]x[/red]", "[/]", "[link=file:///x]y[/link]", "[bold", "\\[red]", "a\\", "[[red]]", "[@click=f]x"]
)
def test_known_markup_tricks(text):
    """Rich's own tags are text."""
    assert printed(safe_markup(text) + "[bold]end[/bold]").startswith(text)


def test_encoding_that_lacks_characters():
    """A terminal that knows ASCII only gets escapes, not a crash."""
    assert fit_encoding("é李", "ascii") == "\\xe9\\u674e"
    assert fit_encoding("é李", "latin-1") == "é\\u674e"
    assert fit_encoding("é李", "utf-8") == "é李"

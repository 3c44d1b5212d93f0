"""A formula for a page: MathML built anew from what it says, so that nothing but a formula can come out."""

from __future__ import annotations

from xml.etree import ElementTree  # the text is ours and checked by element; no entities, no doctype get through

from grader.model import Reading
from grader.report.inert import safe_text

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
APPLIED = "&#x2061;"  # the invisible sign between a function and its argument
ELEMENTS = frozenset(
    {"math", "mrow", "mi", "mn", "mo", "mfrac", "msup", "msub", "msqrt", "mover", "mtable", "mtr", "mtd", "mtext"}
)


def formula_html(reading: Reading) -> str:
    """Give the markup of a reading: a MathML element, or its text where there is none that can be trusted."""
    plain = _escaped(reading.text)
    if not reading.mathml or "<!" in reading.mathml or "<?" in reading.mathml:
        return plain
    try:
        root = ElementTree.fromstring(reading.mathml)  # noqa: S314 - no doctype, and the length is bounded
    except ElementTree.ParseError:
        return plain
    built = _element(root)
    return built.replace("<math>", f'<math xmlns="{NAMESPACE}" title="{plain}">', 1) if built else plain


def _element(element: ElementTree.Element) -> str:
    name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    if name not in ELEMENTS:
        return ""
    inside = APPLIED if element.text == "\u2061" else _escaped(element.text or "")
    for child in element:
        part = _element(child)
        if not part:
            return ""
        inside += part + _escaped(child.tail or "")
    return f"<{name}>{inside}</{name}>"


def _escaped(text: str) -> str:
    safe = safe_text(text)
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        safe = safe.replace(sign, entity)
    return safe

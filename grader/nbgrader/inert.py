"""A student's text made harmless to whoever looks at it: nbgrader's pages obey any HTML that stands in Markdown.

A script in a text cell would run in formgrader with the instructor's rights, and could set marks there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
# What runs something when a link is followed, and what mathematics may hold of that kind.
_DANGEROUS = re.compile(r"(?:java|vb|live)script:|data:|\\?href\{|\\?require\{|\\?style\{|\\?cssid\{")
_ATTACHED = re.compile(r"attachment:([\w.+-]*)(\)?)")
MOST_CHARACTERS = 20_000  # of one cell; Markdown's own reader is slow on long nonsense
_PICTURE = re.compile(r"image/[\w.+-]{1,40}")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_NOTHING_SHOWN = re.compile(r"[\\\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\ufeff]")


def inert_markdown(text: str, pictures: Collection[str] = (), most: int = MOST_CHARACTERS) -> str:
    """Give Markdown whose tags are text; where a link of it could run something, all as it was typed, in a box.

    Args:
        pictures: names of those that are attached; one that is not there would end nbgrader's page.
        most: how many characters are shown.
    """
    if len(text) > most:
        text = f"{text[:most]}\n\n(and {len(text) - most:,} characters more)"
    read = _NOTHING_SHOWN.sub("", html.unescape(html.unescape(text)))
    if _DANGEROUS.search(read.lower()) or read.count("attachment:") != text.count("attachment:"):
        return "\n".join(f"    {line}" for line in text.splitlines())
    return _ATTACHED.sub(lambda found: _if_attached(found, pictures), _TAG.sub("< ", text))


def _if_attached(found: re.Match[str], pictures: Collection[str]) -> str:
    """Give a picture's place as it is, or as text where the picture did not come along."""
    return found[0] if found[1] in pictures and found[2] else f"attachment: {found[1]}{found[2]}"


def only_pictures(attachments: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Give what of a cell's attachments is pictures."""
    found = {
        name: {kind: data for kind, data in kinds.items() if _PICTURE.fullmatch(kind) and _BASE64.fullmatch(data)}
        for name, kinds in attachments.items()
    }
    return {name: kinds for name, kinds in found.items() if kinds}

"""Cases that stand below each other: where every line has a condition, the end of a line is a separator."""

from __future__ import annotations

from grader.symbolic.tokens import Token

_CONDITION = frozenset({"if", "for", "when", "otherwise", "else"})


def separate_lines(tokens: list[Token], text: str) -> list[Token]:
    """Give the tokens with a semicolon between lines that are cases; other line ends mean nothing."""
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if lines[-1] and "\n" in text[lines[-1][-1].end : token.start] and not _goes_on(lines[-1][-1], token):
            lines.append([])
        lines[-1].append(token)
    if len(lines) < 2 or not all(_is_case(line) for line in lines):
        return tokens
    out: list[Token] = []
    for line in lines:
        if out and out[-1].kind not in ("comma", "semi", "newline"):
            out.append(Token("semi", ";", out[-1].end, line[0].start))
        out += line
    return out


def _goes_on(last: Token, first: Token) -> bool:
    """Tell whether a line belongs to the one before it, by the last token there and the first one here."""
    return last.kind in ("op", "eq", "open", "colon") or first.value in ("else", "otherwise")


def _is_case(line: list[Token]) -> bool:
    """Tell whether a condition stands outside of the brackets, all of which are closed in this line."""
    depth, seen, comma = 0, False, False
    for token in line:
        depth += (token.kind == "open" or token.value == "begin-cases") - (
            token.kind == "close" or token.value == "end-cases"
        )
        if depth < 0:
            return False
        if depth == 0:
            comma |= token.kind == "comma"
            seen |= token.kind == "rel" or (comma and token.kind == "eq")
            seen |= token.kind == "word" and token.value in _CONDITION
    return seen and depth == 0

"""Words to names: what each run of letters means, and which names to suggest for one that means nothing."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from grader.symbolic.refusal import Refused
from grader.symbolic.tokens import Token
from grader.symbolic.vocabulary import FUNCTIONS, GREEK, LOOK_ALIKES, TIMES_WORDS, Names

_LONGEST = 60
_OTHER_WITH_A_DIGIT = ("log", "exp", "atan", "arctan")  # log3: to base 3; numpy's exp2 is a power of 2, atan2 an angle
_FACTOR = ("num", "word", "open", "macro")


def resolve(tokens: list[Token], names: Names) -> list[Token]:
    """Give the tokens with every word turned into names that are known; raises Refused at one that is not."""
    out: list[Token] = []
    mathematica = any(token.kind == "word" and _in_mathematica(token.value, nxt) for token, nxt in pairwise(tokens))
    for index, token in enumerate(tokens):
        if token.kind != "word":
            out.append(token)
            continue
        follows = tokens[index + 1] if index + 1 < len(tokens) else token
        if token.value == "where" and follows.kind != "open" and names.kind("where") == "where":
            out.append(replace(token, kind="name", value="if"))  # 1/z where z > 0; where(...) is a function
        elif token.value == "Pi" and mathematica and not names.kind("Pi"):
            out.append(replace(token, kind="name", value="pi"))
        elif token.value in TIMES_WORDS and not names.kind(token.value) and _between_factors(out, follows):
            out.append(replace(token, kind="op", value="*"))
        elif names.kind(token.value) == "undefined" and _is_value_of_a_case(out, follows, names):
            out.append(replace(token, kind="name"))
        else:
            out.extend(_resolve(token, follows, names))
    return out


def _between_factors(before: list[Token], follows: Token) -> bool:
    return bool(before) and before[-1].kind in ("num", "name", "close") and follows.kind in _FACTOR


def _is_value_of_a_case(before: list[Token], follows: Token, names: Names) -> bool:
    conditional = follows.kind in ("comma", "amp") or names.kind(follows.value) == "reserved"
    return conditional or bool(before and before[-1].value == "else")


def _resolve(token: Token, follows: Token, names: Names) -> list[Token]:
    word = token.value
    kind = names.kind(word)
    if kind == "forbidden":
        allowed = ", ".join(dict.fromkeys(names.variables.values()))
        raise Refused(
            f"{names.forbidden[word]} may not stand in this answer: write it in terms of {allowed}.",
            token.start,
            token.end,
            tag="forbidden-name",
        )
    if kind == "infinite":
        raise Refused(f"{word} is not a number that a formula may hold.", token.start, token.end, tag="not-a-number")
    if kind == "unfinished" and (follows.kind in ("open", "prime") or word not in ("D", "grad", "sum")):
        raise _unfinished(token)
    if word == "frac" and follows.value == "{":
        return [replace(token, kind="macro")]
    if kind and kind not in ("unfinished", "undefined"):
        return [replace(token, kind="name")]
    if known := _in_mathematica(word, follows):
        return [replace(token, kind="name", value=known)]
    if called := _called_by_a_number(token, follows, names):
        return called
    pieces = _split(word, names)
    if pieces and (token.tex or (len(pieces) == 2 and pieces[1] == "e" and follows.value == "^")):  # x e^x
        return [
            replace(token, kind="name", value=piece, spaced=token.spaced and place == 0)
            for place, piece in enumerate(pieces)
        ]
    raise _unknown(token, follows, pieces, names)


def _in_mathematica(word: str, follows: Token) -> str:
    """Give the name of a function that Mathematica writes as Tanh[z]; empty for every other word."""
    small = word.lower()
    if follows.value != "[" or small not in FUNCTIONS or word[0].islower() or word[1:].isupper():
        return ""
    return "ln" if small == "log" else small  # Log[b, z] has its base first: only the natural one is read


def _called_by_a_number(token: Token, follows: Token, names: Names) -> list[Token]:
    """Give sqrt(2) for sqrt2 and ln(3) for ln3, where nothing follows that may belong to the number."""
    found = re.fullmatch(r"([A-Za-z]+)([0-9]{1,9})", token.value)
    if found is None or names.kind(found[1]) != "function" or found[1] in _OTHER_WITH_A_DIGIT:
        return []
    if follows.kind in (*_FACTOR, "prime") or follows.value == "^":
        return []
    number = replace(token, kind="num", value=found[2], number=Fraction(found[2]))
    opening, closing = replace(token, kind="open", value="("), replace(token, kind="close", value=")")
    return [replace(token, kind="name", value=found[1]), opening, number, closing]


def _split(word: str, names: Names) -> list[str]:
    """Cut a run of letters into known names: functions first, then single letters."""
    pieces: list[str] = []
    rest = word if len(word) <= _LONGEST else ""
    while rest:
        for size in range(len(rest), 0, -1):
            kind = names.kind(rest[:size])
            if kind == "function" and size == 2 and rest[:size] != "ln":
                continue  # th, ch, sh: they begin too many words of a language
            if kind in ("variable", "declared", "function", "constant", "forbidden"):
                pieces.append(rest[:size])
                rest = rest[size:]
                break
        else:
            return []
    return pieces


def _unfinished(token: Token) -> Refused:
    return Refused(
        "This repeats the question: a derivative, an integral, a limit or a sum is left; carry it out.",
        token.start,
        token.end,
        tag="not-carried-out",
    )


def _unknown(token: Token, follows: Token, pieces: list[str], names: Names) -> Refused:
    word, place = token.value, (token.start, token.end)
    if word == "lambda" and follows.kind in ("word", "colon"):
        return Refused(
            "This makes a function: write only the formula, what stands behind the colon.", *place, tag="unknown-name"
        )
    if len(word) > _LONGEST:
        return Refused(f"{word[:10]}... is too long for a name.", *place, tag="unknown-name")
    if follows.kind == "prime" or word.startswith("nabla"):
        return _unfinished(token)
    if re.fullmatch(r"d(?:_\w+)?", word) and (follows.value == "/" or follows.kind in ("word", "open", "close")):
        return _unfinished(token)
    if re.fullmatch(r"d[A-Za-z]\w*", word) and (follows.value == "/" or names.kind(word[1:]) == "variable"):
        return _unfinished(token)
    if pieces:
        shown = _joined(pieces, names)
        return Refused(f"{word} can be read as one name or as {shown}: write {shown}.", *place, tag="ambiguous")
    for known in names.all_known():
        if known.lower() == word.lower() and known not in ("I", "E"):
            return Refused(
                f"{word} is not known here; capital and small letters differ: do you mean {known}?",
                *place,
                tag="wrong-case",
            )
    allowed = ", ".join(dict.fromkeys(names.variables.values())) or "none"
    for letter, latin in LOOK_ALIKES.items():
        if token.end - token.start == 1 and latin in names.variables and GREEK.get(letter) == word:
            return Refused(
                f"{letter} ({word}) looks like {latin} but is another letter: type {latin}.", *place, tag="look-alike"
            )
    begun = [known for known in names.variables if len(word) > 1 and known.startswith(word)]
    close = begun[:1] or difflib.get_close_matches(word, names.all_known(), n=1, cutoff=0.75)
    hint = f" Do you mean {close[0]}?" if close else ""
    what = "function" if follows.kind == "open" and len(word) > 1 else "name"
    return Refused(
        f"{word} is not a {what} that is known here (the variables are: {allowed}).{hint}", *place, tag="unknown-name"
    )


def _joined(pieces: list[str], names: Names) -> str:
    out = ""
    for index, piece in enumerate(pieces):
        if names.kind(piece) in ("function", "declared") and index + 1 < len(pieces):
            return out + piece + "(" + "*".join(pieces[index + 1 :]) + ")"
        out += piece + ("*" if index + 1 < len(pieces) else "")
    return out

"""The closed list of names an answer may use, and the table of spellings of one exercise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma",
    "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi",
    "Ω": "Omega", "ϵ": "epsilon", "ϑ": "theta", "ϕ": "phi", "ϱ": "rho", "µ": "mu", "Υ": "Upsilon",
    "∇": "nabla",  # no letter, but the beginning of a name: ∇_w L = ...
}  # fmt: skip
GREEK_LETTERS = {name: letter for letter, name in reversed(GREEK.items())} | {"sigma": "σ", "mu": "μ", "phi": "φ"}
LATEX_GREEK = {name: name for name in GREEK_LETTERS} | {
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho", "varsigma": "sigma", "ell": "ell",
}  # fmt: skip

_BY_THEIR_NAME = (
    "exp expm1 log2 log10 log1p sqrt cbrt abs sign sin cos tan sec csc cot asin acos atan asec acsc acot "
    "sinh cosh tanh sech csch coth asinh acosh atanh asech acsch acoth erf erfc"
)
_BY_OTHER_NAMES = {
    "log": ("log", 1, 2), "ln": ("log", 1, 1), "Abs": ("abs", 1, 1), "absolute": ("abs", 1, 1), "fabs": ("abs", 1, 1),
    "sgn": ("sign", 1, 1), "signum": ("sign", 1, 1), "heaviside": ("heaviside", 1, 2),
    "Heaviside": ("heaviside", 1, 2), "step": ("heaviside", 1, 1),
    "UnitStep": ("heaviside", 1, 1), "HeavisideTheta": ("heaviside", 1, 1),
    "log_2": ("log2", 1, 1), "log_10": ("log10", 1, 1), "log_e": ("log", 1, 1), "lb": ("log2", 1, 1),
    "bool": ("truth", 1, 1), "max": ("max", 2, 20), "Max": ("max", 2, 20),
    "min": ("min", 2, 20), "Min": ("min", 2, 20), "maximum": ("max", 2, 2), "minimum": ("min", 2, 2),
    "fmax": ("max", 2, 2), "fmin": ("min", 2, 2), "pow": ("pow", 2, 2), "power": ("pow", 2, 2),
    "Pow": ("pow", 2, 2), "square": ("square", 1, 1), "reciprocal": ("reciprocal", 1, 1), "root": ("root", 2, 2),
    "clip": ("clip", 3, 3), "clamp": ("clip", 3, 3), "logaddexp": ("logaddexp", 2, 2),
    "arcsin": ("asin", 1, 1), "arccos": ("acos", 1, 1), "arctan": ("atan", 1, 1), "arcsec": ("asec", 1, 1),
    "arccsc": ("acsc", 1, 1), "arccot": ("acot", 1, 1), "arcsinh": ("asinh", 1, 1), "arccosh": ("acosh", 1, 1),
    "arctanh": ("atanh", 1, 1), "arsinh": ("asinh", 1, 1), "arcosh": ("acosh", 1, 1), "artanh": ("atanh", 1, 1),
    "cosec": ("csc", 1, 1), "cotan": ("cot", 1, 1), "cosech": ("csch", 1, 1),
    "tg": ("tan", 1, 1), "ctg": ("cot", 1, 1), "cotg": ("cot", 1, 1), "arctg": ("atan", 1, 1), "arcctg": ("acot", 1, 1),
    "sh": ("sinh", 1, 1), "ch": ("cosh", 1, 1), "th": ("tanh", 1, 1), "cth": ("coth", 1, 1), "tgh": ("tanh", 1, 1),
    "arsh": ("asinh", 1, 1), "arch": ("acosh", 1, 1), "arth": ("atanh", 1, 1), "float": ("number", 1, 1),
    "multiply": ("product", 2, 2), "Mul": ("product", 2, 20), "add": ("total", 2, 2), "Add": ("total", 2, 20),
    "subtract": ("difference", 2, 2), "divide": ("ratio", 2, 2), "true_divide": ("ratio", 2, 2),
    "frac": ("ratio", 2, 2), "negative": ("opposite", 1, 1), "float_power": ("pow", 2, 2),
    "float32": ("number", 1, 1), "float64": ("number", 1, 1), "double": ("number", 1, 1), "Boole": ("truth", 1, 1),
    "int": ("truth", 1, 1), "Rational": ("ratio", 1, 2), "Integer": ("number", 1, 1),
}  # fmt: skip
# spelling -> (name in the tree, how many arguments at least, at most)
FUNCTIONS: dict[str, tuple[str, int, int]] = {name: (name, 1, 1) for name in _BY_THEIR_NAME.split()} | _BY_OTHER_NAMES
CASES_WORDS = frozenset({"Piecewise", "piecewise"})
WHERE_WORDS = frozenset({"where", "ITE", "If", "IF", "ifelse"})
RELATIONS = {
    "Eq": "==", "Ne": "!=", "Lt": "<", "Le": "<=", "Gt": ">", "Ge": ">=", "equal": "==", "not_equal": "!=", "less": "<",
    "less_equal": "<=", "greater": ">", "greater_equal": ">=",
}  # fmt: skip
CONSTANTS = {"pi": "pi", "e": "e", "E": "e", "I": "i"}
RESERVED = frozenset(
    {"if", "then", "else", "for", "when", "otherwise", "elif", "elseif", "and", "or", "not", "True", "False"}
)
MODULES = frozenset({"np", "numpy", "math", "torch", "sp", "sympy", "sym", "jnp", "tf", "cmath", "mpmath", "mp"}) | {
    "Math", "scipy", "special", "jax", "nn", "functional", "F",
}  # fmt: skip
NOT_A_NUMBER = frozenset({"nan", "NaN", "NAN", "zoo", "oo", "inf", "Inf", "infinity", "Infinity", "infty"})
TIMES_WORDS = frozenset({"times", "dot", "cdot"})  # s times (1-s); dot in Typst, cdot where the backslash is missing
UNDEFINED = frozenset({"undefined", "DNE"})  # a value under a condition: undefined if z = 0
UNFINISHED = {
    **dict.fromkeys(("Derivative", "diff", "derivative", "grad", "gradient", "D", "Diff"), "derivative"),
    **dict.fromkeys(("Integral", "integrate", "integral", "Int"), "integral"),
    **dict.fromkeys(("Limit", "limit", "lim"), "limit"),
    **dict.fromkeys(("Sum", "sum", "prod", "Product"), "sum or product"),
}
ACCENTS = {"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde", "\u0307": "dot"}
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))

# Letters of other scripts that look like a Latin letter; a picture of the letter is not the letter.
LOOK_ALIKES = dict(
    zip("аеорсухіјѕһԁԛԝвкмнтьгАВЕКМНОРСТУХІЈЅԌοανυικρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijshdqwbkmhtbrABEKMHOPCTYXIJSGoavuikpABEZHIKMNOPTYX", strict=True)
)  # fmt: skip


def canonical(name: str) -> str:
    """Give one spelling for σ and sigma, x₁ and x_1, s_{i} and s_i, ŷ and y_hat."""
    text, out = unicodedata.normalize("NFD", name), ""
    accents: list[str] = []
    subscript = False
    for char in text:
        if char in ACCENTS:
            accents.append(ACCENTS[char])
        elif char in SUBSCRIPTS:
            out += ("" if subscript else "_") + SUBSCRIPTS[char]
            subscript = True
        elif char in GREEK:
            out += GREEK[char]
        elif char not in "{}":
            out += char
    base, line, rest = out.partition("_")
    return "_".join([base, *accents, *([rest] if line else [])])


def spellings(name: str) -> set[str]:
    """Give the canonical names that a reader takes for this one when no other name claims them."""
    base = canonical(name)
    found = {base}
    for accent in set(ACCENTS.values()):
        if base.endswith(accent) and len(base) > len(accent):
            found.add(base.removesuffix(accent).removesuffix("_") + "_" + accent)
            found.add(base.removesuffix(accent).removesuffix("_") + accent)
    if digits := re.fullmatch(r"([A-Za-z]+)_?(\d+)", base):
        found |= {digits[1] + digits[2], f"{digits[1]}_{digits[2]}"}
    return found


@dataclass(frozen=True)
class Names:
    """What each spelling means in one exercise.

    Args:
        variables: canonical spelling -> declared name.
        functions: canonical spelling -> declared name of a function of the exercise.
        arity: declared function -> how many arguments it takes.
        forbidden: canonical spelling -> name that the answer may not use.
    """

    variables: Mapping[str, str]
    functions: Mapping[str, str] = field(default_factory=dict)
    arity: Mapping[str, int] = field(default_factory=dict)
    forbidden: Mapping[str, str] = field(default_factory=dict)

    def kind(self, word: str) -> str:
        """Give "variable", "declared", "forbidden", "function", "constant", "cases", ... or "" when it is unknown."""
        for label, table in (
            ("variable", self.variables),
            ("declared", self.functions),
            ("forbidden", self.forbidden),
            ("function", FUNCTIONS),
            ("cases", CASES_WORDS),
            ("where", WHERE_WORDS),
            ("relation", RELATIONS),
            ("constant", CONSTANTS),
            ("reserved", RESERVED),
            ("infinite", NOT_A_NUMBER),
            ("unfinished", UNFINISHED),
            ("undefined", UNDEFINED),
        ):
            if word in table:
                return label
        return ""

    def all_known(self) -> list[str]:
        """Give every spelling, for suggestions."""
        return [*self.variables, *self.functions, *FUNCTIONS, *CONSTANTS, *CASES_WORDS]


def table(names: Iterable[str]) -> dict[str, str]:
    """Give canonical spelling -> declared name; a looser spelling never takes the place of a declared name."""
    names = list(names)
    exact = {canonical(name): name for name in names}
    loose: dict[str, str | None] = {}
    for name in names:
        for spelling in spellings(name) - set(exact):
            loose[spelling] = None if loose.get(spelling, name) != name else name
    return exact | {spelling: name for spelling, name in loose.items() if name is not None}

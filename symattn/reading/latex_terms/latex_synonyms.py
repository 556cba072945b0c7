"""Which spellings are one: a table of characters and commands, and what carries no meaning.

Each character or command on the left is read as the LaTeX on the right.  What is in no table and
not declared is refused, never skipped.
"""

from __future__ import annotations

from ...display.shown_operators import ASKED

GREEK_LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
).split()
_SPELLED = "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ"
VARIANTS = {
    "varepsilon": "epsilon", "vartheta": "theta", "varrho": "rho", "varphi": "phi",
    "varsigma": "sigma", "varpi": "pi",
}  # fmt: skip

# Characters, as LaTeX.
CHARACTERS: dict[str, str] = {
    **{c: "\\" + name + " " for c, name in zip(_SPELLED, GREEK_LETTERS)},
    "ϵ": r"\epsilon ", "ϕ": r"\varphi ", "ϑ": r"\vartheta ", "µ": r"\mu ",
    "∑": r"\sum ", "∏": r"\prod ", "∫": r"\int ", "√": r"\sqrt ",
    "∂": r"\partial ", "∇": r"\nabla ",
    "≤": r"\le ", "≥": r"\ge ", "⩽": r"\le ", "⩾": r"\ge ", "≠": r"\ne ", "≈": r"\approx ",
    "≅": r"\cong ", "≃": r"\simeq ", "≡": r"\equiv ", "∼": r"\sim ", "∝": r"\propto ",
    "≪": r"\ll ", "≫": r"\gg ", "→": r"\to ", "⟶": r"\to ", "⇒": r"\Rightarrow ",
    "⟹": r"\Rightarrow ", "⇔": r"\Leftrightarrow ", "⟺": r"\Leftrightarrow ",
    "↪": r"\hookrightarrow ", "↳": r"\hookrightarrow ", "≔": ":=", "∈": r"\in ", "∉": r"\notin ",
    "∀": r"\forall ", "∞": r"\infty ", "⋅": r"\cdot ", "·": r"\cdot ", "×": r"\times ",
    "∘": r"\circ ", "⊙": r"\odot ", "⊗": r"\otimes ", "−": "-", "–": "-", "‖": r"\|", "∥": r"\|",
    "∣": r"\mid ", "⟨": r"\langle ", "⟩": r"\rangle ", "…": r"\dots ", "⋯": r"\dots ",
    "ℝ": r"\mathbb{R}", "ℕ": r"\mathbb{N}", "ℤ": r"\mathbb{Z}", "𝔼": r"\mathbb{E}",
    "ℙ": r"\mathbb{P}", "𝕍": r"\mathbb{V}", "ℓ": r"\ell ", "⊤": r"\top ", "ᵀ": r"^\top ",
    "′": "'", "″": "''", "½": r"\frac12", "⅓": r"\frac13", "⅔": r"\frac23", "¼": r"\frac14",
    "¾": r"\frac34", "⅕": r"\frac15", "⅛": r"\frac18", "\u00a0": " ", "\u2009": " ",
    "\u202f": " ", "\u3000": " ", "，": ",", "；": ";", "（": "(", "）": ")", "＝": "=", "＋": "+",
    "。": ".", "：": ":", "⇝": r"\leadsto ", "𝒩": r"\mathcal{N}", "↘": r"\searrow ",
    **{c: f"^{d}" for c, d in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")},
    **{c: f"_{d}" for c, d in zip("₀₁₂₃₄₅₆₇₈₉", "0123456789")},
    **{c: f"_{d}" for c, d in zip("ₐₑᵢⱼₖₗₘₙₚᵣₛₜᵤᵥₓ", "aeijklmnprstuvx")},
}  # fmt: skip
ENTITIES = {
    "&lt;": "<", "&gt;": ">", "&amp;": "&", "&#95;": "_", "&#42;": "*", "&nbsp;": " ",
    "&le;": r"\le ", "&ge;": r"\ge ", "&ne;": r"\ne ", "&#124;": "|", "&#92;": "\\",
    "&quot;": '"', "&#39;": "'", "&times;": r"\times ", "&minus;": "-", "&middot;": r"\cdot ",
}  # fmt: skip
# Two signs side by side, as one.
PAIRS = {">=": r"\ge", "<=": r"\le", "!=": r"\ne", "->": r"\to", "=>": r"\Rightarrow"}

# Commands, as others.
COMMANDS: dict[str, str] = {
    **{f"\\{one}": f"\\{other}" for one, other in VARIANTS.items()},
    r"\leq": r"\le", r"\leqslant": r"\le", r"\geq": r"\ge", r"\geqslant": r"\ge",
    r"\neq": r"\ne", r"\lt": "<", r"\gt": ">",
    r"\cong": r"\approx", r"\simeq": r"\approx", r"\thickapprox": r"\approx",
    r"\rightarrow": r"\to", r"\longrightarrow": r"\to",
    r"\implies": r"\Rightarrow", r"\Longrightarrow": r"\Rightarrow",
    r"\hookrightarrow": r"\Rightarrow", r"\iff": r"\Leftrightarrow",
    r"\Longleftrightarrow": r"\Leftrightarrow", r"\coloneqq": ":=", r"\triangleq": ":=",
    r"\rightsquigarrow": r"\leadsto", r"\dfrac": r"\frac", r"\tfrac": r"\frac",
    r"\cfrac": r"\frac", r"\intercal": r"\top", r"\mathsf": r"\mathrm", r"\textbf": r"\mathbf",
    r"\bm": r"\mathbf", r"\boldsymbol": r"\mathbf", r"\pmb": r"\mathbf", r"\bold": r"\mathbf",
    r"\textrm": r"\text", r"\mbox": r"\text", r"\textnormal": r"\text", r"\hbox": r"\text",
    r"\textit": r"\text", r"\emph": r"\text", r"\lVert": r"\left\|", r"\rVert": r"\right\|",
    r"\Vert": r"\|", r"\lvert": r"\left|", r"\rvert": r"\right|", r"\vert": "|",
    r"\lbrace": r"\{", r"\rbrace": r"\}", r"\lbrack": "[", r"\rbrack": "]",
    r"\ldots": r"\dots", r"\cdots": r"\dots", r"\dotsc": r"\dots", r"\dotsb": r"\dots",
    r"\ast": "*", r"\prime": "'", r"\ln": r"\log", r"\land": r"\wedge", r"\widehat": r"\hat",
    r"\widetilde": r"\tilde", r"\overline": r"\bar", r"\vec": r"\mathbf",
    r"\operatorname*": r"\operatorname", r"\mathop": r"\operatorname", r"\quad": r"\qquad",
    r"\enspace": r"\qquad", r"\Pr": r"\mathbb{P}", r"\colon": ":", r"\downarrow": r"\searrow",
}  # fmt: skip

# Tokens without meaning; docs/pages-syntax.md lists them.  Space parts nothing but two claims.
WITHOUT_MEANING = (
    r"\,", r"\;", r"\:", r"\!", r"\ ", "~", r"\>", r"\left", r"\right", r"\middle", r"\big",
    r"\Big", r"\bigg", r"\Bigg", r"\bigl", r"\bigr", r"\Bigl", r"\Bigr", r"\biggl", r"\biggr",
    r"\displaystyle", r"\textstyle", r"\limits", r"\nolimits", r"\nonumber", r"\notag",
    r"\qquad", "&", r"\hline", r"\allowbreak",
)  # fmt: skip
# Commands whose argument says nothing of the mathematics: names of lines, and their numbers.
WITH_IDLE_ARGUMENT = (r"\label", r"\tag", r"\hspace", r"\vspace", r"\vphantom", r"\phantom")

# Functions by their names on pages: as in questions, and as others call them.
FUNCTIONS = {**ASKED, "erf": "erf", "ln": "log"}
# Functions that people write and the language lacks.
LACKING = (
    "sin cos tan cot sec csc sinh cosh coth arcsin arccos arctanh artanh det dim ker sup inf "
    "argmax argmin tr trace rank diag sgn sign gcd mod deg arg hom floor ceil round Tr lim"
).split()
RELATIONS = {
    "=": "=", "<": "<", ">": ">", r"\le": "≤", r"\ge": "≥", r"\ne": "≠", r"\approx": "≈",
    r"\to": "→", r"\gg": "≫", r"\ll": "≪", r"\sim": "∼", r"\propto": "∝", r"\equiv": "≡",
    ":=": ":=", r"\Rightarrow": "⇒", r"\Leftrightarrow": "⇔", r"\leadsto": "⇝",
}  # fmt: skip
# Words that begin a condition at the end of a line.
CONDITION_WORDS = (
    "for all other",
    "for every other",
    "for any other",
    "for each other",
    "for all",
    "for every",
    "for each",
    "for any",
    "for large",
    "for",
    "if",
    "when",
    "whenever",
    "as",
    "where",
    "with",
    "provided that",
    "provided",
    "given that",
    "given",
    "assuming",
)

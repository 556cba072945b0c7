"""Names of atoms: text and structure tell each other, and no code takes a name apart but one file.

Kept from coming back: substring tests such as `"[+" in name` in some 120 places, where "x" in "x_1"
and "*I/1" in "*I/10" were true.
"""

from __future__ import annotations

import ast
import json
import pickle
from itertools import product as pairs
from pathlib import Path

import pytest

import symattn
from symattn.kernel import Rejected
from symattn.kernel.algebra import replacing, ring
from symattn.kernel.algebra.atoms import (
    ENTRY,
    INSIDE,
    MAXIMUM,
    PRIVATE,
    PRODUCT,
    SYMBOL,
    TEXT,
    Atom,
    Label,
    composed,
    generic_member,
    unnamed,
)
from symattn.kernel.algebra.plain_elements import element_from_json
from symattn.kernel.algebra.ring import Element

ROOT = Path(symattn.__file__).parent

SYMBOLS = ("x", "I", "E", r"\beta", "k'", "x_1", "x_{1}", "x_a", r"\is", r"\log", r"\xi_{0}", "π")
NAMES = tuple(name for name in SYMBOLS if name != "π")
LABELS = ("a", "i", "1", "12", "#3", "E", "*J/1", "*J/12", "*J/1~", "+J/1", "+JJ/2", "ΣJ/1", "?")
BASES = (
    ("v", ""), ("v", "a"), ("k'", "*J/1"), ("M", "v", "+J/1"), ("E", "E", "E", "E"), ("#", "2"),
    (r"\Sigma", r"\mu", "*J/1~"), ("x_{1}", ""),
)  # fmt: skip


def function(kind: str, *elements: Element) -> Atom:
    """kind(p/f^2), as the kernel writes it."""
    num, *dens = (ring.spelled(ring.freeze(p)) for p in elements)
    return Atom(f"{kind}({num}{''.join(f'/{f}^2' for f in dens)})")


def plus_one(*atoms: str) -> Element:
    """1/2 + Π a·e^{−3a}, with every atom in the monomial and in the exponent."""
    p = ring.constant(ring.ratio(1, 2))
    for a in atoms:
        x = ring.atom(a)
        p = ring.add(p, ring.multiply(x, ring.exponential(ring.add({}, x, -3))))
    return p


MEMBERS = {composed((name, label)): (name, label) for name in NAMES for label in LABELS}
PRODUCTS = {composed(b, c): {b, c} for b, c in pairs(BASES, BASES)}
PLAIN = (*map(Atom, SYMBOLS), *MEMBERS, *PRODUCTS, Atom("max!0"), Atom("max!12"), Atom("η0"))
OPEN = [a for a in PLAIN if not a.summed]
FUNCTIONS = {
    function(kind, plus_one(a), plus_one(a, "x")): (kind, a)
    for kind in ("sqrt", "log", "erfc", "arctan", "E", "step")
    for a in OPEN[::7]
} | {function("is0", plus_one(a)): ("is0", a) for a in OPEN[::5]}
NESTED = [function("log", plus_one(a, r"\beta")) for a in [*FUNCTIONS][::3]]
NESTED += [function("E", plus_one(a)) for a in NESTED]


def test_what_is_put_together_is_what_is_read() -> None:
    for name in SYMBOLS:
        assert (Atom(name).kind, Atom(name).symbols) == (SYMBOL, {name})
    for atom, side in MEMBERS.items():
        assert (atom.kind, atom.sides, atom.symbols) == (ENTRY, (side,), {side[0]})
        assert atom.indices == {side[1]} and not atom.is_function
    for atom, sides in PRODUCTS.items():
        assert (atom.kind, set(atom.sides)) == (PRODUCT, sides)
        assert atom.symbols == {name for side in sides for name in side[:-1]}
    for atom, (kind, inner) in FUNCTIONS.items():
        assert atom.kind == kind and atom.is_function and not atom.sides
        assert atom.inside - {"x"} == {atom, *inner.inside} - {"x"}
        assert (atom.stars, atom.summed) == (inner.stars, inner.summed)
        assert inner.symbols <= atom.symbols and inner.kinds <= atom.kinds
    for atom in NESTED:
        one = next(a for a in atom.inside if a in FUNCTIONS)
        assert one.inside < atom.inside and one.indices <= atom.indices


def test_no_two_structures_share_a_text() -> None:
    assert len(MEMBERS) == len(NAMES) * len(LABELS)
    assert len(PRODUCTS) == len(BASES) * (len(BASES) + 1) // 2
    every = [*PLAIN, *FUNCTIONS, *NESTED]
    assert len(set(every)) == len(every)


def test_a_text_is_the_same_atom_wherever_it_comes_from() -> None:
    for atom in (*PLAIN, *FUNCTIONS, *NESTED):
        text = json.loads(json.dumps(atom))
        assert type(text) is str and Atom(text) == atom == text and hash(atom) == hash(text)
        assert vars(Atom(text)) == vars(atom) == vars(pickle.loads(pickle.dumps(atom)))
        if not atom.is_function and any(label.kind == INSIDE for label in atom.indices):
            with pytest.raises(Rejected):  # a sum's own member, outside of every sum
                element_from_json([["1", [[text, 1]], []]])
            continue
        (key,) = element_from_json([["1", [[text, 1]], []]])
        assert vars(key[0][0][0]) == vars(atom)


@pytest.mark.parametrize("key", ["a]·b", "x[a", "s]", "v(w", "x·y", "max!0", "is0(", "", "xy", "+"])
@pytest.mark.parametrize("label", ["a", "*J/1"])
def test_what_is_no_name_is_not_put_together(key: str, label: str) -> None:
    """v[a]·b with the label c would be a product."""
    with pytest.raises(Rejected):
        composed((key, label))
    with pytest.raises(Rejected):
        composed((key, label), ("w", ""))
    with pytest.raises(Rejected):
        composed(("M", key, label), ("w", ""))


@pytest.mark.parametrize(
    "label",
    ["a]·b", "a]", "[a", "*", "*J", "*J/", "*J/0", "*J/01", "*J/x", "*J[/1", "*J/K/1", "**J/1"]
    + ["+J/1~", "ΣJ/1~", "~", "a~", "J/1", "*J*/1", "*J/1~~", " a", "a\n", "*J/1\n", "a b", "·"],
)
def test_what_is_no_index_is_rejected(label: str) -> None:
    with pytest.raises(Rejected):
        Label(label)
    with pytest.raises(Rejected):
        composed(("s", label))
    with pytest.raises(Rejected):
        Atom(f"s[{label}]")


ONE = "((((('x', 1),), (), '1'),))"
LOG = "log((((('x', 1),), (), '1'),))"
NO_NAMES = [
    "", " ", "xy", "x ", "x\n", "x1", "1", "-1/2", "x[a", "x]", "x[a]]", "x[]", "s[a][b]", "v·",
    "·", "u·v·w", "M(v)·w", "M(v·w)", "(v·w", "v[a]·w)", "max!", "max!x", "max!-1", "log()",
    "log(x)",
    "log('x')", "is0(0)", "f" + LOG[3:], "symbol" + LOG[3:], "product" + LOG[3:], "LOG" + LOG[3:],
    LOG + ")", LOG + "·v", "v·" + LOG, LOG[:-1], f"log{ONE}^2", "⌀(v", "⌀(v[a])", "⌀()",
    "as written: x", LOG.replace("'x'", '"x"'), LOG.replace("'x'", "'1'"), LOG.replace("'x'", "x"),
    LOG.replace("'x'", "'xy'"), LOG.replace("'x'", r"'\x78'"), LOG.replace("'1'", "'1.0'"),
    LOG.replace("'1'", "'x'"), LOG.replace(", 1)", ", '1')"), LOG.replace(" ", ""),
    LOG.replace(",))", "))"), LOG.replace("'x'", r"'\beta'"), LOG.replace("'x'", f"'{LOG}'"),
    "root()", "root(x)", "root((1, 2)(1, 2))", "Fraction(1, 2)", "__import__('os')", "x\x00", "ß",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name_is_rejected(text: str) -> None:
    with pytest.raises(Rejected, match="^[^\n]{1,120}$"):
        Atom(text)
    with pytest.raises(Rejected):
        element_from_json([["1", [[text, 1]], []]])


def test_the_one_that_these_are_near_is_a_name() -> None:
    assert Atom(LOG).inside == {LOG, "x"}
    assert Atom(LOG.replace("'x'", r"'\\beta'")).symbols >= {r"\beta"}
    assert Atom(LOG.replace("'x'", '''"k'"''')).symbols >= {"k'"}


@pytest.mark.parametrize("data", [1, None, ["x"], {"x": 1}, 1.5, True])
def test_what_is_no_text_is_rejected(data: object) -> None:
    with pytest.raises(Rejected):
        element_from_json([["1", [[data, 1]], []]])


def test_a_certificate_speaks_of_no_private_name() -> None:
    for text in ("lim!0", "image!x", "name!0", "e!", "written!|x|", "v[0]:1"):
        assert Atom(text).kind in (PRIVATE, TEXT)
        for name in (text, function("log", plus_one(text)), function("E", plus_one("x", text))):
            with pytest.raises(Rejected):
                element_from_json([["1", [[name, 1]], []]])
            with pytest.raises(Rejected):
                element_from_json([["1", [], [["1", [[name, 1]]]]]])
    for text in ("max!0", function("log", plus_one("max!3"))):
        assert MAXIMUM in Atom(text).kinds and PRIVATE not in Atom(text).kinds
        assert element_from_json([["1", [[text, 1]], []]])


def test_an_index_is_put_for_another_everywhere_and_for_no_other() -> None:
    one, total = unnamed("J"), unnamed("J").summed
    for label in LABELS:
        atom, renamed = composed(("s", label)), composed(("s", label)).with_index(one, total)
        assert renamed == (composed(("s", total)) if label == one else atom)
    both = composed(("v", one), ("M", "w", one)).with_index(one, total)
    assert set(both.sides) == {("v", total), ("M", "w", total)} and not both.stars
    deep = function("is0", plus_one("s[*J/1]", "s[*J/12]", "s[*J/1~]", "s[*JJ/1]"))
    assert deep.with_index(one, total).summed == {total}
    assert deep.with_index(one, total).stars == deep.stars - {one}
    assert deep.with_index(one, total).with_index(total, one) == deep
    for atom in (*FUNCTIONS, *NESTED):
        assert atom.with_index(one, total).kind == atom.kind
        assert not atom.with_index(one, total).closed().summed


def test_indices_of_one_set_and_depth() -> None:
    star = unnamed("J", 2)
    assert (star, star.summed, star.another) == ("*J/2", "+J/2", "*J/2~")
    assert star.summed.other == star.another.other == star
    assert [(i.kind, i.set, i.depth, i.deep) for i in (star, star.another, Label("a"))] == [
        ("*", "J", 2, False),
        ("*", "J", 2, True),
        ("", "", 0, False),
    ]
    assert generic_member(("M", "v", star.summed)) == star
    for basis in ((), ("v", ""), ("v", "a"), ("v", star), ("1",), ("1", r"\Sigma"), ("#", "2")):
        assert generic_member(basis) is None


def test_a_name_that_is_part_of_another_is_not_mentioned_by_it() -> None:
    value = ring.constant(2)
    for name in ("x_1", "x_{1}", r"\xi", "s[x]", "x·w", "E(x·w", "max!0"):
        p = ring.multiply(ring.atom(name), ring.atom("x"))
        assert replacing.substitute(p, "x", value) == ring.add({}, ring.atom(name), 2)
        q = ring.add(ring.atom(name), ring.atom("x"))
        assert replacing.solved(q, "x") == ring.add({}, ring.atom(name), -1)
    inside = function("log", plus_one(function("sqrt", plus_one("x"))))
    with pytest.raises(Rejected, match="inside a function"):
        replacing.substitute(ring.atom(inside), "x", value)
    with pytest.raises(Rejected, match="cannot solve"):
        replacing.solved(ring.add(ring.atom(inside), ring.atom("x")), "x")


# No code but atoms.py takes a name apart.

MARKS = "[]·(~!*"
CUTTING = {
    "partition", "rpartition", "split", "rsplit", "startswith", "endswith", "strip", "lstrip",
    "rstrip", "removeprefix", "removesuffix", "find", "index", "rfind", "rindex", "replace",
}  # fmt: skip
# What is cut or tested and is no name of an atom, by the file that it stands in.
ALLOWED = {
    "kernel/chance/laws.py": "basis.index('|')",  # a place in a tuple
    "kernel/limits/series.py": "'~' in growths.values()",  # a kind of growth
    "kernel/order/fact_names.py": "key.rstrip('_')",  # of a group in a pattern
    "search/failures/constraints.py": "'number scalar entry member vector zero index + neg * ^ dot "
    "sum'.split()",  # operators
    "search/repairs/weaker_lines.py": "'><≥≤≠='.index(g[2])",  # relations in an order
}


def _taken_apart(source: str) -> list[str]:
    """Where text is searched for a mark, or cut, in some code."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            left = node.left
            if isinstance(left, (ast.JoinedStr, ast.BinOp)) or (
                isinstance(left, ast.Constant)
                and isinstance(left.value, str)
                and any(mark in left.value for mark in MARKS)
            ):
                found.append(ast.unparse(node))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            texts = [*node.args, node.func.value]
            if node.func.attr in CUTTING and any(
                isinstance(a, ast.JoinedStr)
                or (isinstance(a, ast.Constant) and isinstance(a.value, str))
                for a in texts
            ):
                found.append(ast.unparse(node))
        if isinstance(node, (ast.GeneratorExp, ast.ListComp, ast.SetComp)):
            # any(mark in a for mark in ("[*", "[+"))
            for one in node.generators:
                if isinstance(one.iter, ast.Tuple) and any(
                    isinstance(e, ast.Constant) and isinstance(e.value, str) and e.value in TESTED
                    for e in one.iter.elts
                ):
                    found.append(ast.unparse(node))
    return found


TESTED = ("[*", "[+", "(", "·", "[", "~", "!")


def test_no_name_of_an_atom_is_taken_apart_but_in_one_file() -> None:
    found = {
        (str(file.relative_to(ROOT).as_posix()), text)
        for room in ("kernel", "search")
        for file in sorted((ROOT / room).rglob("*.py"))
        if file.name != "atoms.py"
        for text in _taken_apart(file.read_text("utf-8"))
    }
    assert found == {*ALLOWED.items()}


@pytest.mark.parametrize(
    "code",
    [
        'any("[+" in a for a in names)',
        '"·" not in name',
        'f"[{star}]" in a',
        '"*" + label in a',
        'name.replace(f"[{old}]", new)',
        'name.partition("[")[0]',
        'a.startswith("log(")',
        'any(mark in a for mark in ("[*", "[+", "("))',
        'label.endswith("/1~")',
        'a[a.index("[+") + 2 :]',
    ],
)
def test_taking_a_name_apart_is_found(code: str) -> None:
    assert _taken_apart(code)

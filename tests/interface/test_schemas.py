"""The JSON schemas follow from the typed documents, and what is printed can be read as these."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

import symattn
from symattn.commands.cli import main
from symattn.language import TermError
from symattn.records.typed_answers import answer_from_json
from symattn.records.typed_data import plain_data, read_as
from symattn.records.typed_derivations import DerivationData
from symattn.records.typed_pages import page_from_json


def _maker() -> Any:
    file = Path(__file__).parents[2] / "docs" / "make" / "schemas.py"
    spec = importlib.util.spec_from_file_location("schemas", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKER = _maker()
SCHEMAS = MAKER.schemas()
ASKED: dict[str, tuple[str, list[str]]] = {
    "LimitData": ("limit(exp(b*g)/(exp(b*g) + 1), b, oo)", ["g: real"]),
    "RelationData": ("exp(x) == 1", ["x: real"]),
    "ChainData": ("x**2 + 1 > x > 0", ["x: real"]),
    "BoundsData": ("bound(exp(b)/(exp(b) + 1), b, oo, 1/100)", []),
    "NumberData": ("E(g)", ["g ~ N(1, 1/2)"]),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_they_are_in_step(name: str) -> None:
    """Else: python docs/make/schemas.py"""
    file = files("symattn") / "schema" / f"{name}.schema.json"
    assert file.read_text(encoding="utf-8") == MAKER.text_of(SCHEMAS[name])
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("kind", ASKED)
def test_an_answer_is_typed(kind: str) -> None:
    text, let = ASKED[kind]
    data = json.loads(json.dumps(symattn.ask(text, let).to_json()))
    jsonschema.validate(data, SCHEMAS["answer"])
    typed = answer_from_json(data)
    assert type(typed).__name__ == kind and plain_data(typed) == data
    for wrong in (data | {"more": 1}, data | {"verdict": "true"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, SCHEMAS["answer"])
        with pytest.raises(TermError):
            answer_from_json(wrong)


def test_rates_are_typed() -> None:
    data = json.loads(json.dumps(symattn.asymptotics("exp(-b) + 1/b", "b").to_json()))
    jsonschema.validate(data, SCHEMAS["answer"])
    assert type(answer_from_json(data)).__name__ == "RatesData"


def test_a_page_is_typed() -> None:
    page = symattn.check_page("Let $x > 0$.\n\n$$x^2 > 0$$\n\n$$x = \\foo$$\n", format="markdown")
    data = json.loads(json.dumps(page.to_json()))
    jsonschema.validate(data, SCHEMAS["page"])
    typed = page_from_json(data)
    assert plain_data(typed) == data and typed.counts == page.counts
    data["lines"][0]["cell"] = 3
    with pytest.raises(jsonschema.ValidationError, match="dependency"):
        jsonschema.validate(data, SCHEMAS["page"])


def test_a_record_is_typed() -> None:
    data = json.loads(json.dumps(symattn.check("1a-gaps").to_json()))
    jsonschema.validate(data, SCHEMAS["derivation"])
    assert plain_data(read_as(DerivationData, data)) == data
    data["steps"][0]["number"] = "1"
    with pytest.raises(TermError, match=r"Expected int, got str - at \$.steps\[0\].number"):
        read_as(DerivationData, data)


def test_documents_are_frozen() -> None:
    typed = answer_from_json(symattn.ask("1 < 2").to_json())
    with pytest.raises(AttributeError):
        typed.verdict = "refuted"  # type: ignore[misc]
    assert isinstance(typed, msgspec.Struct)


@pytest.mark.parametrize("kind", ASKED)
def test_an_answer_that_was_saved_is_replayed(kind: str, in_tmp: Path) -> None:
    """By the kernel, without SymPy; what was made up shows nothing."""
    text, let = ASKED[kind]
    answer = symattn.ask(text, let)
    data = answer.to_json()
    (in_tmp / "answer.json").write_text(json.dumps(data), encoding="utf-8")
    found = symattn.verify("answer.json")
    assert found == symattn.verify(in_tmp / "answer.json") and found.as_saved
    assert found.verdict == answer.verdict or kind in ("LimitData", "BoundsData", "NumberData")
    if "evidence" in data:
        made_up = json.loads(json.dumps(data)) | {"verdict": "proved"}
        assert symattn.verify(made_up).problems and symattn.verify(made_up).verdict == "undecided"


def test_an_answer_is_verified_by_the_command(
    in_tmp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = symattn.ask("x**2 > 0", let=["x: real"]).to_json()
    (in_tmp / "answer.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["verify", "answer.json"])
    out = capsys.readouterr().out
    assert not ended.value.code and "1 of 1 verdicts replayed by the kernel, no oracle" in out


def test_verifying_loads_no_sympy(in_tmp: Path) -> None:
    data = symattn.ask("x**2 > 0", let=["x: real"]).to_json()
    (in_tmp / "answer.json").write_text(json.dumps(data), encoding="utf-8")
    code = (
        "import sys, symattn\n"
        "found = symattn.verify('answer.json')\n"
        "symattn.check_page('Hence $1 < 2$.', format='markdown')\n"
        "print(found.verdict, 'sympy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == ["conditional", "False"], done.stderr

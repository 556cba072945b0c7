"""`symattn grade` on made-up classes: every planted error and no other, whatever goes wrong."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from symattn.grading.class_setting import ClassSetting, TeachersSettings, class_setting
from symattn.grading.dask_cluster import graded_by_cluster
from symattn.grading.graded_pages import Changes
from symattn.grading.kept_results import FOLDERS, KeptResults
from symattn.grading.page_grader import Graded, ToGrade, grade, steps
from symattn.grading.submissions import submissions
from symattn.language import TermError
from symattn.reading.documents.pieces import PageError
from symattn.records.record import Verdict
from symattn.records.typed_grades import grades_from_json
from symattn.writing.book import BookError

from .course_pages import RIGHT, SETTING, Made, make_broken, make_class

NIGHTLY = bool(os.environ.get("SYMATTN_NIGHTLY"))
COUNT = 26 if NIGHTLY else 6
SCHEMA = json.loads(
    (files("symattn") / "schema" / "grades.schema.json").read_text(encoding="utf-8")
)


def run(folder: Path, *words: str, check: int | None = None) -> subprocess.CompletedProcess[str]:
    """`symattn grade …` in a folder, as a process."""
    done = subprocess.run(
        [sys.executable, "-m", "symattn", "grade", *words],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=300,
    )  # fmt: skip
    assert check is None or done.returncode == check, done
    return done


def grades(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "grades.json").read_text(encoding="utf-8"))
    return found


def everything(out: Path) -> dict[str, bytes]:
    return {str(f.relative_to(out)): f.read_bytes() for f in out.rglob("*") if f.is_file()}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Made], list[str], Any]:
    """A class that is graded: its folder, what was planted, the broken ones, the process."""
    folder = tmp_path_factory.mktemp("course")
    made = make_class(folder / "class", COUNT)
    broken = make_broken(folder / "class")
    (folder / "class" / ".hidden.md").write_text("$$1 = 2$$", encoding="utf-8")
    done = run(folder, "class", "--setting", "course", "--to", "out", "--seconds", "2", check=2)
    return folder, made, broken, done


def test_every_planted_error_is_found_and_no_other(graded: Any) -> None:
    folder, made, broken, _ = graded
    found = grades(folder / "out")
    wrong = {
        page["name"]: tuple(x["number"] for x in page["lines"] if x["verdict"] != "proved")
        for page in found["pages"]
    }
    assert wrong == {one.name: one.planted for one in made} | {name: () for name in broken}
    assert all(len(page["lines"]) == 8 for page in found["pages"] if not page["problem"])


def test_what_is_broken_is_named_in_one_line_each(graded: Any) -> None:
    folder, _, broken, done = graded
    lines = [line for line in done.stderr.splitlines() if line.startswith("symattn: ")]
    assert sorted(line.split(":")[1].strip() for line in lines) == broken
    for line, part in zip(
        sorted(lines), ("JSON was expected", "an empty file", "stopped after 2 s", "UTF-8")
    ):
        assert part in line
    index = (folder / "out" / "index.html").read_text(encoding="utf-8")
    assert all(f">{name}</a>" in index for name in broken)


def test_the_tables_say_the_same(graded: Any) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    folder, made, broken, _ = graded
    found = grades(folder / "out")
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    with (folder / "out" / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["page"] for row in rows] == [page["name"] for page in found["pages"]]
    for row, page in zip(rows, found["pages"]):
        assert float(row["points"]) == page["points"]
        assert int(row["refuted"]) == page["counts"].get("refuted", 0)
    index = (folder / "out" / "index.html").read_text(encoding="utf-8")
    # cells of lines with an error, each marked as the first of its chain
    first = re.findall(r'<td class="verdict (?:refuted|conditional) first', index)
    assert len(first) == sum(len(one.planted) for one in made)


def test_the_grades_are_read_with_their_types(graded: Any) -> None:
    found = grades_from_json(grades(graded[0] / "out"))
    verdicts = {line.verdict for page in found.pages for line in page.lines}
    assert {"proved", "refuted"} <= verdicts
    with pytest.raises(TermError, match="at .*pages"):
        grades_from_json({**grades(graded[0] / "out"), "pages": [{"name": 3}]})


def test_points_are_those_of_the_setting(graded: Any) -> None:
    folder, made, _, _ = graded
    by_name = {page["name"]: page for page in grades(folder / "out")["pages"]}
    for one in made:
        lost = sum({6: 3, 8: 2}.get(n, 1) for n in one.planted)
        assert (by_name[one.name]["points"], by_name[one.name]["out_of"]) == (11 - lost, 11)


def test_nothing_personal_is_written(graded: Any) -> None:
    folder, _, _, _ = graded
    for name, data in everything(folder / "out").items():
        assert b"Secret" not in data and b"kernelspec" not in data, name
        assert str(folder).encode() not in data and str(Path.home()).encode() not in data, name


def test_links_lead_somewhere(graded: Any) -> None:
    folder, _, _, _ = graded
    index = (folder / "out" / "index.html").read_text(encoding="utf-8")
    pages = {}
    for link in set(re.findall(r'href="([^"#]*\.html)(?:#([^"]*))?"', index)):
        file = folder / "out" / link[0].replace("%7E", "~")
        pages.setdefault(file, file.read_text(encoding="utf-8"))
        assert not link[1] or f'id="{link[1]}"' in pages[file], link


def test_a_rerun_gives_the_same_bytes_and_grades_nothing(graded: Any) -> None:
    folder, _, _, done = graded
    before = everything(folder / "out")
    begun = {f: f.stat().st_mtime_ns for f in (folder / "out" / "results").iterdir()}
    again = run(folder, "class", "--setting", "course", "--to", "out", "--seconds", "2", check=2)
    assert everything(folder / "out") == before and again.stdout == done.stdout
    assert {f: f.stat().st_mtime_ns for f in (folder / "out" / "results").iterdir()} == begun


def test_hints_tell_no_repair_anywhere(tmp_path: Path) -> None:
    make_class(tmp_path / "class", 5, points=False)
    run(tmp_path, "class", "--setting", "course", "--to", "out", check=0)
    run(tmp_path, "class", "--setting", "course", "--to", "hints", "--hints", check=0)
    repairs = {x for p in grades(tmp_path / "out")["pages"] for y in p["lines"]
               for x in y["repair"]}  # fmt: skip
    assert repairs and all(
        not line["repair"] and not line["condition"]
        for page in grades(tmp_path / "hints")["pages"]
        for line in page["lines"]
    )
    right = {" ".join(one.split()) for one in RIGHT}  # they stand on pages themselves
    told = b"".join(everything(tmp_path / "hints").values()).decode()
    assert "Repair" not in told and "Condition." not in told
    assert not any(json.dumps(one)[1:-1] in told for one in repairs if one not in right)
    assert "Counterexample" in told


def test_what_changed_since_the_last_hand_in(tmp_path: Path) -> None:
    setting = ClassSetting("", TeachersSettings())
    for name in FOLDERS:
        (tmp_path / name).mkdir()
    kept = KeptResults(tmp_path)

    def hand_in(*lines: str) -> Changes | None:
        text = "\n\n".join(f"$${x}$$" for x in lines)
        task, page = kept.prepared(ToGrade("a.md", "a", "a.md", text, setting, 9.0), text)
        if page is None:
            kept.keep(task, text, found := grade(task))
            page = found.page
        return page.changes

    first, second = ("1 + 1 = 3", "2 + 2 = 4", "3 + 3 = 6"), ("1 + 1 = 2", "2 + 2 = 4", "3 = 5")
    assert hand_in(*first) is None
    assert hand_in(*first) is None  # the same file is no other hand-in
    after = hand_in(*second, "1 = 1")
    assert after == Changes((1, 4), (3,), 1, 0)
    assert hand_in(*second, "1 = 1") == after
    shown = (tmp_path / "feedback" / "a.html").read_text(encoding="utf-8")
    assert "Since the last hand-in: newly right: <a" in shown
    assert hand_in(*first[:2]) == Changes((), (1,), 1, 2)
    (tmp_path / "feedback" / "a.html").write_text("", encoding="utf-8")  # as if torn
    assert hand_in(*first[:2]) == Changes((), (1,), 1, 2)
    (tmp_path / "results" / "a.json").write_text("{", encoding="utf-8")
    assert hand_in(*first) is None


def test_two_files_of_one_name_and_names_that_are_odd(tmp_path: Path) -> None:
    for folder, value in (("a", 2), ("b", 3)):
        (tmp_path / folder / "in").mkdir(parents=True)
        (tmp_path / folder / "in" / "page.md").write_text(f"$$1 + 1 = {value}$$", encoding="utf-8")
    (tmp_path / "a" / "in~page.md").write_text("$$1 = 1$$", encoding="utf-8")
    (tmp_path / "=1+1.md").write_text("$$1 = 1$$", encoding="utf-8")
    run(tmp_path, "a", "b/in/page.md", "b", "=1+1.md", "--to", "out", check=0)
    found = grades(tmp_path / "out")["pages"]
    assert len({page["feedback"] for page in found}) == 4 == len(found)
    assert {page["name"]: page["points"] for page in found} == {
        "=1+1.md": 1, "in/page.md": 1, "in~page.md": 1, "page.md": 0,
    }  # fmt: skip
    assert "\n'=1+1.md," in "\n" + (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("points: two for each line", "line 9: expected a number of points as 2, 1/2 or 1.5; "
         "found two"),
        ("points: 1/0 for each line", "found 1/0"),
        ("points: 3", "line 9: expected points: 2 for each line; or points: 3 for"),
        (r"points: 3 for \alpha_a \to", "line 9: "),
        (r"points: 3 for \gamma = 1", "line 9: "),
        (r"points: 3 for \alpha_a = \alpha_b = \frac12", "expected one claim"),
        ("points: 2 for each line\npoints: 3 for each line", "line 10: there are points for"),
    ],
)  # fmt: skip
def test_points_that_cannot_be_read_are_refused_with_their_place(
    tmp_path: Path, line: str, said: str
) -> None:
    (tmp_path / "course.symattn").write_text(SETTING + line + "\n", encoding="utf-8")
    with pytest.raises(PageError) as refused:
        class_setting("course", [tmp_path], None)
    assert str(refused.value).startswith("setting course, line ") and said in str(refused.value)


def test_a_setting_that_a_student_brings_is_not_taken(tmp_path: Path) -> None:
    make_class(tmp_path / "class", 1, points=False)
    own = tmp_path / "class" / "student00" / "settings"
    own.mkdir()
    (own / "course.symattn").write_text("let k_a, q: real\nlet n, \\beta: real\n")
    run(tmp_path, "class", "--setting", "course", "--to", "out", check=0)
    assert grades(tmp_path / "out")["counts"] == {"proved": 8}


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("sent", ["SIGKILL", "SIGINT"])
def test_a_run_that_was_ended_goes_on_to_the_same_table(
    tmp_path: Path, graded: Any, sent: str
) -> None:
    folder, made, _, _ = graded
    words = ["class", "--setting", "course", "--to", str(tmp_path / "out"), "--seconds", "2"]
    process = subprocess.Popen(
        [sys.executable, "-m", "symattn", "grade", *words], cwd=folder,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    results = tmp_path / "out" / "results"
    while process.poll() is None and not (
        results.is_dir() and len(list(results.glob("student*.json"))) >= 2
    ):
        time.sleep(0.01)
    process.send_signal(getattr(signal, sent))
    _, said = process.communicate(timeout=60)
    assert process.returncode == (130 if sent == "SIGINT" else -9)
    if sent == "SIGINT":
        assert "stopped; " in said
        assert len(grades(tmp_path / "out")["pages"]) >= 2
    kept = {f.name: f.stat().st_mtime_ns for f in results.glob("student*.json")}
    run(folder, *words, check=2)
    assert everything(tmp_path / "out") == everything(folder / "out")
    assert kept.items() <= {f.name: f.stat().st_mtime_ns for f in results.iterdir()}.items()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of resources")
def test_a_disk_that_is_full_costs_one_line(tmp_path: Path) -> None:
    make_class(tmp_path / "class", 2)
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); "
        "from symattn.commands.cli import main; "
        "main(['grade', 'class', '--setting', 'course', '--to', 'out', '--jobs', '1'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert "cannot be written: File too large" in done.stderr
    assert not list((tmp_path / "out").glob("*.html"))


PATCHED = """
import os, sys
from symattn.checking import page_jobs
from symattn.checking.step_verdicts import check_step
def step(one, context, *others):
    if "loop" in sys.argv and one.line == 5:
        while True: pass
    if "eat" in sys.argv and one.line == 5:
        kept = []
        while True: kept.append(bytearray(1 << 24))
    if "kill" in sys.argv and one.line == 5 and not os.path.exists("killed"):
        open("killed", "w").close()
        os.kill(os.getpid(), 9)
    return check_step(one, context, *others)
page_jobs.check_step = step
from symattn.grading import page_workers
page_workers.SECONDS_PER_STEP = 0.5
page_workers.GRACE = 0.5 if "loop" in sys.argv else 9
from symattn.commands.cli import main
main(["grade", "class", "--to", "out", "--jobs", "2"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
@pytest.mark.parametrize(
    ("how", "said"), [("loop", "took too long"), *[("eat", "too much memory")] * NIGHTLY]
)
def test_a_claim_that_never_ends_or_eats_memory_costs_that_claim(
    tmp_path: Path, how: str, said: str
) -> None:
    (tmp_path / "class").mkdir()
    lines = ["1 + 1 = 2", "1 + 1 = 3", "1 + 1 < 4", "1 + 2 = 3"]
    text = "\n\n".join(f"$${x}$$" for x in lines)
    (tmp_path / "class" / "a.md").write_text(text, encoding="utf-8")
    (tmp_path / "class" / "b.md").write_text("$$1 = 1$$", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PATCHED, how], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 2, done
    first, second = grades(tmp_path / "out")["pages"]
    found = [line["verdict"] for line in first["lines"]]
    assert found == ["proved", "refuted", "undecided", "proved"]
    assert said in first["problem"] and said in done.stderr
    assert second["counts"] == {"proved": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
def test_a_process_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    text = "\n\n".join(f"$${x}$$" for x in ("1 + 1 = 2", "1 + 1 = 3", "1 + 1 < 4"))
    (tmp_path / "class" / "a.md").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PATCHED, "kill"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0 and not done.stderr and (tmp_path / "killed").exists(), done
    [page] = grades(tmp_path / "out")["pages"]
    assert [line["verdict"] for line in page["lines"]] == ["proved", "refuted", "proved"]


def test_a_page_has_so_much_time_and_keeps_its_lines(tmp_path: Path) -> None:
    text = "\n\n".join(f"$$1 + {k} = {k + 1}$$" for k in range(4))
    task = ToGrade("a.md", "a", "a.md", text, ClassSetting("", TeachersSettings()), 10.0)
    known = (Verdict("undecided", reasons=(("no result",),)),)
    *_, last = steps(task, known, 20.0)
    assert isinstance(last, Graded) and "stopped after 10 seconds" in last.page.problem
    assert [line.verdict for line in last.page.lines] == ["undecided"] * 4


@pytest.mark.skipif(not NIGHTLY, reason="nightly: a cluster takes its time to start")
def test_a_cluster_gives_the_same(tmp_path: Path, graded: Any) -> None:
    distributed = pytest.importorskip("distributed")
    folder, _, _, _ = graded
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as c:
        words = ("class", "--setting", "course", "--to", str(tmp_path / "out"), "--seconds", "2")
        run(folder, *words, "--scheduler", c.scheduler_address, check=2)
    assert everything(tmp_path / "out") == everything(folder / "out")


@pytest.mark.skipif(sys.platform == "win32", reason="no such names, and no links for everybody")
def test_a_link_and_names_that_look_alike_are_submissions_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    for name in ("b.md", "c\n.md", "c\t.md"):
        (folder / name).write_text("$$1 < 2$$", encoding="utf-8")
    (folder / "a.md").symlink_to("b.md")
    found = submissions([folder, folder / "b.md"], tmp_path / "out")
    assert [one.name for one in found] == ["a.md", "b.md", "c\ufffd.md", "c\ufffd (2).md"]
    assert len({one.slug for one in found}) == len({one.path for one in found}) == 4


@pytest.mark.parametrize("address", ["foo", "tcp://foo", "", "foo:bar", "a b:1"])
def test_an_address_without_its_port_is_one_line(address: str) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(BookError, match="expected an address with its port, as in tcp://"):
        next(graded_by_cluster([], address))


@pytest.mark.skipif(not NIGHTLY, reason="nightly: it takes its time to give up")
def test_no_scheduler_is_one_line(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    make_class(tmp_path / "class", 1)
    script = (
        "from symattn.grading import dask_cluster; dask_cluster.CONNECT = 0.3; "
        "from symattn.commands.cli import main; "
        "main(['grade', 'class', '--to', 'out', '--scheduler', 'tcp://127.0.0.1:9'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 2 and "no scheduler answers there" in done.stderr
    assert len(done.stderr.splitlines()) == 1

"""The headless commands: one JSON document, one PDF, and bad files answered with status 2 and every problem."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

PACKS = Path(__file__).parent.parent / "packs"


def manage(*arguments, **environment):
    """Run manage.py as from a fresh clone, with a database that cannot be reached."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LEVIER", "DJANGO", "DATABASE", "SECRET"))}
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=settings.BASE_DIR,
        env={**clean, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_score_prints_one_document_without_a_database():
    done = manage("score", PACKS / "worked.yaml", PACKS / "worked.json")
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document["overall"] == {"score": "31/48", "high": "37/48", "percent": "64.6", "level": 3, "partial": True}
    assert document["completeness"] == "5/6"
    assert document["plan"] == {
        "levers": ["L2"],
        "waves": [["L2"]],
        "effort": 4,
        "own_action": ["P2.1"],
        "own_steps": [],
        "provisional": True,
    }
    assert document["percent_to_target"] == "31/33"


def test_gap_report_makes_a_pdf_without_a_database(tmp_path):
    output = tmp_path / "report.pdf"
    done = manage("gap_report", PACKS / "worked.yaml", PACKS / "worked.json", "--language", "fr", "--output", output)
    assert (done.returncode, done.stderr) == (0, "")
    assert output.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("command", ["score", "gap_report"])
def test_bad_answers_end_with_status_2_and_every_problem(command, tmp_path):
    answers = tmp_path / "bad.json"
    answers.write_text('{"operator": "x", "date": "x", "answers": {"Q": {}, "P1.1a": {"value": NaN}}}')
    extra = ("--output", tmp_path / "r.pdf") if command == "gap_report" else ()
    done = manage(command, PACKS / "worked.yaml", answers, *extra)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 3
    assert "Traceback" not in done.stderr


def test_problems_speak_the_language_asked_for(tmp_path):
    answers = tmp_path / "bad.json"
    answers.write_text('{"operator": "x", "date": "2026-11-20", "answers": {"P1.1a": {"value": 7}}}')
    done = manage("score", PACKS / "worked.yaml", answers, "--language", "fr")
    assert done.returncode == 2
    assert "nombre entier" in done.stderr


def test_a_file_that_is_not_there_is_named(tmp_path):
    done = manage("score", tmp_path / "none.yaml", PACKS / "worked.json")
    assert done.returncode == 2
    assert "none.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_changes_nothing_and_needs_no_database():
    done = manage("publish_pack", settings.PACKS / "dre.yaml", "--check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "13 requirements" in done.stdout


def test_check_lists_every_problem(tmp_path):
    pack = tmp_path / "bad.yaml"
    pack.write_text(
        (PACKS / "worked.yaml").read_text(encoding="utf-8").replace("effort: 2", "effort: 9").replace("P1.1: 4", "P7: 4")
    )
    done = manage("publish_pack", pack, "--check")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2


def test_a_report_that_cannot_be_written_says_why(tmp_path):
    for output, why in ((tmp_path, "un dossier"), (tmp_path / "none" / "r.pdf", "n’existe pas")):
        done = manage("gap_report", PACKS / "worked.yaml", PACKS / "worked.json", "--language", "fr", "--output", output)
        assert done.returncode == 2
        assert why in done.stderr
        assert "Traceback" not in done.stderr


def test_paper_questionnaire_makes_a_pdf_without_answers_or_a_database(tmp_path):
    output = tmp_path / "paper.pdf"
    done = manage("paper_questionnaire", PACKS / "around.yaml", "--reading", "short", "--language", "fr", "--output", output)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", f"{output}\n")
    text = " ".join(page.extract_text() for page in PdfReader(output).pages)
    assert "Les données préalables" in text
    assert "Autre" not in text  # the whole reading asks it
    assert "☒" not in text


def test_paper_questionnaire_prints_the_answers_of_a_file(tmp_path):
    output = tmp_path / "paper.pdf"
    done = manage("paper_questionnaire", PACKS / "worked.yaml", PACKS / "worked.json", "--pillar", "P1", "--output", output)
    assert (done.returncode, done.stderr) == (0, "")
    text = " ".join(page.extract_text() for page in PdfReader(output).pages)
    assert text.count("☒") == 5
    assert "Requirement three" not in text


def test_paper_questionnaire_names_every_choice_that_the_pack_does_not_have(tmp_path):
    choices = ("--reading", "x", "--pillar", "P9", "--output", tmp_path / "paper.pdf")
    done = manage("paper_questionnaire", PACKS / "worked.yaml", *choices)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "CommandError: --reading: this pack has none; leave it out",
        "--pillar P9: write one of P1, P2",
    ]

"""Rules 1 to 6 of the house, held by walking the imports."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STAGES = {"framework", "questionnaire", "review", "visit", "report", "findings", "calibration", "roadmap"}
YAML_READER = {"yaml", "pydantic", "pydantic_core"}
DOCUMENTS = ("assessments.printing", "assessments.models.document", "assessments.tasks")
DOCUMENTS += ("readiness.whole_files", "readiness.confined")
PLAIN = {("readiness", "exact"), ("readiness", "json_text"), ("readiness", "problems")}  # what packs and answers share


def imports(path, text=None):
    """Return the dotted names that a file imports, "from a.b import c" as a.b.c, relative ones resolved."""
    package = path.relative_to(ROOT).with_suffix("").parts
    found = set()
    for node in ast.walk(ast.parse(text if text is not None else path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: -node.level], *([node.module] if node.module else [])] if node.level else [node.module]
            found |= {".".join([*base, alias.name]) for alias in node.names}
        elif (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("import_module", "__import__", "import_string")
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            found.add(str(node.args[0].value))
    return found


def within(name, *packages):
    return any(name == package or name.startswith(package + ".") for package in packages)


def broken_rules(path, text=None):
    """Return what a file imports against the rules: [(rule, name)]."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    names = imports(path, text)
    broken = []
    if parts[:2] == ("readiness", "scoring"):
        broken += [
            (1, name) for name in names
            if name.split(".")[0] not in sys.stdlib_module_names and not within(name, "readiness.scoring")
        ]  # fmt: skip
    if parts[:2] in {("readiness", "pack"), *PLAIN}:
        own = ("readiness.pack", "readiness.scoring", *(".".join(module) for module in PLAIN), *YAML_READER)
        broken += [(2, name) for name in names if name.split(".")[0] not in sys.stdlib_module_names and not within(name, *own)]
    if parts[0] == "readiness":
        broken += [(3, name) for name in names if within(name, "assessments")]
    if parts[:2] == ("assessments", "models"):
        stages = [f"assessments.{stage}" for stage in STAGES]
        broken += [(4, name) for name in names if within(name, "readiness.scoring", "assessments.scorecard", *stages)]
    if parts[0] == "assessments" and parts[1] in STAGES:
        others = [f"assessments.{stage}" for stage in {*STAGES, "documents"} - {parts[1]}]
        broken += [(5, name) for name in names if within(name, *others)]
    if parts[:2] == ("assessments", "printing"):
        broken += [(6, name) for name in names if within(name, "readiness", "assessments") and not within(name, *DOCUMENTS)]
    return broken


def source_files():
    return [path for app in ("readiness", "assessments") for path in sorted((ROOT / app).rglob("*.py"))]


def test_the_house_keeps_its_rules():
    assert {str(path.relative_to(ROOT)): broken for path in source_files() if (broken := broken_rules(path))} == {}


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        ("readiness/scoring/planted.py", "import django", 1),
        ("readiness/scoring/planted.py", "from readiness.models import Framework", 1),
        ("readiness/scoring/planted.py", "def late():\n    import yaml", 1),
        ("readiness/scoring/planted.py", "from ..models import Framework", 1),
        ("readiness/pack/planted.py", "from django.conf import settings", 2),
        ("readiness/pack.py", "import csp", 2),
        ("readiness/problems.py", "from django.utils.translation import gettext", 2),
        ("readiness/planted.py", "import assessments.models", 3),
        ("readiness/management/commands/planted.py", "from assessments import access", 3),
        ("readiness/planted.py", "from importlib import import_module\nimport_module('assessments.access')", 3),
        ("assessments/models/planted.py", "from assessments.report import pdf", 4),
        ("assessments/models/planted.py", "from readiness import scoring", 4),
        ("assessments/report/planted.py", "from assessments.visit.agenda import brief", 5),
        ("assessments/report/planted.py", "from ..review import views", 5),
        ("assessments/findings/planted.py", "from assessments.documents.make import issue", 5),
        ("assessments/printing/planted.py", "from assessments.report.case import Case", 6),
        ("assessments/printing/planted.py", "from readiness.pack import wording", 6),
    ],
)
def test_a_planted_import_is_found(path, text, rule):
    assert [found for found, _name in broken_rules(ROOT / path, text)] == [rule]

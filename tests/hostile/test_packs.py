"""Thousands of mutated packs: each is a pack or a list of problems, and never anything else."""

import time
from pathlib import Path

from django.conf import settings

from readiness.pack import Pack, parse_pack
from readiness.pack.numbers import scoring_framework
from readiness.problems import Problems
from tests.hostile.nasty import NASTY, seeds

SLOWEST_SECONDS = 10
PACKS = Path(__file__).parent.parent / "packs"
TOKENS = ["&a ", "*a", "!!python/object/apply:os.system [x]", "<<: ", "{", "}", "[", "]", "- ", ": ", "? ", ">", "#", "'"]
TOKENS += ["%YAML 9.9", "---", "...", "!", "@", "`", "1e999999999", "1/0", "0/0"]
TOKENS += ["|", "\t", '"', "[" * 50, "{a: " * 50, "\ufeff", "\x00", "\x85", "\ud7ff"]


def slices():
    """Return the packs that are mutated: the small ones whole, and the head of the large one with its first pillar."""
    found = [(PACKS / f"{name}.yaml").read_text(encoding="utf-8") for name in ("tiny", "kinds", "worked", "around")]
    dre = (settings.PACKS / "dre.yaml").read_text(encoding="utf-8")
    return [*found, dre[:30_000]]


def mutated(random, text):
    """Return the bytes of the pack with one to five things done to it."""
    lines = text.splitlines(keepends=True)
    for _change in range(random.randint(1, 5)):
        at = random.randrange(len(lines))
        match random.randrange(9):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[random.randrange(len(lines))])
            case 2:
                lines[at] = "  " * random.randrange(4) + lines[at].lstrip()
            case 3:
                column = random.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:column] + random.choice(TOKENS) + lines[at][column:]
            case 4:
                key, colon, _value = lines[at].partition(":")
                lines[at] = f"{key}{colon} {random.choice(NASTY)[:2000]}\n"
            case 5:
                other = random.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case 6:
                lines[at] = lines[at].replace(":", random.choice(["", "::", " :", ": :"]), 1)
            case 7:
                lines[at] = lines[at].rstrip("\n") + random.choice(["", " ", " #x", ","]) + "\n"
            case 8:
                lines = lines[: max(1, at)]
        lines = lines or ["\n"]
    raw = bytearray("".join(lines).encode("utf-8", "surrogatepass"))
    if random.random() < 0.2:
        for _flip in range(random.randint(1, 8)):
            raw[random.randrange(len(raw))] = random.randrange(256)
    return bytes(raw)


def told(raw):
    """Return what came of a pack: "pack", "problems", or the name of what it was not ready for."""
    try:
        pack = parse_pack.__wrapped__(raw)
        scoring_framework(pack)
    except Problems as problems:
        return "problems" if problems.problems and all(problem.text() for problem in problems.problems) else "nothing told"
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:100]}"
    return "pack" if isinstance(pack, Pack) else "no pack"


def test_a_mutated_pack_is_a_pack_or_its_problems():
    texts, came, wrong = slices(), {}, []
    for seed, random in seeds("packs"):
        raw, begin = mutated(random, random.choice(texts)), time.monotonic()
        outcome = told(raw)
        came[outcome] = came.get(outcome, 0) + 1
        if outcome not in ("pack", "problems") or time.monotonic() - begin > SLOWEST_SECONDS:
            wrong.append((seed, outcome, round(time.monotonic() - begin, 1)))
    assert wrong == []
    assert came["pack"] and came["problems"] > came["pack"]  # the mutations bite, and not always


def test_what_a_reader_is_not_ready_for_would_be_found(monkeypatch):
    monkeypatch.setattr("readiness.pack.validation.languages", lambda data: data["framework"]["languages"])
    assert {told(mutated(random, slices()[0])) for _seed, random in seeds("packs")} - {"pack", "problems"}

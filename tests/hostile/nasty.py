"""What hostile people type: values that have broken forms, databases and pages before, and how many tries a run makes.

LEVIER_HOSTILE=10000 makes the full number of tries (`make hostile`); the suite makes a few hundred of each.
"""

import os
import random

TRIES = int(os.environ.get("LEVIER_HOSTILE", "400"))
MARK = "levier-mark"
SCRIPT = f"<script>alert('{MARK}')</script>\"'><img src=x onerror=alert('{MARK}')>"

NASTY = [
    "", " ", "\t", "\r\n", "0", "-0", "-1", "1", "2", "5", "6", "99999999999999999999", "1e999", "-1e-999", "NaN",
    "Infinity", "1,200", "1.200", "1 200", "1\u00a0200", "\u0663", "\uff13", "\u00bd", "1/0", "0x10", "1_000", "+1",
    "1" * 5000, "9" * 61, "0." + "1" * 61, "none", "None", "null", "true", "yes", "no", "partly", "on", "[]", "{}", "[1]",
    "{\"a\": 1}", "a" * 100_000, "é" * 30_000, "\u202eabc", "\u200b", "\ufeff", "\ufffd", "\u2028", "a\u0000b", "\u0007",
    "\u001b[31m", "\U0001f600", SCRIPT, "{{ settings.SECRET_KEY }}", "{% debug %}", "%s%n%x", "%(a)s",
    "'; DROP TABLE users; --", "1 OR 1=1", "../../etc/passwd", "..\\..\\x", "file:///etc/passwd", "javascript:alert(1)",
    "http://127.0.0.1:1/", "https://[::1", "https://user@", "//example.org", "=HYPERLINK(1)", "@SUM(1)", "-2+3",
    "2026-02-30", "0000-00-00", "9999-12-31", "20/11/2026", "00000000-0000-0000-0000-000000000000", "xx-YY", "en", "fr",
    "fr\r\nSet-Cookie: a=b", "next", "P1.1", "P1.1a", "R1a", "a:value", ":", "::", "a:b:c", "\\", "\\u0000",
]  # fmt: skip


def seeds(salt):
    """Return one random generator for each try; a failure names its seed, which makes the same try again."""
    return [(seed, random.Random(f"{salt}-{seed}")) for seed in range(TRIES)]

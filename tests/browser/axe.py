"""What axe says of a page."""

from axe_playwright_python.sync_playwright import Axe

ONLY_WHAT_IS_WRONG = {"resultTypes": ["violations"]}  # what passes is not collected: twice as quick


def violations(page):
    """Return [(rule, [where on the page])] of each rule that is broken."""
    found = Axe().run(page, options=ONLY_WHAT_IS_WRONG).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]

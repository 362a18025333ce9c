"""The name of a country in a language, from CLDR; a code that belongs to no country stays a code."""

from functools import cache

from babel import Locale

TERRITORIES = {  # a member of the UPU that is several territories stands under the code of its first
    "AI": "AI BM VG KY FK GI IO MS PN SH GS TC",
    "AW": "AW CW SX",
}
SHOWN = 3  # of the territories of one member


@cache
def _names(language):
    return Locale.parse(language, sep="-").territories


def country_name(code, language):
    """Return the name; a member of several territories is called by the first of them."""
    codes = TERRITORIES.get(code, code).split()
    names = [_names(language)[each] if each in _names(language) and not each.startswith("X") else each for each in codes]
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")

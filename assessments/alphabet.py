"""The order of words as a dictionary of the reader's language has it."""

import unicodedata


def alphabetical(term: str) -> str:
    """Return what a term is sorted by: accents, capitals and ligatures apart."""
    plain = unicodedata.normalize("NFKD", term.casefold().replace("œ", "oe"))
    return "".join(char for char in plain if not unicodedata.combining(char))

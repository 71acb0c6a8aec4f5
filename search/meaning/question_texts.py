"""A question's text as the encoder and the caches know it."""

import unicodedata

from search.meaning.encoders import MAX_QUERY_CHARACTERS

FEWEST_LETTERS = 3
READ_CHARACTERS = 4 * MAX_QUERY_CHARACTERS  # of a longer text the rest is never looked at
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, marks of direction, halves of pairs, unknown


def question_text(text: str) -> str:
    """Visible characters, single spaces, at most 200 characters; empty when there is too little to mean anything."""
    composed = unicodedata.normalize("NFC", text[:READ_CHARACTERS])
    visible = composed if composed.isprintable() else _without_invisible(composed)
    cut = " ".join(visible.split())[:MAX_QUERY_CHARACTERS].strip()
    if sum(sign.isalpha() for sign in cut) < FEWEST_LETTERS:
        return ""
    return cut.lower() if cut.isupper() else cut


def _without_invisible(text: str) -> str:
    return "".join(" " if unicodedata.category(sign) in INVISIBLE else sign for sign in text)

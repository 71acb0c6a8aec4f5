"""Case, diacritics and width taken away: what makes "Café", "CAFE" and "ｃａｆé" one word."""

import re
import unicodedata
from functools import lru_cache

KEPT_WORDS = 10_000
LONGEST_KEPT = 64

_COMBINING_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)  # Latin, Greek, Cyrillic, Hebrew and Arabic; the Arabic stretching line too
_SEPARATED_CATEGORIES = frozenset({"Cc", "Zl", "Zp"})
_DROPPED_CATEGORIES = frozenset({"Cf", "Cs", "Co", "Cn"})  # zero-width, direction, surrogates, private, unassigned
# Letters that are none with a mark for Unicode, but are left out or written so on a keyboard without them.
_WRITTEN_AS = str.maketrans(
    {
        "\u0142": "l",  # Polish
        "\u0131": "i",  # Turkish, without its dot
        "\u00f8": "o",
        "\u0111": "d",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u0491": "\u0433",  # Ukrainian
        "\u0629": "\u0647",  # Arabic, at the end of a word
        "\u0649": "\u064a",
    }
)
_SUSPECT = re.compile("[^\u0020-\u007e\u00a1-\u00ac\u00ae-\u036f\u0370-\u0377\u0400-\u052f]")


def readable(text: str) -> str:
    """Without characters that show nothing: control characters become spaces, the others go."""
    return _SUSPECT.sub(_readable, text)


def _readable(match: re.Match[str]) -> str:
    character = match.group()
    category = unicodedata.category(character)
    if category in _SEPARATED_CATEGORIES:
        return " "
    return "" if category in _DROPPED_CATEGORIES else character


def fold(text: str) -> str:
    """Lower case without diacritics; ligatures, sharp s and full-width letters written out."""
    if text.isascii():
        return text.lower()
    return " ".join([word.lower() if word.isascii() else _folded(word) for word in text.split(" ")])


def _folded(word: str) -> str:
    """Of a text all the same; but most words of most texts are plain, and nothing folded reaches across a space."""
    return _folded_and_kept(word) if len(word) <= LONGEST_KEPT else _folded_anew(word)


def _folded_anew(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", readable(word).casefold())
    bare = _COMBINING_MARKS.sub("", decomposed).casefold().translate(_WRITTEN_AS)
    return unicodedata.normalize("NFC", bare)


_folded_and_kept = lru_cache(maxsize=KEPT_WORDS)(_folded_anew)

"""Words that say nothing about the subject: beside another word they weigh nothing, alone they still find.

``stop_words.txt`` holds them, Dutch and those of neighbours and newcomers: a question in another language is no more in
doubt for the small words in it.
"""

from pathlib import Path

from search.words.folding import fold

FILE = Path(__file__).with_name("stop_words.txt")
_LINES = FILE.read_text(encoding="utf-8").splitlines()
STOP_WORDS = frozenset(fold(" ".join(line for line in _LINES if not line.startswith("#"))).split())

"""The passages of an initiative whose meaning is compared with a question's: public text only, at most three.

The whole says what it is about; the summary, counted once more, keeps it from drowning in names and labels; the
subjects, its themes and target groups with their synonyms, say in plain words what it belongs to. A passage of its own
for the title helped nothing: names are for the words to find.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from initiatives.models import Initiative

MAX_PASSAGE_CHARACTERS = 1200  # about 200 words; an encoder's time grows with them
MAX_PART_CHARACTERS = 600
HASH_CHARACTERS = 32


@dataclass(frozen=True)
class Passages:
    """Texts of one entry, the whole first; then the summary, then the subjects; never twice the same."""

    key: int
    texts: tuple[str, ...]


def passages_for(keys: Collection[int]) -> Iterator[Passages]:
    """Passages of the published ones among the keys, in a constant number of queries."""
    rows = Initiative.objects.published().filter(pk__in=keys).order_by("pk")
    for initiative in rows.prefetch_related("themes", "target_groups"):
        yield passages_of(initiative)


def passages_of(initiative: Initiative) -> Passages:
    names = ", ".join([initiative.title, *initiative.aliases])
    subjects = [*initiative.themes.all(), *initiative.target_groups.all()]
    parts = [
        names,
        initiative.summary,
        initiative.intended_result,
        initiative.target_group_note,
        ", ".join(theme.name for theme in initiative.themes.all()),
        ", ".join(group.name for group in initiative.target_groups.all()),
    ]
    whole = _cut("\n".join(_cut(part, MAX_PART_CHARACTERS) for part in parts if part), MAX_PASSAGE_CHARACTERS)
    expanded = "\n".join(", ".join([subject.name, *subject.synonyms]) for subject in subjects)
    texts = (whole, _cut(initiative.summary, MAX_PART_CHARACTERS), _cut(expanded, MAX_PART_CHARACTERS))
    return Passages(initiative.pk, tuple(dict.fromkeys(text for text in texts if text)))


def content_hash(encoder: str, text: str) -> str:
    """Names what one encoder makes of one text: half of a SHA-256, so that no two texts share it."""
    return hashlib.sha256(f"{encoder}\0{text}".encode(errors="replace")).hexdigest()[:HASH_CHARACTERS]


def _cut(text: str, length: int) -> str:
    """At most ``length`` characters of it, whole words."""
    text = text.strip()
    if len(text) <= length:
        return text
    return text[: length + 1].rsplit(None, 1)[0][:length]

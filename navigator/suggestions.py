"""What a visitor may have meant with an address that doesn't exist."""

import logging
import re
from dataclasses import dataclass
from urllib.parse import unquote

from initiatives.models import Initiative
from search.query import MAX_TERMS, MAX_TEXT_LENGTH, SearchQuery
from search.visible import search_visible

MOST_SUGGESTIONS = 5
_WORD = re.compile(r"[^\W_]{3,40}")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Suggestion:
    title: str
    url: str


def suggested_initiatives(path: str) -> tuple[Suggestion, ...]:
    """Published initiatives that have words of the last part of ``path``; none when search doesn't work now."""
    text = _words_of(path)
    if not text:
        return ()
    try:
        ids = search_visible(SearchQuery(text=text, page_size=MOST_SUGGESTIONS)).ids
    except Exception:
        logger.exception("No suggestions for a missing page")
        return ()
    # The index may be a moment behind; what the public may see is decided here.
    rows = Initiative.objects.published().filter(pk__in=ids).only("title", "slug").in_bulk()
    found = [rows[pk] for pk in ids if pk in rows]
    return tuple(Suggestion(row.title, row.get_absolute_url()) for row in found)


def _words_of(path: str) -> str:
    last_part = next((part for part in reversed(unquote(path).split("/")) if part), "")
    return " ".join(_WORD.findall(last_part[:MAX_TEXT_LENGTH])[:MAX_TERMS])

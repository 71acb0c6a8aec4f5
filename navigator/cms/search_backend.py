"""Wagtail's database search with its questions cleaned first: on SQLite a ``"`` in a search box was a server error."""

from typing import Any

from wagtail.search.backends import database

MAX_QUESTION_LENGTH = 200
MAX_TERMS = 12
KEPT_MARKS = frozenset("-_.@'\u2019")


def cleaned_question(question: str) -> str:
    """Letters, digits and a few marks; at most 200 characters and twelve terms."""
    kept = (character if character.isalnum() or character in KEPT_MARKS else " " for character in question)
    terms = "".join(kept)[:MAX_QUESTION_LENGTH].split()
    return " ".join(term for term in terms[:MAX_TERMS] if any(character.isalnum() for character in term))


class CleanedQuestions:
    """Mixed into whichever backend the database has."""

    def _search(self, query_compiler_class: Any, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        if isinstance(query, str):
            query = cleaned_question(query)
        return super()._search(query_compiler_class, query, model_or_queryset, **kwargs)  # type: ignore[misc]  # a mixin


def SearchBackend(params: dict[str, Any]) -> Any:
    """The database's own backend, with cleaned questions."""
    backend_class = type(database.SearchBackend(dict(params)))
    return type(f"Cleaned{backend_class.__name__}", (CleanedQuestions, backend_class), {})(params)

"""Links a page shows."""

from dataclasses import dataclass
from urllib.parse import urlencode

# The directory lies above the domain, which knows its address and its parameters but none of its code.
DIRECTORY_PATH = "/zoeken/"


@dataclass(frozen=True)
class Link:
    """``note`` says in a few words why it is here; empty when the label says enough."""

    label: str
    url: str
    note: str = ""


def directory_url(**selections: str) -> str:
    """The directory narrowed to these facet values, for example ``gebied="kerkrade"``."""
    return f"{DIRECTORY_PATH}?{urlencode(selections)}" if selections else DIRECTORY_PATH

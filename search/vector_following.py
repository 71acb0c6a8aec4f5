"""Has the vectors of the chosen encoder follow the ledger, as an index of their own that never delays the words'.

Once a day it throws away those of texts that are gone.
"""

import logging
from pathlib import Path

from django.conf import settings
from django.db import transaction

from search import ledger, registry
from search.locks import exclusive_lock
from search.meaning import forgetting, upkeep
from search.progress import Progress, say_nothing

logger = logging.getLogger(__name__)

KIND = "vectors"
MAX_CALLS_PER_DRAIN = 10_000


class NotEncodedError(Exception):
    """The encoder did not take the text; what it said stands in the log."""


def has_work() -> bool:
    name = upkeep.consumer_name()
    return name is not None and (not registry.is_known(name) or ledger.has_dirty(name) or registry.is_untidy(name))


def is_complete() -> bool:
    """Whether every initiative once had its vectors under the chosen encoder; from then on they follow changes."""
    name = upkeep.consumer_name()
    return name is None or registry.state_of(name) == registry.LIVE


def drain(*, wait: bool = True, progress: Progress = say_nothing) -> int:
    """Bring the vectors up to date; returns how many entries were settled.

    Ends early when the encoder takes nothing: whoever calls again decides when.
    """
    name = upkeep.consumer_name()
    if name is None:
        return 0
    with exclusive_lock(Path(settings.SEARCH_INDEX_DIR) / f"indexer-{KIND}.lock", wait=wait) as is_held:
        return _drain_held(name, progress) if is_held else 0


def _drain_held(name: str, progress: Progress) -> int:
    _register_once(name)
    settled = 0
    for _ in range(MAX_CALLS_PER_DRAIN):
        done = _follow(name)
        settled += done
        left = ledger.pending_count(name)
        progress(settled, settled + left)
        if not left and registry.state_of(name) == registry.FILLING:
            registry.make_live(name)
        if not done or not left:
            break
    if registry.is_untidy(name):
        forgetting.forget_unused(between=lambda: _follow(name))
        registry.set_tidied(name)
    return settled


def _register_once(name: str) -> None:
    """Register the encoder's vectors on first use, and have them follow all there is; again, if that was broken off."""
    row = registry.attend(name)
    if row is None:
        registry.register(name, KIND)
    if row is None or row.state == registry.BUILDING:
        with transaction.atomic():
            ledger.pend_all(name)
            registry.set_state(name, registry.FILLING)


def _follow(name: str) -> int:
    versions = {entry.key: entry.want for entry in ledger.dirty_keys(name)}
    if not versions:
        return 0
    done = upkeep.follow(versions)
    ledger.settle(name, {key: versions[key] for key in done})
    if not done:
        key = min(versions)
        ledger.postpone(name, key, versions[key], NotEncodedError("see the log"))
    return len(done)

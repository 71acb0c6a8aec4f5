"""How many threads the encoders and NumPy may use in the processes of meaning."""

import os

MOST = 4
SPINS = 2000  # turns of a loop; some tens of microseconds


def threads_here() -> int:
    """How many threads to encode passages with: half the processors, at most four. Visitors come first."""
    return max(1, min(MOST, _processors() // 2))


def threads_for_questions() -> int:
    """How many threads to encode a question with, for which somebody waits: two where there are two processors."""
    return max(threads_here(), min(2, _processors()))


def thread_limits(threads: int) -> dict[str, str]:
    """The environment that keeps an encoder to so many threads, and NumPy to those of passages.

    Encoding a text is hundreds of small pieces of work. A thread that waits for the next one spins for a moment before
    it sleeps: never, and waking it costs what it saves; for long, as is usual, and a question takes ten times as long
    as soon as something else wants a processor too (ADR 0010 has the figures).
    """
    return {
        "OMP_NUM_THREADS": str(threads),
        "OPENBLAS_NUM_THREADS": str(threads_here()),
        "OMP_WAIT_POLICY": "PASSIVE",  # for the libraries that do not know the next
        "GOMP_SPINCOUNT": str(SPINS),
    }


def _processors() -> int:
    return os.cpu_count() or 1

"""Models of the wiring: only the counters of the rate limits."""

from navigator.security.models import RateCount

__all__ = ["RateCount"]

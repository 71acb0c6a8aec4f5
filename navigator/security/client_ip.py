"""Which network address a request comes from, as far as our own proxies vouch for it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
IPV6_HOUSEHOLD_PREFIX = 64  # one connection usually has a whole /64 to choose addresses from


def client_address(request: HttpRequest) -> Address | None:
    """The client's address: the hop that the outermost trusted proxy saw; ``None`` when there is none.

    ``NAVIGATOR_TRUSTED_PROXIES`` proxies stand before the application. Each appends the address it saw to
    ``X-Forwarded-For``, so the client is that many hops from the right; what stands left of it can be made up.
    """
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if settings.NAVIGATOR_TRUSTED_PROXIES else []
    seen = [hop.strip() for hop in hops][-settings.NAVIGATOR_TRUSTED_PROXIES :]
    return _parsed(seen[0]) if seen and seen[0] else _parsed(request.META.get("REMOTE_ADDR", ""))


def client_network(request: HttpRequest) -> str | None:
    """What to count a client by: an IPv4 address or an IPv6 /64.

    ``None`` for the machine itself: somebody trying it out, or a proxy that was not declared, behind which all
    visitors look like one.
    """
    address = client_address(request)
    if address is None or address.is_loopback:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address, IPV6_HOUSEHOLD_PREFIX), strict=False))


def _parsed(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address

"""Whom a request counts for: only what our own proxies say is believed."""

import pytest
from django.test import RequestFactory

from navigator.security.client_ip import client_network


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "expected"),
    [
        (0, "192.0.2.7", "", "192.0.2.7"),
        (0, "192.0.2.7", "198.51.100.1", "192.0.2.7"),  # made up: nobody vouches for it
        (1, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),  # the left one is made up
        (2, "10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "192.0.2.7", "", "192.0.2.7"),
        (1, "192.0.2.7", "unknown", None),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:192.0.2.7", "", "192.0.2.7"),
        (0, "127.0.0.1", "", None),
        (0, "::1", "", None),
        (0, "", "", None),
    ],
)
def test_a_client_is_what_the_outermost_trusted_proxy_saw(settings, proxies, peer, forwarded, expected):
    settings.NAVIGATOR_TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)
    assert client_network(request) == expected

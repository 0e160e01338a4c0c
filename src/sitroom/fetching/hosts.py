"""Which hosts and addresses may be asked, decided on the address that is connected to."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from sitroom.errors import Unreachable
from sitroom.fetching.patience import Unanswered

Address = IPv4Address | IPv6Address
Lookup = Callable[..., list]

PORTS = {"http": 80, "https": 443}
# Where clouds hand out their machines' secrets, besides the link-local addresses.
_METADATA = tuple(
    map(ip_network, ("100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32", "fd00:ec2::/32"))
)
_EMBEDDING = ip_network("64:ff9b::/96")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.I)
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.\-]*[a-z0-9_])?", re.I)


@dataclass(frozen=True)
class Door:
    """The hosts that one source may ask: that of its own address and those it names besides."""

    hosts: frozenset[str]
    # Those of them that say themselves that they are this machine.
    loopback: frozenset[str]
    lookup: Lookup = field(default=socket.getaddrinfo, compare=False)

    @classmethod
    def of(cls, url: str, hosts: Iterable[str] = (), lookup: Lookup = socket.getaddrinfo) -> Door:
        """Return the door of a source: the host of its url, and the hosts it declares."""
        known = frozenset({host_of(url), *(host.lower().rstrip(".") for host in hosts)})
        return cls(known, frozenset(filter(_names_loopback, known)), lookup)

    def admit(self, url: str) -> SplitResult:
        """Return the url in parts; Unreachable when its scheme or host is not allowed."""
        parts = urlsplit(url)
        if parts.scheme not in PORTS:
            raise _refused(f"It leads to `{parts.scheme}:`.", "http or https")
        if trouble := trouble_of(url):
            raise _refused(trouble, "a plain address")
        if host_of(url) not in self.hosts:
            raise _refused(
                f"It leads to the host {host_of(url)}.",
                "one of: " + ", ".join(sorted(self.hosts)),
                'if that is right, declare it: fetch = { hosts = ["…"] }',
            )
        return parts

    def addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses of a host that may be connected to; Unreachable when one may not."""
        try:
            found = self.lookup(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unanswered(f"The name {host} does not resolve.") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if why := _why_not(address, may_loop=host.lower().rstrip(".") in self.loopback):
                raise _refused(f"{host} is {address}, {why}.", "a machine of the network")
        return addresses


def host_of(url: str) -> str:
    """Return the host of a url in lower case, without a dot at its end."""
    return (urlsplit(url).hostname or "").rstrip(".")


def trouble_of(url: str) -> str:
    """Say what is wrong with the host of a url as it is written, or nothing."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        return f"It cannot be read: {error}."
    if "@" in parts.netloc:
        return "It carries a user's name before the host."
    if not host:
        return "It names no host."
    if not host.isascii() or "%" in host or "\\" in url:
        return f"Its host is written {host!r}."
    try:
        address = ip_address(host)
    except ValueError:
        if _NUMERIC.fullmatch(host):
            return f"Its host {host} is a number in an odd form."
        return "" if _NAME.fullmatch(host) else f"Its host is written {host!r}."
    why = _why_not(str(address), may_loop=True)
    return f"{host} is {why}." if why else ""


def _why_not(text: str, *, may_loop: bool) -> str:
    try:
        address = _inner(ip_address(text.partition("%")[0]))
    except ValueError:
        return "no address"
    if address.is_loopback:
        return "" if may_loop else "this very machine"
    if address.is_link_local or any(address in network for network in _METADATA):
        return "an address of the machine's own network or of a cloud's secrets"
    if address.is_multicast or address.is_unspecified or address.is_reserved:
        return "no machine's address"
    return ""


def _inner(address: Address) -> Address:
    """Return the address of the older kind that one of the newer kind may carry."""
    if isinstance(address, IPv6Address):
        if address in _EMBEDDING:
            return IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or address
    return address


def _names_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _refused(found: str, expected: str, todo: str = "") -> Unreachable:
    return Unreachable(found, expected, todo, code="E_HOST")

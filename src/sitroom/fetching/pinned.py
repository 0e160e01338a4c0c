"""Names that S3's client asks for, looked up once: it connects to the addresses checked."""

from __future__ import annotations

import asyncio
import socket

from aiohttp.abc import AbstractResolver, ResolveResult

from sitroom.fetching.hosts import Door, host_of


class Pinned(AbstractResolver):
    """Hands out the checked addresses of a name, the same for as long as a fetch lasts."""

    def __init__(self, endpoint: str) -> None:
        """Look up the endpoint's own name; Unreachable when it may not be connected to.

        Without an endpoint of one's own every name is looked up when the client asks for it.
        """
        self._endpoint, self._door = host_of(endpoint), Door.of(endpoint)
        self._found: dict[str, list[str]] = {}
        if endpoint:
            where = self._door.admit(endpoint)
            self.addresses(self._endpoint, where.port or 443)

    def addresses(self, host: str, port: int) -> list[str]:
        """Return a name's addresses, as they were when it was first asked for."""
        name = host.lower().rstrip(".")
        # A bucket's name stands in front of the server's. Of this machine there is no other.
        if self._endpoint in self._door.loopback and name.endswith("." + self._endpoint):
            name = self._endpoint
        if name not in self._found:
            self._found[name] = self._door.addresses(name, port)
        return self._found[name]

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return what the client connects to; it never looks up a name itself."""
        addresses = await asyncio.to_thread(self.addresses, host, port)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
            if family in (socket.AF_UNSPEC, socket.AF_INET6 if ":" in address else socket.AF_INET)
        ]

    async def close(self) -> None:
        """Hold nothing that needs closing."""

"""The one HTTP client: it asks what it is told to, within limits, and writes the body to a file."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpcore2
import httpx2

from sitroom import clock
from sitroom.errors import Unreachable, UsageError
from sitroom.fetching.hosts import PORTS, Door
from sitroom.fetching.patience import MB, Patience, Unanswered, wait_of
from sitroom.reading.refusal import refuse

_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Answer:
    """One answer: its status, where it came from in the end, its headers and its body's file."""

    status: int
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: Path | None = None


def get(
    url: str,
    into: Path,
    *,
    door: Door,
    patience: Patience,
    trust: ssl.SSLContext,
    headers: dict[str, str] | None = None,
    proxy: str = "",
) -> Answer:
    """Return the answer to a GET, its body written to the file `into`.

    A `proxy` is asked in place of the hosts, whose names are checked all the same; what address
    a name means, only the proxy knows then.
    The headers go to the host of `url` and to no other. Raises Unanswered for what may be tried
    again, Unreachable and UnreadableFile for what may not.
    """
    home, line = _origin(url), _Line(Door.of(proxy) if proxy else door, patience)
    asked = {"Accept-Encoding": "gzip", "User-Agent": "sitroom"}
    with (
        _told_plainly(patience),
        httpx2.Client(transport=_Transport(trust, line, proxy), trust_env=False) as client,
    ):
        for _ in range(patience.hops + 1):
            door.admit(url)
            own = (headers or {}) if _origin(url) == home else {}
            with client.stream("GET", url, headers=asked | own, timeout=patience.read) as response:
                if response.status_code not in _REDIRECTS:
                    return _taken(response, url, into, patience)
                url = urljoin(url, response.headers.get("location", ""))
    raise Unreachable(
        f"It sends on more than {patience.hops} times.", "an answer", code="E_REDIRECTS"
    )


def trust_of(ca: Path | None) -> ssl.SSLContext:
    """Return what certificates are checked against: the system's store, or a file of the site."""
    try:
        return ssl.create_default_context(cafile=ca)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(
            f"The file of certificates {ca} cannot be read: {error}", "certificates as PEM text"
        ) from error


def _taken(response: httpx2.Response, url: str, into: Path, patience: Patience) -> Answer:
    status, headers = response.status_code, dict(response.headers)
    if status == 304:
        return Answer(status, url, headers)
    if status == 429 or status >= 500:
        wait = wait_of(headers.get("retry-after"), clock.now())
        raise Unanswered(f"It answers with {status}.", code="E_STATUS", wait=wait)
    if not 200 <= status < 300:
        raise Unreachable(
            f"It answers with {status}.",
            "200",
            "check the address, and the key or password it may want",
            code="E_STATUS",
        )
    packed = headers.get("content-encoding", "").strip().lower()
    written = 0
    with into.open("wb") as file:
        for piece in _unpacked(response.iter_raw(), packed):
            written += file.write(piece)
            if written > patience.body:
                raise refuse(
                    "E_TOO_LARGE",
                    f"Its answer is larger than {patience.body / MB:,.0f} MB unpacked.",
                    "a smaller answer",
                    "ask for less (a query, pages), or fetch it to a watched folder",
                )
    return Answer(status, url, headers, into)


def _unpacked(chunks: Iterable[bytes], packed: str) -> Iterator[bytes]:
    """Yield a body piece by piece; what is packed is unpacked a megabyte at a time."""
    if packed in ("", "identity"):
        yield from chunks
        return
    if packed not in ("gzip", "x-gzip"):
        raise refuse("E_PACKED", f"Its answer is packed as {packed!r}.", "gzip, or as it is")
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    for chunk in chunks:
        while chunk:
            if inflate.eof:
                inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
            yield inflate.decompress(chunk, MB)
            chunk = inflate.unconsumed_tail or inflate.unused_data
    if not inflate.eof:
        raise Unanswered("Its answer was cut off.", code="E_CUT_OFF")


@contextmanager
def _told_plainly(patience: Patience) -> Iterator[None]:
    """Tell the library's errors in ours."""
    try:
        yield
    except (httpx2.ReadTimeout, httpx2.WriteTimeout) as error:
        raise Unreachable(
            f"Its answer did not come within {patience.read:g} s of silence or {patience.total:g} s"
            " in all.",
            "a faster answer",
            "it is asked again at its next cadence",
            code="E_SLOW",
        ) from error
    except httpx2.TransportError as error:
        if _is_untrusted(error):
            raise Unreachable(
                f"Its certificate is not trusted: {error}",
                "a certificate that the system's store, or the file `ca`, vouches for",
                'a private one is declared: fetch = { ca = "our-ca.pem" }',
                code="E_TLS",
            ) from error
        if "complete message body" in str(error) or "incomplete chunked" in str(error):
            raise Unanswered("Its answer was cut off.", code="E_CUT_OFF") from error
        raise Unanswered(f"It does not answer: {error or type(error).__name__}.") from error
    except zlib.error as error:
        raise refuse(
            "E_PACKED", f"Its answer is no gzip: {error}.", "a body as announced"
        ) from error
    except httpx2.InvalidURL as error:
        raise Unreachable(f"It leads to no address: {error}", "a url", code="E_HOST") from error


def _is_untrusted(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = httpx2.URL(url)
    return parts.scheme, parts.host.rstrip("."), parts.port or PORTS.get(parts.scheme)


class _Transport(httpx2.HTTPTransport):
    """The library's transport, on a line of ours."""

    def __init__(self, trust: ssl.SSLContext, line: _Line, proxy: str) -> None:
        super().__init__(verify=trust, trust_env=False)
        if proxy:
            self._pool = httpcore2.HTTPProxy(proxy, ssl_context=trust, network_backend=line)
        else:
            self._pool = httpcore2.ConnectionPool(ssl_context=trust, network_backend=line)


class _Line(httpcore2.NetworkBackend):
    """Connects to the address that was checked, and ends when the time for all of it is up."""

    def __init__(self, door: Door, patience: Patience) -> None:
        self._door, self._until = door, time.monotonic() + patience.total

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *rest: Any, **more: Any
    ) -> httpcore2.NetworkStream:
        addresses = self._door.addresses(host, port)
        for number, address in enumerate(addresses, 1):
            try:
                left = _left(self._until, timeout)
                stream = httpcore2.SyncBackend().connect_tcp(address, port, left, *rest, **more)
                return _Timed(stream, self._until)
            except httpcore2.ConnectError:
                if number == len(addresses):
                    raise
        raise httpcore2.ConnectError(f"{host} has no address")


class _Timed(httpcore2.NetworkStream):
    """A connection whose every wait ends with the time for all of it."""

    def __init__(self, inner: httpcore2.NetworkStream, until: float) -> None:
        self._inner, self._until = inner, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._until, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = _left(self._until, timeout)
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, left), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(until: float, timeout: float | None) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time for all of it is up")
    return min(left, timeout) if timeout else left

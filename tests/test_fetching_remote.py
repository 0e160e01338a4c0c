"""Files on S3 and SFTP, against a real S3 server and Debian's sshd on this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fetched import LOG, ROW, code_of, fetched, load_again, loaded, with_source

from sitroom.fetching.hosts import Door
from sitroom.settings import open_site
from sitroom.store.record import open_record


@dataclass(frozen=True)
class Far:
    """A folder on another machine: how it is declared, and where it really lies."""

    url: str
    fetch: dict
    put: object

    def declared(self, site: Path, rest: str = "") -> None:
        with_source(site, self.url + rest, fetch=self.fetch)


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Far:
    import fsspec

    monkeypatch.setenv("S3_USER", "office-key")
    monkeypatch.setenv("S3_SECRET", "s3cret-of-the-bucket")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    bucket = tmp_path.name.replace("_", "-")[:40].strip("-") + str(abs(hash(tmp_path)))[:8]
    disk = fsspec.filesystem(
        "s3", key="office-key", secret="s3cret-of-the-bucket", endpoint_url=s3_server,
        skip_instance_cache=True, use_listings_cache=False,
    )  # fmt: skip
    disk.mkdir(bucket)
    return Far(
        f"s3://{bucket}/log",
        {"user": "env:S3_USER", "password": "env:S3_SECRET", "endpoint": s3_server},
        lambda name, text: disk.pipe(f"{bucket}/log/{name}", text.encode()),
    )


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    server, keygen = Path("/usr/sbin/sshd"), shutil.which("ssh-keygen")
    if not server.exists() or not keygen:
        pytest.skip("sshd is not installed (apt-get install openssh-server)")
    home, port = tmp_path_factory.mktemp("sshd"), free_port()
    for name in ("host", "user"):
        subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", home / name], check=True)
    shutil.copy(home / "user.pub", home / "authorized")
    (home / "authorized").chmod(0o600)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    (home / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {home / 'host'}\nPidFile none\n"
        f"AuthorizedKeysFile {home / 'authorized'}\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nSubsystem sftp internal-sftp\n"
    )
    host_key = (home / "host.pub").read_text()
    (home / "known_hosts").write_text(f"[127.0.0.1]:{port} {host_key}")
    command = [server, "-D", "-e", "-f", home / "config"]
    with subprocess.Popen(command, stderr=(home / "log").open("wb")) as running:
        try:
            wait_for(port)
            yield port, home
        finally:
            running.terminate()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port: int) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < end, "sshd did not start"
            time.sleep(0.1)


@pytest.fixture
def sftp(sshd: tuple[int, Path], tmp_path: Path, site: Path) -> Far:
    import getpass

    port, home = sshd
    folder = tmp_path / "far"
    folder.mkdir()
    for name in ("user", "known_hosts"):
        shutil.copy(home / name, site / name)
    return Far(
        f"sftp://{getpass.getuser()}@127.0.0.1:{port}{folder}",
        {"key_file": "user", "known_hosts": "known_hosts"},
        lambda name, text: (folder / name).write_text(text),
    )


@pytest.fixture(params=["s3", "sftp"])
def far(request: pytest.FixtureRequest) -> Far:
    return request.getfixturevalue(request.param)


def test_all_files_of_a_folder_are_loaded_and_unchanged_ones_not_fetched_again(site, far) -> None:
    far.put("1.csv", LOG + ROW.format(1))
    far.put("2.csv", LOG + ROW.format(2))
    far.declared(site)
    here = open_site(site)
    with open_record(here) as record:
        first = load_again(here, record)
        again = load_again(here, record)
        far.put("3.csv", LOG + ROW.format(3))
        third = load_again(here, record)
    assert [(r.file_name, r.rows_inserted) for r in first] == [("1.csv", 1), ("2.csv", 1)]
    assert {r.status for r in again} == {"unchanged"}
    assert [(r.file_name, r.rows_inserted) for r in third] == [("3.csv", 1)]


def test_a_pattern_and_one_file(site, far) -> None:
    far.put("a.csv", LOG + ROW.format(1))
    far.put("b.txt", "not meant")
    far.declared(site, "/*.csv")
    assert [f.name for f in fetched(site).files] == ["a.csv"]
    with_source(site, far.url + "/a.csv", name="one", fetch=far.fetch)
    assert [f.name for f in fetched(site, "one").files] == ["a.csv"]


def test_a_folder_that_is_not_there_is_unreachable(site, far) -> None:
    far.put("a.csv", "x")
    assert code_of(site, far.url + "-none", fetch=far.fetch) == "E_STATUS"


def test_a_file_that_is_too_large_is_refused(site, far) -> None:
    far.put("large.csv", "x" * 2_100_000)
    far.declared(site)
    error = fetched(site).error
    assert error and error.code == "E_TOO_LARGE"


def test_a_server_whose_key_nobody_vouched_for_is_refused(site, sftp) -> None:
    (site / "known_hosts").write_text("")
    sftp.put("a.csv", "x")
    assert code_of(site, sftp.url, fetch=sftp.fetch) == "E_TLS"


def test_links_on_the_other_side_are_not_followed(site, sftp, tmp_path) -> None:
    (tmp_path / "secret.csv").write_text(LOG + ROW.format(9))
    sftp.put("own.csv", LOG + ROW.format(1))
    (tmp_path / "far" / "link.csv").symlink_to(tmp_path / "secret.csv")
    sftp.declared(site)
    assert [f.name for f in fetched(site).files] == ["own.csv"]


def test_no_secret_of_a_bucket_stands_in_a_message(site, s3, monkeypatch) -> None:
    s3.put("a.csv", LOG + ROW.format(1))
    gone = s3.fetch | {"endpoint": f"http://127.0.0.1:{free_port()}"}
    with_source(site, s3.url, fetch=gone)
    (result,) = loaded(site)
    assert (result.status, result.error_code) == ("failed", "E_UNREACHABLE")
    assert "s3cret" not in result.message and "office-key" not in result.message


def test_s14_a_bucket_is_read_at_the_address_that_was_checked(site, s3, monkeypatch) -> None:
    """The name's answer changes as soon as it was checked; nobody calls at the new address."""
    real, asked = socket.getaddrinfo, []

    def changing(host, port, *rest, **more):
        if "localhost" not in str(host):
            return real(host, port, *rest, **more)
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "127.0.0.2", port, *rest, **more)

    port = int(s3.fetch["endpoint"].rpartition(":")[2])
    s3.put("a.csv", LOG + ROW.format(1))
    monkeypatch.setattr(socket, "getaddrinfo", changing)
    monkeypatch.setattr(Door.of.__func__, "__defaults__", ((), changing))
    with socket.create_server(("127.0.0.2", port)) as trap:
        trap.settimeout(0.1)
        with_source(site, s3.url, fetch=s3.fetch | {"endpoint": f"http://localhost:{port}"})
        assert [f.name for f in fetched(site).files] == ["a.csv"]
        with pytest.raises(TimeoutError):
            trap.accept()
    assert asked == ["localhost"]


@pytest.mark.parametrize("address", ["169.254.169.254", "127.0.0.1"])
def test_s14_a_bucket_whose_name_means_a_forbidden_address_is_refused(
    site, s3, monkeypatch, address
) -> None:
    """Without a server of one's own only the client knows the name: it is checked when asked for."""

    def lookup(host, port, *_, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(Door.of.__func__, "__defaults__", ((), lookup))
    fetch = {key: value for key, value in s3.fetch.items() if key != "endpoint"}
    assert code_of(site, "s3://log-of-the-office/a.csv", fetch=fetch) == "E_HOST"

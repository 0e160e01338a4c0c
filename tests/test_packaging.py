"""What a newcomer installs: the dependency lists agree, and a wheel works by itself."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml
from serving import serving

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# conda-forge calls it otherwise.
NAMES_IN_CONDA = {"python-duckdb": "duckdb"}


def parted(requirement: str) -> tuple[str, str]:
    name, bounds = re.fullmatch(r"([A-Za-z0-9_.\-]+)\s*(.*)", requirement).groups()
    name = name.lower().replace("_", "-")
    return NAMES_IN_CONDA.get(name, name), bounds.replace(" ", "")


def locked() -> list[str]:
    """Return the locked requirements with their markers, without the hashes."""
    lines = re.findall(r"^([A-Za-z0-9_.\-]+==[^\\\n]+)", LOCK, flags=re.M)
    return [line.strip() for line in lines]


def test_conda_and_pip_users_get_the_same_dependencies():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    from_pip = next(one["pip"] for one in conda if isinstance(one, dict))
    named = [one for one in conda if isinstance(one, str)]
    listed = dict(parted(one) for one in [*named, *from_pip] if not one.startswith("--"))
    assert listed.pop("python") == PROJECT["project"]["requires-python"]
    assert listed.pop("pip") == ""
    assert listed == dict(parted(one) for one in PROJECT["project"]["dependencies"])


def test_the_lock_has_a_hash_for_everything_and_names_no_index():
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    bare = [e.splitlines()[0] for e in entries if not e.startswith("#") and "--hash=" not in e]
    assert not bare
    assert "://" not in LOCK
    assert not re.search(r"^--", LOCK, flags=re.M)


def test_the_lock_has_every_dependency_and_what_builds_and_tests():
    groups = sum(PROJECT["dependency-groups"].values(), PROJECT["build-system"]["requires"])
    wanted = {parted(one)[0] for one in PROJECT["project"]["dependencies"] + groups}
    assert wanted <= {line.partition("==")[0].lower() for line in locked()}


def test_the_version_is_said_once():
    import sitroom

    assert sitroom.__version__ == PROJECT["project"]["version"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    built = subprocess.run([*command, str(ROOT)], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(out.glob("*.whl"))


@pytest.mark.slow
@pytest.mark.xdist_group("packaging")
def test_the_wheel_holds_the_content_and_nothing_of_ours_alone(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    content = ("connectors/", "dashboards/", "data/metrics/", "data/tables/", "data/sample/zh/")
    # The examples that `sitroom notebook` puts into a site's folder.
    for part in (*content, "notebooks/"):
        assert any(name.startswith(f"sitroom/_bundled/{part}") for name in names), part
    assert any(name.endswith("licenses/LICENSE") for name in names)
    unwanted = ("data/local", "__pycache__", "tests/", ".venv", "docs/")
    assert not [name for name in names if any(part in name for part in unwanted)]


@pytest.mark.slow
@pytest.mark.xdist_group("packaging")
def test_a_wheel_in_a_clean_environment_gives_a_working_demo(wheel: Path, tmp_path: Path):
    """The wheel is installed by name with its own dependencies, at the locked versions."""
    clean = tmp_path / "clean"
    subprocess.run([sys.executable, "-m", "venv", str(clean)], check=True)
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("\n".join(locked()))
    pip = [str(clean / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install"]
    installed = subprocess.run(
        # Not compiled: only what the demo imports will be, when it does.
        [*pip, "--quiet", "--no-compile", "--constraint", str(constraints), str(wheel)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert installed.returncode == 0, installed.stderr
    command = [str(clean / "bin" / "sitroom"), "demo", "--no-browser", "--port", "0"]
    with serving(tmp_path, tmp_path / "log", command) as served:
        with urlopen(f"{served.address}briefing", timeout=60) as page:
            assert page.status == 200
        assert served.health()["number"] >= 1
        assert served.is_well(), served.said()

"""Founding a site: a folder with `sitroom.toml`, and nothing else that cannot be made again."""

from __future__ import annotations

from pathlib import Path

from sitroom.settings import FILE_NAME

_SETTINGS = """\
# The settings of this site. Every key, with its meaning: sitroom.example.toml.

[site]
title = {title}
language = "{language}"        # zh or en: what the screens start in
timezone = "{timezone}"  # the zone of local times in the files, and of the wall clock

# One [[sources]] block per place that facts come from.
# `sitroom inspect FILE --write` adds the block for a file.
"""


def make_site(folder: Path, *, language: str = "zh", timezone: str = "Asia/Shanghai") -> Path:
    """Make `folder` a site with default settings; what is there already stays as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "inbox").mkdir(exist_ok=True)
    settings = folder / FILE_NAME
    if not settings.exists():
        # A basic TOML string is written like a JSON one.
        title = '"' + folder.name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        settings.write_text(
            _SETTINGS.format(title=title, language=language, timezone=timezone), encoding="utf-8"
        )
    return folder

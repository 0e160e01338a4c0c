"""Any file that holds a table: what it is, and what it means, is told by its content."""

from pathlib import Path

from sitroom.connector import connector


@connector(every="10 min")
def files(file: Path) -> Path:
    """Give each file that matches the source's `path` to the readers as it is."""
    return file

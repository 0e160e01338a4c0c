"""Files that a reader takes along: the workbook of rows set aside."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tornado.web import RequestHandler

from sitroom.ui.live import Live

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SetAside(RequestHandler):
    """The rows set aside now as a workbook in the reader's language, to be corrected."""

    def initialize(self, holder: dict[str, Any]) -> None:
        """Take the process's shared state."""
        self.holder = holder

    async def get(self) -> None:
        """Write the workbook beside the server's loop and send it."""
        live: Live = self.holder["live"]
        if live.moment.published is None:
            self.send_error(404)
            return
        asked = self.get_query_argument("language", live.site.language)
        language = asked if asked in ("zh", "en") else live.site.language
        body = await asyncio.to_thread(_workbook, live, language)
        self.set_header("Content-Type", XLSX)
        self.set_header("Content-Disposition", 'attachment; filename="set-aside.xlsx"')
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.write(body)


def _workbook(live: Live, language: str) -> bytes:
    from sitroom.workbook import write_rejected

    published = live.moment.published
    assert published
    with TemporaryDirectory(prefix="sitroom-") as folder:
        file = Path(folder) / "set-aside.xlsx"
        write_rejected(published, file, language=language, site=live.site.folder)
        return file.read_bytes()

"""Writes docs/reference from the commands, the metrics' headers and the tables' comments."""

from __future__ import annotations

from pathlib import Path

from sitroom import content

HERE = Path(__file__).resolve().parent / "reference"
MADE = "<!-- Written by `make docs`; change the source, not this page. -->\n"


def pages() -> dict[str, str]:
    """Return file name → text of every reference page."""
    return {"cli.md": _commands(), "metrics.md": _metrics(), "tables.md": _tables()}


def _commands() -> str:
    from typer.main import get_command

    from sitroom.cli import app

    program = get_command(app)
    parts = [f"# Commands\n\n{MADE}\n{_help(program, 'sitroom')}"]
    commands = getattr(program, "commands", {})
    parts += [f"## sitroom {n}\n\n{_help(c, f'sitroom {n}')}" for n, c in commands.items()]
    return "\n".join(parts)


def _help(command, name: str) -> str:
    context = command.context_class(
        command, info_name=name, terminal_width=96, max_content_width=96
    )
    lines = [line.rstrip() for line in command.get_help(context).splitlines()]
    return "```text\n" + "\n".join(lines).strip() + "\n```\n"


def _metrics() -> str:
    rows = [
        "# Metrics",
        "",
        MADE,
        "Each is one file in `data/metrics/` and the macro `metric.<name>(as_of, known_as_of)`.",
        "",
        "| metric | title | 名称 | unit | one row per | caution |",
        "|---|---|---|---|---|---|",
    ]
    for name, one in sorted(content.metrics().items()):
        grain = ", ".join(one.grain)
        cells = (f"`{name}`", one.title, one.title_zh, one.unit, grain, one.caution)
        rows.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(rows) + "\n"


def _tables() -> str:
    from sitroom.store import schema
    from sitroom.store.connect import scratch

    con = scratch()
    schema.create_tables(con)
    parts = [f"# Tables\n\n{MADE}\nEach is one file in `data/tables/`. Instants are UTC."]
    tables = con.execute(
        "SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'core' ORDER BY 1"
    ).fetchall()
    for table, comment in tables:
        parts.append(
            f"## core.{table}\n\n{comment or ''}\n\n| column | type | meaning |\n|---|---|---|"
        )
        columns = con.execute(
            "SELECT column_name, data_type, comment FROM duckdb_columns()"
            " WHERE schema_name = 'core' AND table_name = ? ORDER BY column_index",
            [table],
        ).fetchall()
        parts[-1] += "".join(f"\n| `{n}` | {kind} | {_cell(said)} |" for n, kind, said in columns)
    return "\n\n".join(parts) + "\n"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")

"""The reference lists agree with each other, with the shapes and with the tables."""

from __future__ import annotations

import re

from sitroom import content, paths
from sitroom.recognise.codes import hazard_reader, level_reader
from sitroom.recognise.headers import read_header
from sitroom.recognise.words import plain, split

KINDS = {
    "text",
    "int",
    "quantity",
    "money",
    "instant",
    "date",
    "time",
    "level",
    "hazard",
    "category",
    "status",
    "unit",
    "region",
    "lon",
    "lat",
    "lonlat",
    "wkb",
    "colour",
    "flag",
    "list",
    "json",
}


def test_every_field_has_a_kind_and_its_words_exist() -> None:
    lists = {row["list"] for row in content.reference("word_aliases")}
    schemes = {row["scheme"] for row in content.reference("level_aliases")}
    for row in content.reference("fields"):
        assert row["field"] == f"{row['dataset']}.{row['column']}"
        assert row["kind"] in KINDS
        if row["words"]:
            assert row["words"] in (schemes if row["kind"] == "level" else lists), row["field"]


def test_every_alias_is_of_a_field_that_exists() -> None:
    fields = {row["field"] for row in content.reference("fields")}
    named = {row["field"] for row in content.reference("header_aliases")} - {"!drop"}
    assert named <= fields


def test_an_alias_means_one_field_in_a_dataset() -> None:
    seen: dict[tuple[str, str], str] = {}
    for row in content.reference("header_aliases"):
        dataset = row["field"].partition(".")[0]
        for alias in split(row["aliases"]):
            form = read_header(alias).full
            assert seen.setdefault((dataset, form), row["field"]) == row["field"], (
                form,
                row["field"],
            )


def test_no_alias_of_a_field_is_dropped_as_personal() -> None:
    aliases: dict[bool, set[str]] = {True: set(), False: set()}
    for row in content.reference("header_aliases"):
        aliases[row["field"] == "!drop"] |= {read_header(a).full for a in split(row["aliases"])}
    assert not aliases[True] & aliases[False]


def test_every_field_that_a_shape_reads_is_known() -> None:
    fields = {row["field"] for row in content.reference("fields")}
    for name, file in paths.content("shapes").items():
        dataset = name.partition(".")[0]
        used = set(re.findall(r"\bs\.([a-z_0-9]+)", file.read_text(encoding="utf-8")))
        own = {"row_key", "source_ref", "row_no", "other_fields"}
        assert {f"{dataset}.{column}" for column in used - own} <= fields, name


def test_every_word_that_a_table_checks_can_be_given() -> None:
    words: dict[str, set[str]] = {}
    for row in content.reference("word_aliases"):
        words.setdefault(row["list"], set()).add(row["code"])
    tables = content.tables()
    for column, table, name in [
        ("status", "incident", "incident_status"),
        ("category", "incident", "category"),
        ("kind", "stock_movement", "move_kind"),
        ("status", "deployment", "deployment_status"),
        ("kind", "task", "task_kind"),
        ("status", "task", "task_status"),
        ("kind", "incident_update", "update_kind"),
        ("condition", "stock_lot", "condition"),
        ("holding", "stock_lot", "holding"),
        ("echelon", "team", "echelon"),
        ("status", "team", "resource_status"),
        ("msg_type", "warning", "cap_msg_type"),
        ("colour", "warning", "colour"),
    ]:
        check = re.search(
            rf"\b{column} VARCHAR[^,\n]*CHECK \({column} IN \(([^)]*)\)", tables[table]
        )
        assert check, (table, column)
        allowed = set(re.findall(r"'([^']+)'", check[1]))
        assert words[name] <= allowed, (table, column, words[name] - allowed)


def test_every_alias_of_a_hazard_reads_as_it() -> None:
    read = hazard_reader()
    for row in content.reference("hazard_types"):
        for word in [row["code"], row["zh"], row["en"]]:
            assert read(word) == row["code"], word


def test_every_level_word_reads_as_its_level() -> None:
    for row in content.reference("level_aliases"):
        read = level_reader(row["scheme"])
        for word in split(row["aliases"]):
            assert read(word) == row["level"], (row["scheme"], word)


def test_words_are_written_once_in_a_list() -> None:
    seen: dict[tuple[str, str], str] = {}
    for row in content.reference("word_aliases"):
        if row["list"] in ("nothing", "zero", "generic", "dataset", "subject", "noon"):
            continue
        for word in split(row["aliases"]):
            key = (row["list"], plain(word))
            assert seen.setdefault(key, row["code"]) == row["code"], key

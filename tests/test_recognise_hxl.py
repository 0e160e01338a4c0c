"""HXL: the tags of a sheet name its fields, in any order of attributes, without headers too."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from recognition import shape

from sitroom.recognise import hxl
from sitroom.recognise.headers import read_header
from sitroom.settings import Source

UTC = Source(name="s", timezone="UTC")


def test_tags_name_the_fields_of_an_incident_log() -> None:
    tags = "#event+id\t#event+type\t#date+occurred\t#adm1+name\t#affected+killed\t#severity+num"
    rows = [["A1", "Flood", "2024-07-03", "Coast", "3", "2"]]
    shaped = shape(["Nr", "Was", "Wann", "Wo", "†", "Stufe"], rows, hints={"hxl": tags}, source=UTC)
    assert shaped.recognition.dataset == "incident"
    assert shaped.rows("source_ref", "hazard", "occurred_at", "region", "deaths", "level") == [
        ("A1", "flood", datetime(2024, 7, 3), "Coast", 3, 2)
    ]


def test_tags_stand_alone_where_there_are_no_headers() -> None:
    tags = "#item+name\t#item+num\t#item+unit\t#loc+warehouse\t#date+expiry"
    rows = [["Tent", "12", "pcs", "North", "2027-03-01"]]
    shaped = shape(["", "", "", "", ""], rows, hints={"hxl": tags})
    assert shaped.rows("item_name", "qty_on_hand", "unit", "site", "expires_on") == [
        ("Tent", 12, "pcs", "North", date(2027, 3, 1))
    ]


def test_the_order_of_attributes_and_a_language_mean_nothing() -> None:
    tags = "#loss+x\t#affected+en+killed\t#killed\t#affected+f"
    found, private = hxl.apply([read_header("a")] * 4, tags, None)
    assert [header.short for header in found] == ["a", "deaths", "a", ""]
    assert not private


def test_contacts_and_names_of_beneficiaries_are_dropped() -> None:
    tags = "#activity\t#org\t#contact+email\t#beneficiary+name"
    rows = [["Well repair", "NGO", "a.b@example.org", "somebody"]]
    shaped = shape(["a", "b", "c", "d"], rows, hints={"hxl": tags})
    assert [c.how for c in shaped.recognition.columns[2:]] == ["dropped", "dropped"]


@pytest.mark.parametrize("tagged", [True, False])
def test_who_does_what_where_is_a_list_of_tasks(tagged: bool) -> None:
    header = ["Registro", "Sector/Cluster", "Subsector", "Organización", "País", "¿Cuándo?"]
    tags = "\t#sector+es\t#subsector+es\t#org+es\t#country\t#date+reported"
    rows = [
        ["001", "WASH", "Higiene", "ORG A", "Panamá", "1 March 2015"],
        ["002", "Salud", "Vacunación", "ORG B", "Colombia", "1 March 2015"],
    ]
    shaped = shape(header, rows, hints={"hxl": tags} if tagged else {}, source=UTC)
    assert shaped.recognition.dataset == "task"
    assert shaped.rows("source_ref", "title", "owner_org", "created_at") == [
        ("001", "Higiene", "ORG A", datetime(2015, 3, 1)),
        ("002", "Vacunación", "ORG B", datetime(2015, 3, 1)),
    ]

"""XML that no connector knows: its records are rows; a workbook saved as XML is a workbook."""

from __future__ import annotations

from pathlib import Path

from sheets import cells, read, refused

ROWS = """<?xml version="1.0"?><response><head>x</head><row>
<row _id="1"><no>F1</no><type>Fire</type><at><lat>47.6</lat><lon>-122.3</lon></at></row>
<row _id="2"><no>F2</no><at><lat>47.7</lat><lon>-122.4</lon></at><type>Flood</type></row>
</row></response>"""
SHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Log"><Table>
<Row><Cell><Data ss:Type="String">No.</Data></Cell><Cell><Data ss:Type="String">Title</Data></Cell>
<Cell><Data ss:Type="String">Occurred at</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">A1</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="DateTime">2026-07-12T08:30:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_elements_that_repeat_are_rows_whatever_their_order(tmp_path: Path) -> None:
    parsed = read(tmp_path, ROWS, "x.xml")
    assert parsed.tables[0].columns == ["@_id", "no", "type", "at.lat", "at.lon"]
    assert cells(parsed) == [
        ("1", "F1", "Fire", "47.6", "-122.3"),
        ("2", "F2", "Flood", "47.7", "-122.4"),
    ]


def test_a_workbook_saved_as_xml_keeps_its_columns(tmp_path: Path) -> None:
    parsed = read(tmp_path, SHEET, "x.xls")
    assert (parsed.tables[0].sheet, parsed.tables[0].columns) == (
        "Log",
        ["No.", "Title", "Occurred at"],
    )
    assert cells(parsed) == [("A1", None, "2026-07-12T08:30:00.000")]


def test_xml_without_records_says_so(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_text("<?xml version='1.0'?><note><to>x</to></note>")
    assert refused(file).code == "E_FORMAT"

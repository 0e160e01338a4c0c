"""Fixed width, web pages under another name, and CSVs of every make."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets import cells, problems, read, refused, rows

RULED = """\
        LANTING EMERGENCY OFFICE
   Stock of relief goods, 2026-07-12

Item code  Item name             Unit      Quantity   Value
---------  --------------------  ----  ------------  ------
T-001      Tent, family          pcs          1,200    33.5
T-002      Blanket               pcs         12,000     4.0
B-100      Boat with engine      pcs              3  1200.0

Page 2
Item code  Item name             Unit      Quantity   Value
---------  --------------------  ----  ------------  ------
W-001      Water 0.5 l           btl        100,000     0.2

(4 rows affected)
"""
QUAKES = """\
DATE        TIME   LAT      LONG      MAG  PLACE
2018-01-31  01:49  24.174   121.653   6.4  Hualian
2018-02-01  11:02  -8.221   115.002   4.4  Bali, Indonesia
2018-02-02  13:49  38.100    20.653   5.1  Kefalonia
2018-02-03         61.000  -149.900        Anchorage, Alaska
2018-02-04  23:50  61.000  -149.900   4.9  Anchorage
*** end of listing
"""
CHINESE = """\
兰汀市物资库存表
编号    物资名称      单位   数量
A01     帐篷          顶       120
A02     棉被          床      1200
A03     冲锋舟        艘         3
A04     矿泉水        瓶    100000
合计                        101323
"""


def test_fixed_width_by_a_ruler_with_titles_pages_and_a_trailer(tmp_path: Path) -> None:
    parsed = read(tmp_path, RULED, "x.txt")
    table = parsed.tables[0]
    assert (parsed.format, table.columns) == (
        "fixed", ["Item code", "Item name", "Unit", "Quantity", "Value"]
    )  # fmt: skip
    assert table.hints["title"] == "LANTING EMERGENCY OFFICE"
    assert cells(parsed) == [
        ("T-001", "Tent, family", "pcs", "1,200", "33.5"),
        ("T-002", "Blanket", "pcs", "12,000", "4.0"),
        ("B-100", "Boat with engine", "pcs", "3", "1200.0"),
        ("W-001", "Water 0.5 l", "btl", "100,000", "0.2"),
    ]
    assert problems(parsed) == dict.fromkeys((10, 11, 15), "not_data")


def test_fixed_width_by_blanks_below_each_other(tmp_path: Path) -> None:
    parsed = read(tmp_path, QUAKES, "x.txt")
    assert parsed.tables[0].columns == ["DATE", "TIME", "LAT", "LONG", "MAG", "PLACE"]
    assert cells(parsed)[1] == (
        "2018-02-01",
        "11:02",
        "-8.221",
        "115.002",
        "4.4",
        "Bali, Indonesia",
    )
    assert cells(parsed)[3][1:5] == (None, "61.000", "-149.900", None)
    assert problems(parsed) == {7: "not_data"}


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_fixed_width_where_a_chinese_character_takes_two_places(tmp_path: Path, codec: str) -> None:
    parsed = read(tmp_path, CHINESE.encode(codec), "x.txt")
    assert parsed.tables[0].columns == ["编号", "物资名称", "单位", "数量"]
    assert cells(parsed)[2] == ("A03", "冲锋舟", "艘", "3")
    assert problems(parsed) == {7: "not_data"}


def test_a_long_fixed_width_text_is_read_whole(tmp_path: Path) -> None:
    body = "".join(
        f"{f'S{i}':8}{f'Station {i % 97}':20}{i * 7:>10}{i % 13:>6}\n" for i in range(20_000)
    )
    parsed = read(tmp_path, f"{'Code':8}{'Name':20}{'Amount':>10}{'Days':>6}\n{body}", "x.txt")
    assert (parsed.tables[0].columns, parsed.tables[0].rows) == (
        ["Code", "Name", "Amount", "Days"], 20_000
    )  # fmt: skip
    assert cells(parsed)[12_345] == ("S12345", "Station 26", "86415", "8")


def test_prose_is_no_fixed_width_table(tmp_path: Path) -> None:
    text = (
        "This is a note that somebody\nwrote about the flood in the\ncity. It has no table at all\n"
        "but it has 2 figures and 100\nwords in some lines of it.\nIt ends here.\n"
    )
    assert read(tmp_path, text, "x.txt").format == "csv"


PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312"><style>td{{}}</style>
<script>var a = "<table><tr><td>x</td></tr></table>";</script></head><body>
<table><tr><td>menu</td><td><table border=0>
<tr><td colspan=4 align=center>兰汀市物资统计表</td></tr>
<tr><td rowspan=2>区县<td rowspan=2>物资名称<td colspan=2>数量</tr><tr><td>库存<td>最低</tr>
<tr><td rowspan=2>临江区</td><td>帐篷&nbsp;&amp;&#24202;</td><td x:num>1,200</td>
<td rowspan=2>5</td></tr>
<tr><td>棉被</td><td>10<br></td></tr>
<tr><td>桥东区</td><td>&lt;手电&gt;</td><td>1</td><td>2</td></tr>
<tr><td>合计</td><td></td><td>1211</td><td>14</td></tr></table></td></tr></table></body></html>"""


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("name", ["x.xls", "x.csv"])
def test_x08_a_table_saved_as_a_web_page_is_read(tmp_path: Path, codec: str, name: str) -> None:
    parsed = read(tmp_path, PAGE.encode(codec), name)
    assert parsed.tables[0].columns == ["区县", "物资名称", "库存", "最低"]
    assert cells(parsed) == [
        ("临江区", "帐篷 &床", "1,200", "5"), ("临江区", "棉被", "10", None),
        ("桥东区", "<手电>", "1", "2"),
    ]  # fmt: skip
    assert problems(parsed) == {7: "not_data"}
    assert "read from a web page's table" in parsed.notes


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body><h1>503 Service Unavailable</h1></body></html>",
        "<html><body><form><table><tr><td>User</td><td><input name=u></td></tr>"
        "<tr><td>Password</td><td><input></td></tr></table></form></body></html>",
        "<html><table><tr><td>1</td></tr></table></html>",
        "<html><table><tr><td>Home</td><td>News</td><td>Contact</td></tr></table></html>",
    ],
)
def test_x08_a_web_page_without_a_table_of_data_is_named_so(tmp_path: Path, page: str) -> None:
    file = tmp_path / "x.xls"
    file.write_text(page)
    error = refused(file)
    assert (error.code, "web page" in str(error)) == ("E_WEB_PAGE", True)


def test_a_cell_that_reaches_over_a_million_rows_costs_nothing(tmp_path: Path) -> None:
    page = (
        "<table><tr><th>No<th>Name<th>Amount</tr><tr><td>1<td>a<td>5</tr>"
        "<tr><td>2<td>b<td rowspan=100000000 colspan=100000000>6</tr></table>"
    )
    assert len(cells(read(tmp_path, page, "x.xls"))) == 2


SEMI = "编号；名称；数量\n1；内涝，临江；2\n2；滑坡；3\n"


@pytest.mark.parametrize(
    ("text", "delimiter", "second"),
    [
        (SEMI, "；", ("1", "内涝，临江", "2")),
        (SEMI.replace("；", "，").replace("内涝，临江", "内涝"), "，", ("1", "内涝", "2")),
        ("sep=;\na;b;c\n1;2,5;x\n2;3,5;y\n", ";", ("1", "2,5", "x")),
        ("# made by hand\n# on Sunday\na|b|c\n1|2|x\n2|3|y\n", "|", ("1", "2", "x")),
        ("a;b;c\n1;2,5;3,5\n2;3,5;0,1\n", ";", ("1", "2,5", "3,5")),
    ],
)
def test_c19_dialects_are_found_without_being_told(
    tmp_path: Path, text: str, delimiter: str, second: tuple[str, ...]
) -> None:
    parsed = read(tmp_path, text)
    assert parsed.delimiter == delimiter
    assert cells(parsed)[0] == second


def test_c20_line_ends_of_every_kind_and_mixed(tmp_path: Path) -> None:
    for at, end in enumerate(("\r", "\n", "\r\n")):
        parsed = read(tmp_path, f"a,b{end}1,x{end}2,y{end}", f"{at}.csv")
        assert cells(parsed) == [("1", "x"), ("2", "y")]
    parsed = read(tmp_path, "a,b\r\n1,x\n2,y\r3,z\r\n")
    assert cells(parsed) == [("1", "x"), ("2", "y"), ("3", "z")]


def test_rows_with_a_delimiter_too_many_at_their_end_are_whole(tmp_path: Path) -> None:
    parsed = read(tmp_path, "a,b,c\n1,x,3,\n2,y,4,\n3,z,5,\n")
    assert (parsed.tables[0].columns, problems(parsed)) == (["a", "b", "c"], {})
    assert cells(parsed) == [("1", "x", "3"), ("2", "y", "4"), ("3", "z", "5")]


def test_c28_a_file_cut_in_the_middle_of_a_row(tmp_path: Path) -> None:
    parsed = read(tmp_path, "a,b,c\n1,x,3\n2,y,4\n3,z")
    assert (len(cells(parsed)), problems(parsed)) == (2, {4: "ragged"})


def test_c13_line_breaks_inside_quotes_are_kept(tmp_path: Path) -> None:
    parsed = read(tmp_path, 'a,b\n1,"two\nlines"\n2,"a ""word"""\n')
    assert cells(parsed) == [("1", "two\nlines"), ("2", 'a "word"')]
    assert [row[0] for row in rows(parsed)] == [2, 3]

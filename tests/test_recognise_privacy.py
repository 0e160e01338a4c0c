"""Personal data at the door: columns are dropped by header, patterns are masked in free text."""

from __future__ import annotations

import pytest
from recognition import shape

from sitroom.recognise import mask_sql
from sitroom.recognise.headers import is_private, read_header
from sitroom.store.connect import literal, scratch

ID = "420106199001011234"
MOBILE = "13812345678"


def masked(text: str) -> str:
    return scratch(threads=1).execute(f"SELECT {mask_sql(literal(text))}").fetchall()[0][0]


@pytest.mark.parametrize(
    "header",
    ["联系人", "报警人姓名", "死者姓名", "联系电话", "联系人电话", "身份证号码", "责任人", "值班员",
     "队长", "车牌号", "家庭住址", "手机(必填)", "Contact person", "Phone", "Mobile No.", "E-mail",
     "contactPhone", "first_name", "Passport No", "Reported by", "Date of birth", "Telefone",
     "License plate", "senderName", "Nombre del contacto", "N° de téléphone", "Nom du demandeur",
     "Ansprechpartner", "Anrufer", "氏名", "電話番号", "通報者", "신고자", "전화번호", "성명", "ФИО",
     "Телефон", "Заявитель", "Cognome", "Referente", "Telemóvel", "Contacto", "contact.value",
     "reporter.fullName", "people", "incident.caller.number"],
)  # fmt: skip
def test_a_header_of_a_personal_column(header: str) -> None:
    assert is_private(read_header(header), numeric=False)


@pytest.mark.parametrize(
    "header",
    ["责任单位", "值班单位", "受伤人数", "被困人员数", "公开电话", "Organisation", "Name", "人口",
     "Reporting agency", "Public hotline", "Agency", "Team name", "联系单位", "应急管理", "Telecom",
     "Contained at", "people_affected", "personnel"],
)  # fmt: skip
def test_a_header_that_only_resembles_one(header: str) -> None:
    assert not is_private(read_header(header), numeric=header.endswith(("数", "口")))


def test_people_as_a_count_stay_and_people_as_a_list_do_not() -> None:
    assert not is_private(read_header("受伤人员"), numeric=True)
    assert is_private(read_header("受伤人员"), numeric=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"报警人{MOBILE}称有烟", "报警人[手机]称有烟"),
        (f"身份证{ID}", "身份证[身份证]"),
        ("死者张某某，男，45岁", "死者[姓名]，男，45岁"),
        ("邮箱 a.b@example.org 联系", "邮箱 [邮箱] 联系"),
        ("京A12345已移走", "[车牌]已移走"),
        ("Call 138-1234-5678 back", "Call [手机] back"),
        ("3号楼2单元501室起火", "[住址]起火"),
        ("来电１３８１２３４５６７８称", "来电[手机]称"),
        ("身份证４２０１０６１９９００１０１１２３４", "身份证[身份证]"),
        ("ID 420106 19900101 1234 checked", "ID [身份证] checked"),
        ("身份证11010519491231002x，已核", "身份证[身份证]，已核"),
        ("call 138.1234.5678 now", "call [手机] now"),
        ("call 1 3 8 1 2 3 4 5 6 7 8 now", "call [手机] now"),
        ("来电138\u200b1234\u200b5678", "来电[手机]"),
        ("call +44 7911 123456 or +1 (206) 555-0143", "call [手机] or [手机]"),
        ("090-1234-5678 へ連絡", "[手机] へ連絡"),
        ("车牌 京 A12345 满载", "车牌 [车牌] 满载"),
        ("mail zhang.san＠example.org", "mail [邮箱]"),
        ("张晓明 13812345678", "[姓名] [手机]"),
    ],
)
def test_a_pattern_is_replaced_by_its_mark(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    ["41000041600000_20200205105119", "410000000000", "20240703083000", "高新区石化公司泄漏",
     "0.5212345678901234", "+37.5012345+137.2012345-10000/", "138.12345678", "2026-07-12T02:15+08:00", "91110000802100433B", "Contained at 14:30 by 3 teams", "LT-2024-0000001"],
)  # fmt: skip
def test_what_is_nobodys_is_left_alone(text: str) -> None:
    assert masked(text) == text


def test_only_columns_with_something_to_mask_pay_for_it() -> None:
    rows = [
        ["2024-07-03", "火灾", "已处置完毕", f"来电{MOBILE}"],
        ["2024-07-04", "火灾", "现场平稳", "无"],
    ]
    shaped = shape(["发生时间", "类型", "处置情况", "事件描述"], rows)
    assert shaped.recognition.masked == [3]
    assert shaped.column("description") == ["来电[手机]", "无"]
    assert "regexp_replace" not in shaped.recognition.expressions["incident.measures"]


def test_one_number_among_many_rows_is_found() -> None:
    rows: list[list[str | None]] = [["2024-07-03", "Fire", "nothing special here"]] * 20_000
    rows[7_777] = ["2024-07-03", "Fire", f"call {MOBILE} now"]
    shaped = shape(["Date", "Type", "Description"], rows)
    assert shaped.column("description")[7_777] == "call [手机] now"


def test_dropped_columns_are_named_and_have_no_expression() -> None:
    rows = [["2024-07-03", "火灾", "李四", MOBILE]]
    shaped = shape(["发生时间", "类型", "联系人", "联系电话"], rows)
    dropped = [c.header for c in shaped.recognition.columns if c.how == "dropped"]
    assert dropped == ["联系人", "联系电话"]
    assert not any("c2" in sql or "c3" in sql for sql in shaped.recognition.expressions.values())

"""Personal data in free text: a cheap look for it, and SQL that puts a mark in its place."""

from __future__ import annotations

import re
from pathlib import Path

from sitroom.recognise.profile import Profile, has_few_rows
from sitroom.store.connect import Connection

# Longer numbers first: an identity number must not be taken for a telephone number inside it.
# People write digits in both widths and put blanks, strokes and marks of no width among them.
_D = "[0-9０-９]"
_GAP = r"[- －\x{2010}-\x{2015}\x{3000}\x{00a0}\x{200b}-\x{200d}\x{2060}\x{feff}]"
_ID = (
    rf"(^|[^0-9０-９])[1-9１-９]{_D}{{5}}{_GAP}?(?:[1１][89８９]|[2２][0０]){_D}{{2}}{_GAP}?"
    rf"(?:[0０][1-9１-９]|[1１][0-2０-２]){_GAP}?(?:[0０][1-9１-９]|[12１２]{_D}|[3３][01０１]){_GAP}?"
    rf"{_D}{{3}}[0-9０-９XxＸｘ]($|[^0-9０-９])"
)
_OLD_ID = r"(身份证号?码?|证件号?码?)[:： ]*[1-9][0-9]{14}($|[^0-9A-Za-z])"
# A point before or after a number is a decimal's only when a digit stands on its other side.
_START, _END = r"(^|[^0-9０-９.]|[^0-9０-９]\.)", r"($|[^0-9０-９.]|\.(?:$|[^0-9０-９]))"
_BANK = _START + r"(?:62|4[0-9]|5[1-5])[0-9]{14,17}($|[^0-9])"
_CHINESE = (
    rf"(?:(?:[+＋]|00)?[8８][6６]{_GAP}?)?[1１][3-9３-９]{_D}"
    rf"(?:{_GAP}?{_D}{{4}}{_GAP}?{_D}{{4}}|\.{_D}{{4}}\.{_D}{{4}})|1 [3-9](?: [0-9]){{9}}"
)
_FOREIGN = (
    r"[+＋][1-9](?:[ ()/-]{0,2}[0-9]){9,13}|\([2-9][0-9]{2}\) ?[0-9]{3}-[0-9]{4}"
    r"|0[789]0-[0-9]{4}-[0-9]{4}|01[016789]-[0-9]{3,4}-[0-9]{4}"
)
_MOBILE = rf"{_START}(?:{_CHINESE}|{_FOREIGN}){_END}"
_LANDLINE = (
    _START + rf"\(?[0０](?:[1１][0０]|[2２]{_D}|[3-9３-９]{_D}{{2}})\)?{_GAP}?[2-8２-８]{_D}{{6,7}}"
    rf"(?:(?:-|转){_D}{{1,6}})?($|[^0-9０-９])"
)
_EMAIL = r"[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9.-]+\.[A-Za-z]{2,}"
_PLATE = (
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[A-HJ-NP-Z][·• ]?"
    r"(?:[DF][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[DF]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])($|[^A-Za-z0-9])"
)
_SURNAME = (
    "[王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
)
_ROLE = (
    "先生|女士|同志|师傅|老人|男子|女子|村民|居民|工人|司机|驾驶员|学生|患者|病人|死者|伤者|遇难者|失踪者|被困者|当事人|报警人"
    "|报告人|联系人|负责人|责任人|值班员|嫌疑人|姓名"
)
_NAME_AFTER = (
    rf"({_ROLE})((?:为|是|叫|系|[:：\s])?\s*){_SURNAME}(?:某{{1,2}}|[\x{{4e00}}-\x{{9fa5}}]{{1,2}})"
    r"([,，。;；、()（）\s0-9]|男|女|等|因|被|在|于|送|已|经|电话|$)"
)
_NAME_BEFORE = (
    rf"(^|[^\x{{4e00}}-\x{{9fa5}}]){_SURNAME}(?:某{{1,2}}|[\x{{4e00}}-\x{{9fa5}}]{{1,2}})"
    r"([(（]?(?:男|女)[,，]|[(（](?:男|女)|[,，]?\s*\[?(?:身份证|电话|手机))"
)
_HOME = r"[0-9]+\s*(?:号楼|栋|幢|单元)\s*(?:[0-9]+\s*(?:单元|层|楼))?\s*[0-9]{2,4}\s*(?:室|号|户)"

# Everything that one of the patterns could be about, in one pattern that is quick to try.
_COARSE = (
    rf"(?:^|[^0-9０-９])(?:{_CHINESE}|{_FOREIGN})(?:$|[^0-9０-９])|(?:^|[^0-9０-９]){_D}{{15}}"
    rf"|(?:^|[^0-9]){_D}{{6}}{_GAP}{_D}{{8}}"
    rf"|(?:^|[^0-9０-９])\(?[0０]{_D}{{2,3}}\)?{_GAP}?[2-8２-８]{_D}{{6,7}}"
    rf"|[@＠][A-Za-z0-9-]+\.|{_PLATE[: _PLATE.index('[·')]}"
    rf"|男|女|身份证|证件|电话|手机|号楼|栋|幢|单元|{_ROLE}"
)

# What makes a text worth trying that pattern at all: ten digits, an address, or other letters.
_DOUBTFUL = (
    r"strlen(text) >= 6 AND (strlen(text) <> length(text)"
    r" OR regexp_matches(text, '[0-9](?:[-. ()/]{0,2}[0-9]){9}|@'))"
)
_DIGIT_MARKS = (
    (_ID, r"\1[身份证]\2"),
    (_OLD_ID, r"\1[身份证]\2"),
    (_BANK, r"\1[银行卡]\2"),
    (_MOBILE, r"\1[手机]\2"),
    (_LANDLINE, r"\1[电话]\2"),
)
_HAN_MARKS = (
    (_PLATE, r"[车牌]\1"),
    (_NAME_AFTER, r"\1\2[姓名]\3"),
    (_NAME_BEFORE, r"\1[姓名]\2"),
    (_HOME, "[住址]"),
)

# The patterns by what they are about, for counting what was masked.
KINDS = {
    "identity": (_ID, _OLD_ID),
    "phone": (_MOBILE, _LANDLINE),
    "bank": (_BANK,),
    "email": (_EMAIL,),
    "plate": (_PLATE,),
    "name": (_NAME_AFTER, _NAME_BEFORE),
    "address": (_HOME,),
}


def mask_text(text: str) -> str:
    """Return a text with personal data replaced by marks: file names, sheets, headers, messages."""
    for pattern, mark in (*_DIGIT_MARKS, (_EMAIL, "[邮箱]"), *_HAN_MARKS):
        text = re.sub(re.sub(r"\\x\{(\w{4})\}", r"\\u\1", pattern), mark, text)
    return text


def plain_name(file: Path) -> str:
    """Return a file's name as it may be told: on one line, with personal data masked."""
    return mask_text(re.sub(r"[\x00-\x1f\x7f]+", " ", file.name))


def _long_number(expr: str) -> str:
    long = rf"{_D}(?:{_D}|[ ).]|{_GAP}){{8,9}}{_D}"
    return f"(strlen({expr}) >= 10 AND regexp_matches({expr}, '{long}'))"


def _mail(expr: str) -> str:
    return f"(contains({expr}, '@') OR contains({expr}, '＠'))"


def _han(expr: str) -> str:
    return f"strlen({expr}) <> length({expr})"


def mask_sql(expr: str) -> str:
    """Return SQL for a text with personal data replaced by marks such as [手机]."""
    digits = _replaced(expr, _DIGIT_MARKS)
    masked = f"CASE WHEN {_long_number(expr)} THEN {digits} ELSE {expr} END"
    mailed = f"regexp_replace({masked}, '{_EMAIL}', '[邮箱]', 'g')"
    masked = f"CASE WHEN {_mail(expr)} THEN {mailed} ELSE {masked} END"
    return f"CASE WHEN {_han(expr)} THEN {_replaced(masked, _HAN_MARKS)} ELSE {masked} END"


def _replaced(expr: str, marks: tuple[tuple[str, str], ...]) -> str:
    for pattern, mark in marks:
        expr = f"regexp_replace({expr}, '{pattern}', '{mark}', 'g')"
    return expr


def holds_personal_sql(expr: str) -> str:
    """Return a condition for a WHERE clause that is true where masking would change the text."""
    digits = " OR ".join(f"regexp_matches({expr}, '{pattern}')" for pattern, _ in _DIGIT_MARKS)
    han = "|".join(f"(?:{pattern})" for pattern, _ in _HAN_MARKS)
    return (
        f"({_mail(expr)} AND regexp_matches({expr}, '{_EMAIL}'))"
        f" OR ({_long_number(expr)} AND ({digits}))"
        f" OR ({_han(expr)} AND regexp_matches({expr}, '{han}'))"
    )


def columns_to_mask(con: Connection, relation: str, columns: list[Profile]) -> list[int]:
    """Return those of the text columns that hold something personal in any row.

    One coarse pattern over all rows first; only columns where it fits are looked at closely.
    """
    is_small = has_few_rows(con, relation)
    tests = _any_of_few if is_small else _any
    suspects = columns if is_small else _any(con, relation, columns, _DOUBTFUL)
    suspects = tests(con, relation, suspects, f"regexp_matches(text, '{_COARSE}')")
    return [profile.index for profile in tests(con, relation, suspects, holds_personal_sql("text"))]


def _any(con: Connection, relation: str, columns: list[Profile], test: str) -> list[Profile]:
    """Return the columns in which a test of `text` is true of any row.

    Values that come again and again are tried once each.
    """

    def is_true_of(column: Profile) -> bool:
        texts = f"(SELECT {column.sql} AS text FROM {column.each_sql(relation)})"
        count = f"SELECT count(*) FROM {texts} WHERE {test}"
        if column.repeats:
            # In a FILTER: a WHERE clause would go below the DISTINCT, to every row.
            count = f"SELECT count(*) FILTER (WHERE {test}) FROM {texts}"
        return con.execute(count).fetchall()[0][0] > 0

    return [column for column in columns if is_true_of(column)]


def _any_of_few(con: Connection, relation: str, columns: list[Profile], test: str) -> list[Profile]:
    """Return the same of few rows, where planning costs most: one query for all columns."""
    if not columns:
        return []
    texts = ", ".join(column.sql for column in columns)
    places = list(range(len(columns)))
    found = con.execute(
        f"SELECT DISTINCT place FROM (SELECT unnest([{texts}]) AS text, unnest({places}) AS place"
        f" FROM {relation} WHERE problem IS NULL) WHERE {test}"
    ).fetchall()
    return [columns[place] for place in sorted(place for (place,) in found)]

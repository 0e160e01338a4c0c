"""Encodings told apart on realistic texts, short and long; lines in another one set aside."""

from __future__ import annotations

import random
from pathlib import Path

import duckdb
import pytest

from sitroom.errors import UnreadableFile
from sitroom.reading import Parsed, parse
from sitroom.reading.encoding import encoding_of

SIMPLIFIED = (
    "编号,事件名称,发生时间,发生地点,事件描述",
    "城区内涝积水严重|居民楼起火|道路塌方|化工厂泄漏|山体滑坡|停电|燃气管道破裂|森林火灾|桥梁垮塌|河堤决口",
    "临江区滨河路|桥东区解放街|经济开发区|东湖新区中山大道|老城街道办事处|西山镇|高铁站前广场|工业园三期",
    "已派出两支消防队|现场正在处置|无人员伤亡|转移群众若干|交通已恢复|等待专家评估|物资已经送达|请求支援",
)
TRADITIONAL = (
    "編號,事件名稱,發生時間,發生地點,事件描述",
    "市區淹水嚴重|民宅火警|道路坍方|化學工廠外洩|土石流警戒|停電|瓦斯管線破裂|森林大火|橋樑斷裂|堤防潰決",
    "臨江區濱河路|橋東區解放街|經濟開發區|東湖新區中山大道|老城里辦公處|西山鎮|高鐵站前廣場|工業園區三期",
    "已派遣兩個消防分隊|現場正在處理|無人員傷亡|撤離民眾若干|交通已恢復|等待專家評估|物資已經送達|請求支援",
)
JAPANESE = (
    "番号,名称,発生時刻,場所,内容",
    "土砂くずれ|住宅火災|道路の冠水|ガス漏れ|停電|倒木|けが人の救助|山林火災",
    "中央区のはま町|みなと通り|桜ヶ丘|東町三丁目|ひばりが丘|えきまえ広場",
    "消防隊が出動しました|現場で対応しています|けが人はいません|避難した人がいます|通行できます",
)
KOREAN = (
    "번호,사건명,발생시각,장소,내용",
    "도로 침수|주택 화재|산사태|가스 누출|정전|나무 쓰러짐|산불|다리 붕괴",
    "중구 해안로|동구 시장길|서구 공단|남구 역앞 광장|북구 산길|신도시",
    "소방대가 출동하였다|현장에서 처리하고 있다|다친 사람은 없다|주민이 대피하였다|길이 다시 열렸다",
)
RUSSIAN = (
    "Номер,Событие,Время,Место,Описание",
    "Пожар в доме|Паводок|Оползень|Утечка газа|Отключение света|Лесной пожар|Обрыв дороги",
    "Заречный район|Улица Мира|Старый город|Площадь Победы|Северный посёлок",
    "Выехали два расчёта|Работы продолжаются|Пострадавших нет|Жители выведены|Движение открыто",
)
TEXTS = {"simplified": SIMPLIFIED, "traditional": TRADITIONAL, "japanese": JAPANESE,
         "korean": KOREAN, "russian": RUSSIAN}  # fmt: skip


def lines_of(language: str, rows: int, seed: int) -> list[str]:
    head, *parts = TEXTS[language]
    dice = random.Random(f"{language}{seed}")
    choices = [part.split("|") for part in parts]
    day = "2026-07-{:02d} {:02d}:{:02d}"
    return [head] + [
        f"SJ{i:05d},{dice.choice(choices[0])},"
        f"{day.format(dice.randint(1, 28), dice.randint(0, 23), dice.randint(0, 59))},"
        f"{dice.choice(choices[1])},{dice.choice(choices[2])}"
        for i in range(rows)
    ]


def read(folder: Path, content: bytes) -> Parsed:
    file = folder / "x.csv"
    file.write_bytes(content)
    return parse(file, folder / "out")


def rows(parsed: Parsed) -> list[tuple]:
    stage = parsed.tables[0].stage
    return duckdb.sql(f"SELECT * FROM read_parquet('{stage}') ORDER BY row_no").fetchall()


def problems(parsed: Parsed) -> dict[int, str]:
    return {row[0]: row[-2] for row in rows(parsed) if row[-2]}


@pytest.mark.parametrize("many", [5, 40, 5000])
@pytest.mark.parametrize(
    ("language", "codec", "named"),
    [
        ("simplified", "gb18030", "gb18030"),
        ("traditional", "big5", "big5hkscs"),
        ("traditional", "gb18030", "gb18030"),
        ("simplified", "utf-8", "utf-8"),
        ("traditional", "utf-8", "utf-8"),
        ("japanese", "cp932", "cp932"),
        ("korean", "cp949", "cp949"),
        ("russian", "cp1251", "cp1251"),
        ("russian", "koi8-r", "koi8-r"),
    ],
)
def test_c04_encodings_are_told_apart_on_short_and_long_texts(
    tmp_path: Path, language: str, codec: str, named: str, many: int
) -> None:
    file = tmp_path / "x.csv"
    for seed in range(20 if many < 1000 else 1):
        content = "\r\n".join(lines_of(language, many, seed))
        file.write_bytes(content.encode(codec))
        chosen = encoding_of(file)
        assert (chosen.name, chosen.has_bad_bytes) == (named, False), content[:200]
        assert chosen.confidence > 0.7


def test_c04_the_encoding_and_how_sure_it_is_are_shown(tmp_path: Path) -> None:
    parsed = read(tmp_path, "\n".join(lines_of("traditional", 9, 1)).encode("big5"))
    assert (parsed.encoding, parsed.tables[0].columns[1]) == ("big5hkscs", "事件名稱")
    assert parsed.confidence > 0.9
    assert any("big5hkscs (confidence" in note for note in parsed.notes)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_c05_marks_and_two_byte_texts(tmp_path: Path, codec: str) -> None:
    lines = lines_of("simplified", 9, 1)
    parsed = read(tmp_path, "\n".join(lines).encode(codec))
    assert parsed.tables[0].columns == lines[0].split(",")
    assert [",".join(row[1:6]) for row in rows(parsed)] == lines[1:]


def test_c06_bytes_that_are_no_text_are_told_by_their_place(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="byte 10"):
        read(tmp_path, b"id,name\n1,\x81\x20\xff\xff\x80\x81\n")


@pytest.mark.parametrize("many", [5, 300])
@pytest.mark.parametrize(
    ("language", "codec", "other"),
    [
        ("simplified", "utf-8", "gb18030"),
        ("simplified", "gb18030", "utf-8"),
        ("traditional", "big5", "utf-8"),
        ("traditional", "utf-8", "big5"),
        ("japanese", "cp932", "utf-8"),
    ],
)
def test_c07_a_line_in_another_encoding_is_set_aside(
    tmp_path: Path, language: str, codec: str, other: str, many: int
) -> None:
    lines = lines_of(language, many, 3)
    encoded = [line.encode(codec) for line in lines]
    encoded[3] = lines[3].encode(other)
    parsed = read(tmp_path, b"\n".join(encoded))
    assert problems(parsed) == {4: "bad_encoding"}
    kept = [",".join(row[1:6]) for row in rows(parsed) if not row[-2]]
    assert kept == [line for i, line in enumerate(lines[1:], 1) if i != 3]
    assert any("another encoding" in note for note in parsed.notes)


def test_c07_a_line_that_holds_two_encodings_is_set_aside(tmp_path: Path) -> None:
    lines = [line.encode() for line in lines_of("simplified", 8, 1)]
    lines[5] = "SJ9,内涝,".encode() + "滨河路".encode("gb18030") + b",x,y"
    assert problems(read(tmp_path, b"\n".join(lines))) == {6: "bad_encoding"}


def test_text_encoded_twice_is_repaired_when_the_whole_file_proves_it(tmp_path: Path) -> None:
    text = "id,nome,local\n1,Inundação,São João\n2,Incêndio,Évora\n3,Nevão – forte,Guarda à noite\n"
    parsed = read(tmp_path, text.encode().decode("cp1252").encode())
    assert [row[2] for row in rows(parsed)] == ["Inundação", "Incêndio", "Nevão – forte"]
    assert rows(parsed)[1][3] == "Évora"
    chinese = "编号,名称\n1,城区内涝\n2,山体滑坡\n"
    parsed = read(tmp_path, chinese.encode().decode("latin-1").encode())
    assert [row[2] for row in rows(parsed)] == ["城区内涝", "山体滑坡"]
    assert any("encoded twice" in note for note in parsed.notes)


def test_a_file_that_only_quotes_such_text_stays_as_it_is(tmp_path: Path) -> None:
    text = "id,note\n1,the log shows Ã© instead of é\n2,Évora\n"
    assert [row[2] for row in rows(read(tmp_path, text.encode()))] == [
        "the log shows Ã© instead of é", "Évora"
    ]  # fmt: skip


def test_c03_a_mark_encoded_twice_is_taken_off(tmp_path: Path) -> None:
    parsed = read(tmp_path, b"\xc3\xaf\xc2\xbb\xc2\xbf" + "编号,名称\n1,内涝\n".encode())
    assert parsed.tables[0].columns == ["编号", "名称"]

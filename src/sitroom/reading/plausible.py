"""What a text would look like in an encoding: scores by which the right one is told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_WESTERN_SIGNS = set("°ºª′″゜–—‘’“”€£§·«»…©®±²³µ¿¡ \u00a0")
# The commonest characters of written Chinese and of reports, in both scripts.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去"
    "把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但"
    "质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式"
    "活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回"
    "這個為時來們說國學會對發動過產種後經進著電裡現實體機當點從業應開還因與關總設級圖統將組見計別運農幾區強"
    "數線間樣義東車門問題無軍員報號編稱類型狀態處災害火警消防洪澇積淹風雨雪震滑坡市縣县鎮镇村街路段樓楼橋桥"
    "死亡傷伤失蹤踪轉移转安置損损備备註注記记錄录名单單位日月時分秒省州臨临江河海北南西東东中"
)
_KANA = re.compile("[\u3041-\u30fe]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_CYRILLIC = re.compile("[\u0410-\u044f\u0401\u0451]")
_MIXED = re.compile("[A-Za-z][\u0400-\u045f]|[\u0400-\u045f][A-Za-z]")
_FEW = 12  # letters below which a script that is rarely met is not believed


def scores(text: str, name: str) -> tuple[float, float]:
    """Return how plausible a text decoded so is (0 to 1), and by what to rank it among others."""
    if name == "cp1252":
        western = _western(text)
        return western, western
    if name in _SCRIPTS:
        share = 0.0 if _mixes_scripts(text) else _script(text, _SCRIPTS[name])
        # A Japanese table may be all kanji; it is believed where nothing else is plausible.
        if name == "cp932" and not share and (everyday := _kanji(text)) > 0.85:
            return everyday, 0.3
        return share, share + 0.15 if share > 0.9 else 0.0
    chinese = plausibility(text)
    other = [char for char in text if char > "\x7f"]
    frequent = sum(char in _FREQUENT for char in other) / max(1, len(other))
    return chinese, chinese + 0.5 * min(0.4, frequent)


def plausibility(text: str) -> float:
    """Return the share of everyday characters among those outside ASCII, bad ones weighing more."""
    other = [c for c in text if c > "\x7f" or (c < " " and c not in "\t\r\n\x0c")]
    if not other:
        return 1.0
    good = sum(c in _common() or _is_sign(c) for c in other)
    bad = sum(unicodedata.category(c) in ("Cc", "Co", "Cn") or c == "\ufffd" for c in other)
    return max(0.0, (good - 2 * bad) / len(other))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The everyday characters of Chinese: the first levels of GB 2312 and Big5."""
    simple = (bytes((a, b)) for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF))
    tails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = (bytes((a, b)) for a in range(0xA4, 0xC7) for b in tails)
    known = {c.decode("gb2312", "ignore") for c in simple}
    return frozenset(known | {c.decode("big5", "ignore") for c in traditional} - {""})


def _is_sign(char: str) -> bool:
    return "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e" or char in _WESTERN_SIGNS


def _western(text: str) -> float:
    """Return the share of accented letters that stand among plain letters, as in Western words."""
    good = total = 0
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if char > "\x7f":
            total += 1
            alone = before <= "\x7f" or after <= "\x7f"
            good += alone and (char in _WESTERN_SIGNS or (char.isalpha() and char <= "\u0178"))
    return 0.95 * good / total if total else 0.0


def is_turkish(text: str) -> bool:
    """Say whether a text read as Western is Turkish: ý for ı, þ for ş, ð for ğ, no Icelandic á."""
    own = sum(text.count(char) for char in "ðýþÐÝÞ")
    return own > sum(text.count(char) for char in "æÆáéíóúÁÉÍÓÚ")


def _mixes_scripts(text: str) -> bool:
    """Say whether Latin and Cyrillic stand in one word again and again, as in Clasificaciуn."""
    return len(_MIXED.findall(text)) * 4 > len(_CYRILLIC.findall(text))


def _japanese(letters: list[str]) -> float:
    kana = sum(bool(_KANA.match(c)) for c in letters)
    known = sum(bool(_KANA.match(c)) or c in _common() or c in _everyday_kanji() for c in letters)
    return known / len(letters) if kana * 12 >= len(letters) else 0.0


def _kanji(text: str) -> float:
    """Return the share of everyday kanji and signs among the characters outside ASCII."""
    other = [c for c in text if c > "\x7f"]
    good = sum(c in _common() or c in _everyday_kanji() or _is_sign(c) for c in other)
    return good / len(other) if other else 0.0


@lru_cache(maxsize=1)
def _everyday_kanji() -> frozenset[str]:
    """The first level of the Japanese standard, which the simplified 県, 駅 and 団 stand in."""
    rows = (bytes((a, b)) for a in range(0xB0, 0xD0) for b in range(0xA1, 0xFF))
    return frozenset({pair.decode("euc_jp", "ignore") for pair in rows} - {""})


def _korean(letters: list[str]) -> float:
    # Syllables outside the national set are hardly ever written; other texts read as Korean are
    # full of them.
    common = (c for c in letters if _HANGUL.match(c) and len(c.encode("euc_kr", "ignore")) == 2)
    return sum(1 for _ in common) / len(letters)


def _russian(letters: list[str]) -> float:
    text = "".join(letters)
    share = len(_CYRILLIC.findall(text)) / len(letters)
    # In the wrong one of the two Russian encodings small letters are capitals and back.
    wrong = sum(c.isupper() for c in letters) > 0.5 * len(letters)
    return 0.0 if wrong else share


_SCRIPTS = {"cp932": _japanese, "cp949": _korean, "cp1251": _russian, "koi8-r": _russian}
OTHERS = tuple(_SCRIPTS)


def _script(text: str, share: Callable[[list[str]], float]) -> float:
    """Return the share of a script's letters among those outside ASCII; 0 when there are few."""
    letters = [c for c in text if c > "\x7f" and (c.isalpha() or not _is_sign(c))]
    return share(letters) if len(letters) >= _FEW else 0.0

"""Numbers of articles in Chinese, Japanese, Korean and Arabic: 第十二条, 제3조, المادة ٤."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.grammar.signs import Sign, sign_of

HAN = {character: n for n, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
_ORDINALS = (
    "الأولى",
    "الثانية",
    "الثالثة",
    "الرابعة",
    "الخامسة",
    "السادسة",
    "السابعة",
    "الثامنة",
    "التاسعة",
    "العاشرة",
)
_TENS = ("العشرون", "الثلاثون", "الأربعون", "الخمسون", "الستون", "السبعون", "الثمانون", "التسعون")
ORDINALS = {word: n for n, word in enumerate(_ORDINALS, 1)} | {"الحادية": 1, "الاولى": 1}
TENTHS = {word: 10 * n for n, word in enumerate(_TENS, 2)}

# "第十二条", "第12條", "第三条之一", "第三条の二", but neither "第三条第二款" nor "第三条规定": what follows goes on with a sentence
OF_HAN = (
    r"第\s?(?:(?P<han>[〇零一二三四五六七八九十百千两]{1,7})|(?P<figures>\d{1,4}))\s?[条條](?:(?P<joined>[之の])(?P<inserted>[一二三四五六七八九十]|\d{1,2}))?"
    r"(?!\s?(?:第|规定|規定|所|的|至|、|和|及|与|與|或|から|に|の|を|は|が|"
    # of news, of roads and of fish there is a first 条 as well
    r"(?:新闻|新聞|消息|信息|短信|微博|微信|评论|評論|留言|推文|视频|动态|建议|建議|意见|意見|理由|线索|線索|经验|經驗|教训|教訓|[大小长長新]?(?:路|街|线|線|船|鱼|魚|狗|河|蛇|龙|龍|腿|命))))"
)
# "제3조", "제 3 조", "제3조의2", but neither "제3조 제2항" nor "제3조에"
OF_HANGUL = r"제\s?(?P<jo>\d{1,4})\s?조(?:의\s?(?P<of>\d{1,2}))?(?=[\s(（\[]|\Z)(?!\s?(?:제\s?\d|및\b|부터))"
# "المادة ١:", "مادة (3)", "المادة – 2 –", "المادة الأولى", each with a mark behind it or alone on its line
OF_ARABIC = (
    r"(?:ال)?ماد[ةه]\s?[-–—ـ(\[:]{0,2}\s?(?:(?P<arabic>\d{1,4})|"
    rf"(?:(?P<ordinal>{'|'.join(ORDINALS)})(?:\s(?P<teen>عشرة?)|\sو(?P<tens>{'|'.join(TENTHS)}))?|(?P<tenth>{'|'.join(TENTHS)})))"
    r"(?:\s?[-–—ـ)\]:._]{1,3}|(?=[ \t]*(?:[\r\n]|\Z)))"
)
ARTICLE = re.compile(
    rf"(?P<lead>[\s>#*_]*)(?:{OF_HAN}|{OF_HANGUL}|{OF_ARABIC})[*_]{{0,3}}[ \t\u3000]*"
    r"(?:[（(【](?P<title>[^()（）【】\n]{1,40})[)）】])?[*_]{0,3}[:：]?\s*"
)
# what may stand before such an article: the letters with which one begins, and the marks of Markdown
FRONTS = frozenset("第제ام")
LEADS = frozenset("#*_>")
# such an article at the front of a line, for counting
SECTION = r"(?:第\s?[〇零一二三四五六七八九十百千两\d]{1,7}\s?[条條]|제\s?\d{1,4}\s?조|(?:ال)?ماد[ةه]\s?[-–—ـ(\[:]{0,2}\s?(?:\d|ال))"
# "第一章 总则", "第二节", "제1장 총칙", "الفصل الأول", "الباب 2": parts, which no capital tells
PART = re.compile(
    r"(?:第\s?[〇零一二三四五六七八九十百千\d]{1,4}\s?[编編章节節部款]|제\s?\d{1,3}\s?[편장절관]|附\s?则|附\s?則|부\s?칙|(?:الفصل|الباب|القسم|الجزء)\s(?:ال|\d))"
    r"[^\n。，,.]{0,40}\Z"
)

# "제2조(목적) " behind the end of a sentence, on the line of the article above it; not "제3조(정의)에 따른", which refers to one;
# "② The" behind one, or behind the title
RUN_IN = re.compile(
    r"(?<=[.。．)）】])[ \t\u3000]*(?=제\s?\d{1,4}\s?조(?:의\s?\d{1,2})?\s?[（(【][^）)】\n]{1,40}[）)】](?:[\s①-⑳]|\Z)|[②-⑳]\s?[^\s②-⑳])"
)
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# "（名称）" on a line of its own: in Japan the heading of the article below it
CAPTION = re.compile(r"[（(](?P<words>[一-鿿ぁ-んァ-ヶー、・]{1,30})[)）]\s*\Z")


class Article(NamedTuple):
    """An article's number at the front of a line: where the number begins, where its words do, and where its title stands."""

    start: int
    words: int
    sign: Sign
    title: tuple[int, int] | None


def may_begin(front: str) -> bool:
    """Tell whether a line that begins with this character may begin with such a number."""
    return front in FRONTS or front in LEADS


def article_at(text: str, start: int, end: int) -> Article | None:
    """Return the article that `text[start:end]` begins with, or None."""
    match = ARTICLE.match(text, start, min(end, start + 120))
    if match is None:
        return None
    title = match.span("title") if match["title"] else None
    words = match.end() if title is None or match.end() < end else match.start("title") - 1
    inserted = of_han(match["inserted"] or "") or int(match["of"] or 0)
    label = f"{_number(match)}-{inserted}" if inserted else str(_number(match))
    sign = sign_of("art", str(_number(match)), None)
    if inserted:
        first = (
            2 if match["of"] or match["joined"] == "の" else 1
        )  # 第三条之一, but 第三条の二 and 제3조의2, are the first behind the third
        sign = Sign("art", (sign.value[0], max(1, inserted - first + 1)), label)
    return Article(match.end("lead"), words, sign, title)


def run_in(text: str, start: int, end: int) -> list[int]:
    """Return where articles, and their parts, go on behind the first on a line, which begins with one."""
    if text[start : start + 1] not in FRONTS and text[start : start + 1] not in CIRCLED:
        return []
    return [match.end() for match in RUN_IN.finditer(text, start, end)]


def circled_at(text: str, start: int) -> Sign | None:
    """Return the number of the part of an article that is printed in a circle: "①"."""
    at = CIRCLED.find(text[start : start + 1] or " ")
    return Sign("①", (at + 1, 0), str(at + 1)) if at >= 0 else None


def _number(match: re.Match[str]) -> int:
    if match["han"]:
        return of_han(match["han"])
    if match["ordinal"]:
        unit = ORDINALS[match["ordinal"]]
        return unit + (10 if match["teen"] else TENTHS.get(match["tens"] or "", 0))
    if match["tenth"]:
        return TENTHS[match["tenth"]]
    return int(match["figures"] or match["jo"] or match["arabic"])


def of_han(words: str) -> int:
    """Return a number in Chinese characters, or in figures.

    >>> of_han("十二"), of_han("一百二十三"), of_han("二〇")
    (12, 123, 20)
    """
    if words.isdecimal():
        return int(words)
    if not any(each in TENS for each in words):
        return int("".join(str(HAN[each]) for each in words) or 0)
    total = digit = 0
    for each in words:
        if each in TENS:
            total += (digit or 1) * TENS[each]
            digit = 0
        else:
            digit = HAN[each]
    return total + digit

"""Dates as Arabic, Chinese, Japanese and Korean print them, read where a line begins: "١٥ مارس ٢٠١١", "2014년 5월 12일", "2014年5月12日".

A year that Japan counts from the beginning of an era is that of one year alone: 令和5年 is 2023.
"""

from __future__ import annotations

import re

from ingest.grammar.eastern_articles import of_han
from ingest.grammar.edtf import DateWords

# the months of the Gregorian calendar as Egypt and the Gulf, and as Syria, Lebanon and Iraq call them
ARABIC_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "يناير/كانون الثاني", "فبراير/شباط", "مارس/آذار/اذار", "أبريل/ابريل/إبريل/نيسان", "مايو/أيار/ايار", "يونيو/يونيه/حزيران",
            "يوليو/يوليه/تموز", "أغسطس/اغسطس/آب", "سبتمبر/أيلول/ايلول", "أكتوبر/اكتوبر/تشرين الأول", "نوفمبر/تشرين الثاني", "ديسمبر/كانون الأول",
        ),
        1,
    )
    for name in names.split("/")
}  # fmt: skip
ARABIC_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("الاثنين/الإثنين", "الثلاثاء", "الأربعاء/الاربعاء", "الخميس", "الجمعة", "السبت", "الأحد/الاحد")
    )
    for name in names.split("/")
}
KOREAN, CHINESE, JAPANESE = "월화수목금토일", "一二三四五六日", "月火水木金土日"

# "الثلاثاء ١٥ مارس ٢٠١١", "15 مارس 2011م", "يوم الخميس، 3 فبراير 2011"
ARABIC = re.compile(
    rf"(?:(?:يوم\s+)?(?P<weekday>{'|'.join(ARABIC_WEEKDAYS)})\s?[،,]?\s+)?(?P<day>\d\d?)\s+(?:من\s+)?(?P<month>{'|'.join(ARABIC_MONTHS)})"
    r"(?:\s?[/،,]\s?|\s+)(?:عام\s+|سنة\s+)?(?P<year>\d{4})\s?م?(?!\w)"
)
# " (월)", "(월요일", " 월요일"; not the first sign of another word
KOREAN_WEEKDAY = rf"(?:\s?\((?P<weekday>[{KOREAN}])(?:요일)?\)?|\s?(?P<full>[{KOREAN}])요일)?"
# "2014년 5월 12일", "2014년 5월 12일 (월요일)"
HANGUL = re.compile(rf"(?P<year>\d{{4}})\s?년\s?(?P<month>\d\d?)\s?월\s?(?P<day>\d\d?)\s?일{KOREAN_WEEKDAY}")
# "2014. 5. 12.", "2014. 5. 12. (월)": as Korean offices print it
DOTTED = re.compile(rf"(?P<year>(?:19|20)\d\d)\.\s?(?P<month>\d\d?)\.\s?(?P<day>\d\d?)\.{KOREAN_WEEKDAY}(?![\d\w])")
# "2014年5月12日", "2014年5月12日（月）", "2014年5月12日 星期一", "2014年（平成26年）5月12日"
HAN = re.compile(
    rf"(?P<year>\d{{4}})\s?年(?:[（(](?P<era>明治|大正|昭和|平成|令和)(?P<count>元|\d{{1,2}})年[)）])?\s?(?P<month>\d\d?)\s?月\s?(?P<day>\d\d?)\s?[日号號]"
    rf"(?:\s?(?:[(（](?P<weekday>[{JAPANESE}])(?:曜日?)?[)）]|(?P<japanese>[{JAPANESE}])曜日?|(?:星期|周|週)(?P<chinese>[{CHINESE}天])))?"
)
SHAPES = (HANGUL, HAN, DOTTED, ARABIC)
# the day on which each era began; days of 明治 are of the Gregorian calendar from 1873 on (Ordinance 337 of 1872)
ERAS = {"明治": (1868, 1, 1), "大正": (1912, 7, 30), "昭和": (1926, 12, 25), "平成": (1989, 1, 8), "令和": (2019, 5, 1)}
# the last year that is printed of each: plans and leases went on in an era after it had ended unforeseen
LAST_YEARS = {"明治": 45, "大正": 15, "昭和": 80, "平成": 50, "令和": 99}
GREGORIAN = (1873, 1, 1)
# "令和5年3月3日", "平成元年四月一日（土）", "令和五年（2023年）三月三日"
OF_ERA = re.compile(
    rf"(?P<era>{'|'.join(ERAS)})\s?(?P<count>元|\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?年(?:\s?[（(](?P<year>\d{{4}})\s?年?[)）])?"
    r"\s?(?P<month>\d\d?|[一二三四五六七八九十]{1,2})\s?月\s?(?P<day>\d\d?|[一二三四五六七八九十]{1,3})\s?日"
    rf"(?:\s?(?:[(（](?P<weekday>[{JAPANESE}])(?:曜日?)?[)）]|(?P<japanese>[{JAPANESE}])曜日?))?"
)
MAY_BEGIN_ERA = frozenset(era[0] for era in ERAS)


def counts_years(words: str) -> bool:
    """Tell words with a year of an era in Chinese figures, which no digit shows: "令和五年"."""
    return "年" in words and any(era in words for era in ERAS)


def eastern_date(words: str, begins: int) -> DateWords | None:
    """Return the date of one of these shapes that stands at a place of `words`."""
    if words[begins : begins + 1] in MAY_BEGIN_ERA:
        return _of_era(OF_ERA.match(words, begins))
    for shape in SHAPES:
        found = shape.match(words, begins)
        if found:
            year, day = int(found["year"]), int(found["day"])
            month = ARABIC_MONTHS.get(found["month"]) or int(found["month"])
            if not (1500 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
                return None  # of another calendar
            if shape is HAN and found["era"] and _year_of(found["era"], found["count"]) != year:
                return None
            return DateWords(found.start(), found.end(), found[0], year, month, day, _weekday(found))
    return None


def _of_era(found: re.Match[str] | None) -> DateWords | None:
    """Return the date of a year of an era; None for a day before it began, or where a year in brackets is another."""
    if found is None:
        return None
    month, day = map(of_han, found.group("month", "day"))
    began, year = ERAS[found["era"]], _year_of(found["era"], found["count"])
    count = year - began[0] + 1
    if count > LAST_YEARS[found["era"]] or (found["year"] and int(found["year"]) != year):
        return None
    if not (1 <= month <= 12 and 1 <= day <= 31) or (year, month, day) < max(began, GREGORIAN):
        return None
    return DateWords(found.start(), found.end(), found[0], year, month, day, _weekday(found))


def _year_of(era: str, count: str) -> int:
    return ERAS[era][0] + (1 if count == "元" else of_han(count)) - 1


def _weekday(found: re.Match[str]) -> int | None:
    said = found.groupdict()
    if said.get("chinese"):
        return CHINESE.index("日" if said["chinese"] == "天" else said["chinese"])
    name = said.get("weekday") or said.get("full") or said.get("japanese")
    if not name:
        return None
    return ARABIC_WEEKDAYS[name] if name in ARABIC_WEEKDAYS else (KOREAN if name in KOREAN else JAPANESE).index(name)

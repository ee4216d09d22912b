"""Dates with the month in a language of western, northern or central Europe that is not English, and other dates that are read only where a line begins.

Months and weekdays are whole names, never abbreviated: a name means the same month in each of these languages that has it.
"""

from __future__ import annotations

import re

from ingest.grammar.eastern_dates import eastern_date
from ingest.grammar.edtf import DateWords

FOREIGN_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier januar jänner enero gennaio januari ionawr janeiro stycznia gener",
            "février fevrier februar febrero febbraio februari chwefror fevereiro lutego febrer",
            "mars märz marzo maart mawrth março marco marts marca març",
            "avril april abril aprile ebrill kwietnia",
            "mai mayo maggio mei maio maj maja maig",
            "juin juni junio giugno mehefin junho czerwca juny",
            "juillet juli julio luglio gorffennaf julho lipca juliol",
            "août aout august agosto augustus awst augusti sierpnia agost",
            "septembre september septiembre setiembre settembre medi setembro września wrzesnia setembre",
            "octobre oktober octubre ottobre hydref outubro października pazdziernika",
            "novembre november noviembre tachwedd novembro listopada",
            "décembre decembre dezember diciembre dicembre december rhagfyr dezembro grudnia desembre desember",
        ),
        1,
    )
    for name in names.split()
}
FOREIGN_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "lundi/montag/lunes/lunedì/lunedi/maandag/dydd llun/segunda-feira/segunda/poniedziałek/måndag/mandag/dilluns",
            "mardi/dienstag/martes/martedì/martedi/dinsdag/dydd mawrth/terça-feira/terça/wtorek/tisdag/tirsdag/dimarts",
            "mercredi/mittwoch/miércoles/miercoles/mercoledì/mercoledi/woensdag/dydd mercher/quarta-feira/quarta/środa/onsdag/dimecres",
            "jeudi/donnerstag/jueves/giovedì/giovedi/donderdag/dydd iau/quinta-feira/quinta/czwartek/torsdag/dijous",
            "vendredi/freitag/viernes/venerdì/venerdi/vrijdag/dydd gwener/sexta-feira/sexta/piątek/fredag/divendres",
            "samedi/samstag/sonnabend/sábado/sabado/sabato/zaterdag/dydd sadwrn/sobota/lördag/lørdag/dissabte",
            "dimanche/sonntag/domingo/domenica/zondag/dydd sul/niedziela/söndag/søndag/diumenge",
        )
    )
    for name in names.split("/")
}
ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_WORD = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
# "mardi 12 mars 2019", "Dienstag, den 12. März 2019", "1er mai 2019", "12 de marzo de 2019", "Dydd Mawrth, 12 Mawrth 2019"
FOREIGN = re.compile(
    rf"(?:(?P<weekday>{'|'.join(FOREIGN_WEEKDAYS)}),?\s+)?(?:(?:le|den|el|il|dia)\s+)?(?P<day>\d\d?)(?:er|\.?[º°]|\.|af|ail|ydd|fed|eg|ain|ed)?\s+(?:de\s+|d[’']|o\s+)?"
    rf"(?P<month>{'|'.join(FOREIGN_MONTHS)})(?:,?\s+(?:(?:de|del)\s+)?{YEAR}(?:\s?r\.)?)?(?!\w)",
    re.IGNORECASE,
)
# "12/Mar/2019", "12.Mar.2019", "Tue 12/Mar/2019"
SLASHED = re.compile(
    rf"(?:(?P<weekday>{'|'.join(ENGLISH_WEEKDAYS)})\w{{0,6}}\.?,?\s+)?(?P<day>\d\d?)(?P<mark>[/. _])"
    rf"(?P<month>{'|'.join(ENGLISH_MONTHS)})[a-z]{{0,6}}(?P=mark){YEAR}(?!\d)",
    re.IGNORECASE,
)
# "Tue Mar 12 10:15:00 GMT 2019": as Unix prints it
UNIX = re.compile(
    rf"(?P<weekday>{'|'.join(ENGLISH_WEEKDAYS)})\s+(?P<month>{'|'.join(ENGLISH_MONTHS)})\s+(?P<day>\d\d?)\s+"
    rf"\d\d:\d\d(?::\d\d)?\s+(?:[A-Z]{{2,5}}\s+)?{YEAR}(?!\d)",
    re.IGNORECASE,
)
# "2019/3/12", "Tuesday 2019-3-12": the year first, so the month is second
YEAR_FIRST = re.compile(
    rf"(?:(?P<weekday>{'|'.join(ENGLISH_WEEKDAYS)})\w{{0,6}}\.?,?\s+)?{YEAR}(?P<mark>[-/])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?![\d/-])",
    re.IGNORECASE,
)
# "2019 Mar 12", "2019-Mar-12", "2019, March 12"
YEAR_AND_NAME = re.compile(
    rf"(?P<weekday>(?!))?{YEAR}(?:,?\s+|[-/.])(?P<month>{MONTH_WORD})\.?(?:\s+|[-/.])(?P<day>\d\d?)(?:st|nd|rd|th)?(?![\w/.-])",
    re.IGNORECASE,
)
# "12. March 2019", "Tuesday, 12. March 2019"
DAY_AND_DOT = re.compile(
    rf"(?:(?P<weekday>{'|'.join(ENGLISH_WEEKDAYS)})\w{{0,6}}\.?,?\s+)?(?P<day>\d\d?)\.\s+(?P<month>{MONTH_WORD})\.?,?\s+{YEAR}(?!\d)",
    re.IGNORECASE,
)
# "tuesday, march 12, 2019", "march 12th 2019": in small letters
SMALL = re.compile(
    rf"(?:(?P<weekday>{'|'.join(ENGLISH_WEEKDAYS)})\w{{0,6}}\.?,?\s+)?(?P<month>{MONTH_WORD})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+{YEAR}(?!\d)",
    re.IGNORECASE,
)
# "20190312"
EIGHT_DIGITS = re.compile(r"(?P<weekday>(?!))?(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?![\w/.-])")
OF_DIGITS = (FOREIGN, SLASHED, YEAR_FIRST, YEAR_AND_NAME, DAY_AND_DOT, EIGHT_DIGITS)
OF_LETTERS = (FOREIGN, SLASHED, UNIX, YEAR_FIRST, DAY_AND_DOT, SMALL)
# two letters with which a date of these shapes may begin, if it begins with no digit: those of a weekday, a month or an article
FRONTS = frozenset(
    name[:2] for name in (*FOREIGN_WEEKDAYS, *ENGLISH_WEEKDAYS, *ENGLISH_MONTHS, "le", "den", "el", "il", "dia")
)


def leading_date(words: str) -> DateWords | None:
    """Return the date of one of these shapes with which `words` begin; places are places of `words`."""
    begins = len(words) - len(words.lstrip())
    front = words[begins : begins + 2]
    of_digits = front[:1].isdecimal()
    if not words.isascii() or (of_digits and words[begins + 4 : begins + 5] == "."):
        eastern = eastern_date(words, begins)
        if eastern:
            return eastern
    if not of_digits and front.casefold() not in FRONTS:
        return None
    for shape in OF_DIGITS if of_digits else OF_LETTERS:
        found = shape.match(words, begins)
        if found:
            year, month, day = found["year"], _month(found["month"]), int(found["day"])
            if not (1 <= month <= 12 and 1 <= day <= 31):
                return None
            weekday = _weekday(found["weekday"]) if found["weekday"] else None
            return DateWords(found.start(), found.end(), found[0], int(year) if year else None, month, day, weekday)
    return None


def _month(words: str) -> int:
    name = words.casefold()
    if name.isdigit():
        return int(name)
    return FOREIGN_MONTHS[name] if name in FOREIGN_MONTHS else ENGLISH_MONTHS.index(name[:3]) + 1


def _weekday(words: str) -> int:
    name = " ".join(words.casefold().split())
    return FOREIGN_WEEKDAYS[name] if name in FOREIGN_WEEKDAYS else ENGLISH_WEEKDAYS.index(name[:3])

"""What the labels of speakers are made of: the time or the number in front, the name, its title or office, brackets."""

from __future__ import annotations

from ingest.grammar.names import GAP, HONORIFIC, NAME, OFFICE

# "CROSS-EXAMINATION BY "
EXAMINES = r"(?:(?:CROSS|RE|FURTHER|Cross|Re|Further)[ -]?)?(?:EXAMINATION|[Ee]xamination)\s(?:BY|by)\s"
# ">> ", "1. ", "Q12 ", "Q12" right before the name, "Q12            ", "[00:00:12] ", "(10:32) ", "00:00:12 ", "0:12 - ", "10:04:38 am - ":
# what may stand before a name
BEFORE = (
    rf"(?:>>{GAP}|{EXAMINES}|(?P<number>\d{{1,3}}\.){GAP}|(?P<asked>Q\.?\s?\d{{1,4}}[.:]?)(?:{GAP}|[ \t\xa0]{{1,30}}|(?=[A-Z][a-z]))|"
    rf"[\[(]\d{{1,2}}:\d\d(?::\d\d(?:[.,]\d+)?)?[\])]{GAP}|"
    r"\d{1,2}:\d\d(?P<second>:\d\d(?:[.,]\d{1,3})?)?(?:\s?[AaPp]\.?[Mm]\b\.?)?[ \t\xa0]{1,8}(?:[–-][ \xa0])?)?"
)
# "***", "**", "__", "*", "_"
EMPHASIS = r"(?P<bold>\*{1,3}|__?|)"
# "EJ" (employment judge), "An Ceann Comhairle" (who presides in Dublin), "SPEAKER 1", "Unidentified Speaker",
# "A MEMBER OF THE PUBLIC", "Several hon. Members", "Interviewer 2"
ROLE = (
    r"(?:R?EJ|D?DJ|HHJ|[Aa]n\s(?:(?:Leas-)?Ch?eann\sComhairle|(?:Leas-)?Ch?athaoirleach)|(?:(?i:an?|several|some|unidentified|unknown|female|male|second|first|another)\s){0,2}(?=[A-Z]|hon)(?i:(?:hon\.?\s)?members?"
    r"(?:\sof\sthe\s(?:public|jury|audience|committee))?|speaker|voice|voices|participant|interviewer|interviewee|"
    r"(?:man|woman|person|voice)\s(?:in|from)\s(?:the\s)?(?:audience|crowd|public|floor|gallery)|respondent|claimant|questioner|panel+ist|moderator|operator|audience(?:\smember)?|juror|chorus|all)(?:[\s_]?(?:(?i:no)\.?\s?)?\d{1,3}|\s[A-Z])?)"
)
# "De voorzitter", "El presidente", "La présidente", "Le rapporteur", "Der Vorsitzende": who presides, or reports, abroad
OFFICE_ABROAD = (
    r"(?:(?:De|DE)\s(?i:voorzitter|griffier)|(?:El|La|EL|LA|Le|LE|Il|IL|O|A)\s(?i:(?:vice-?)?president[ea]?|présidente?|rapporteure?|relator|ponente|"
    r"secretari[oa]|greffi[eè]re?)|(?:Der|Die|DER|DIE)\s(?i:vorsitzende|präsident(?:in)?)|PRESIDENTE|GIUDICE|IMPUTATO|TESTE(?!\s[A-Z])|PUBBLICO\sMINISTERO)\b"
)
# "Employment Judge", "Chairman", "Representative", "Mme", "Zeugin", "El señor", "De heer", "O Sr.": titles that stand before the name of a speaker
TITLE = (
    rf"(?:{HONORIFIC}|(?i:(?:employment|district|tribunal|circuit|chief)\s(?:judge|justice)|chairman|chairwoman|chairperson|"
    r"representative|congress(?:wo)?man|commissioner|alderman|ambassador|governor|mayor|general|deputy|constable|detective|"
    r"minister|secretary)\b|(?=[MVPZSHFAR])(?:M\.|Mme|Mlle|Ma[îi]tre|Vorsitzende[rn]?|Präsident(?:in)?|Zeug(?:e|in)|Sachverständige[rn]?|Herr|Frau|"
    r"Abg(?:\.|eordnete[rn]?)|Richter(?:in)?|Rechtsanw(?:alt|ältin)|Staatsanw(?:alt|ältin))(?!\w)|"
    r"(?=[ELOADdMS])(?:(?:E[lL]|L[aA])\s(?i:señor(?:a|ita)?|sr[ae]?\.?)|[OA]\s(?i:sra?\.?|senhora?)|[Dd]e\sheer|D[Hh][Rr]\.|M[Ee]vrouw|MEVROUW|M[Ee][Vv][Rr]\.|"
    r"Sra?\.|Señora?|Minister|Staatssecretaris)(?!\w)|(?=[ATD])(?:A[Vv][Vv]\.|AVVOCATO|TESTE|TESTIMONE|D[Oo][Tt][Tt]\.(?:ssa|SSA)?)(?!\w))"
)
# "MS HARDY", "Mr O’Brien KC (for the union)", "THE CHAIR", "Ann Bee (Hull East) (Lab)", "The Chair (Ms Ann Bee (Hull, Lib.))"
WORDS = rf"(?:{OFFICE}|{OFFICE_ABROAD}|{ROLE}\b|(?i:the\s)?{TITLE}{GAP}(?>{NAME})|(?>{NAME}))"
BRACKETS = rf"(?P<brackets>(?:{GAP}\((?:[^()\n]|\([^()\n]{{1,40}}\)){{1,60}}\)){{0,3}})"

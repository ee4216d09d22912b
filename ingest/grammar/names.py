"""What the printed name of a person or a body looks like.

Names are recognised by their shape, never looked up; a word that is also the name of a thing, a day or a heading
is refused, so that "Note" and "Monday" do not speak.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ"
# white space inside a name: up to three blanks, or the end of a wrapped line
GAP = r"(?:[^\S\r\n]{1,3}(?:\r?\n[^\S\r\n]{0,8})?|\r?\n[^\S\r\n]{0,8})"
# "Mr", "MRS.", "Baroness", "Cllr"
HONORIFIC = (  # the look ahead is for speed alone: the first letters of these words
    r"(?:(?i:(?=[mdpslbrcjhi])(?:m(?:rs?|s|iss|x|ajor)|d(?:r|ame)|prof(?:essor)?|s(?:ir|gt|ergeant|uperintendent|enator|hri|mt)|"
    r"l(?:ord|ady)|baron(?:ess)?|rev(?:d|erend)?|c(?:llr|ouncillor|apt(?:ain)?|ol(?:onel)?)|j(?:udge|ustice)|hon|insp(?:ector)?))\b\.?)"
)
# "O’Brien", "Smith-Jones", "McDonald", "J.", "KC"; never "Smith’s"
WORD = rf"(?:[{UPPER}]\.(?:[{UPPER}]\.)*|[{UPPER}][^\W\d_]*(?:(?:[’'](?![sS]\b)|-)[^\W\d_]+)*)"
# "van der", "de la", "bin"
PARTICLE = r"(?:(?:de|da|di|du|del|della|der|den|van|von|ter|ten|la|le|al|el|bin|ibn|binti|ap|af|y)\b)"
# "Mrs A B O’Brien KC", "Cllr Ann van der Bee", "Northmoor Gazette"
NAME = rf"(?:{HONORIFIC}{GAP})*{WORD}(?:{GAP}(?:{PARTICLE}{GAP}){{0,2}}{WORD}){{0,6}}"

PRONOUNS = _words(
    "he she it they we i you who one him her them us me this that these those his their my our your someone somebody "
    "everyone everybody nobody no-one another others some many most both all neither each none"
)
# A capital letter at the front of a sentence makes no name of these.
NOT_FIRST = _words(
    "the a an and but or so yet if when as then than while because since although though however later earlier now today "
    "yesterday tomorrow meanwhile finally also again in on at after before by for from to of with without under over "
    "about during until there here what which how why where not no yes even only just once still next first last "
    "another one two three asked answering replying writing speaking according today’s both is was were are "
    "dear hi hello thanks thank"
)
# Words for people, which are no one's name when they stand alone.
PEOPLE = _words(
    "members staff officials people lawyers critics sources colleagues workers residents campaigners supporters "
    "opponents managers employers unions activists witnesses delegates judges ministers councillors experts protesters "
    "reporters journalists neighbours friends parents teachers doctors nurses students families observers insiders "
    "organisers representatives reps bosses leaders voters candidates complainants respondents applicants"
)
THINGS = _words(
    "note notes date dates time times place venue where when why who what how ps p.s nb update updates twitter facebook email "
    "e-mail tel telephone phone fax mobile website web url link links source sources title headline subject re cc bcc from "
    "to sent address contact contacts tags tag filed category categories labels posted published author editor photo photos "
    "picture pic image caption credit copyright summary abstract introduction background conclusion conclusions findings "
    "finding verdict result results decision outcome ruling judgment judgement order question questions answer answers "
    "rule rules clause section article chapter part parts schedule appendix annex exhibit figure table page para paragraph "
    "example examples definition definitions agenda minutes item items motion motions amendment resolved action actions "
    "present apologies attendance cost costs price fee fees total deadline status version reference ref case claim "
    "claimant respondent statement letter message report news release press story quote quotation transcript extract "
    "exclusive breaking comment comments opinion analysis editorial review interview video audio listen watch read more "
    "see warning important remember reminder attention notice disclaimer correction corrections clarification "
    "purpose aim aims objective objectives scope membership quorum eligibility day week month year today morning afternoon "
    "evening issue volume vol number no step steps option options answer truth accounts facts reasons account reason "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december occupation position role job capacity name signed dated signature "
    "file files license licence format package maintainer packager homepage bugs author authors developers "
)
# Words that stand in front of a colon, and are also the ends of names: "Key points:", but "Ann Key".
HEADS = _words(
    "appearances whereupon stipulation stipulations proceedings index exhibits witnesses warning caution danger hint tip tips todo fixme added fixed "
    "changed removed deprecated security improved changes usage synopsis description options ingredients method serves "
    "input output returns raises parameters arguments requires depends error info debug fatal kind type value key "
    "quantity amount balance invoice product service duration length width height size weight colour color "
    "advantages disadvantages pros cons strengths weaknesses yes no "
    "proposal proposals proposer proposers seconder seconders mover movers sponsor sponsors vote votes voting abstentions "
    "context rationale discussion consensus attendees regrets"
)
# "Mr Price", "Mrs May": after these a word is a name, whatever else it is
SURE_TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|sir|dame|lord|lady|baroness|prof|professor|judge|justice|cllr|councillor)\b\.?\s+\S",
    re.IGNORECASE,
)
OFFICES = (
    r"chair(?:man|woman|person)?|conven[eo]r|president|court(?: reporter| clerk)?|tribunal|clerk|magistrate|referee|"
    r"stenographer|translator|sheriff|witness|interpreter|registrar|coroner|"
    r"commissioner|certification officer|returning officer|adjudicator|arbitrator|foreman|usher|reporter|speaker|"
    r"judge|inspector|interviewer|prosecutor|moderator|secretary|treasurer|secretary of state|minister|"
    r"prime minister|first minister|presiding officer|assessor|mayor|attorney general|solicitor general|"
    r"lord advocate|leader of the (?:house|opposition)|bailiff|operator|foreperson|jury|defendant|videographer"
)

# "THE CHAIR", "The Certification Officer", "The Secretary of State for Harbours", "THE DEPUTY LORD MAYOR"
OFFICE = (
    rf"(?:THE|The){GAP}(?:(?i:vice|deputy|assistant|lord|lady|senior|acting|parliamentary|under)[\s-]){{0,3}}(?i:{OFFICES})\b"
    rf"(?:{GAP}(?i:of|for|to){GAP}(?:(?:(?:the|and|of|for|on|in)\b|{WORD}),?{GAP}){{0,8}}{WORD})?"
)
STARTS_WITH_HONORIFIC = re.compile(rf"(?:{HONORIFIC}{GAP})")
A_NAME = re.compile(NAME)
# "A. B. Fenn", "I B Fenn": two letters are no article and no pronoun
INITIALS = re.compile(r"[A-Z](?:\.\s?|\s)[A-Z](?:\.\s?|\s)[A-Z]")


@lru_cache(maxsize=4096)
def is_name(words: str) -> bool:
    """Tell whether words of the shape of a name can be one: no pronoun, no day or month, no heading."""
    parts = [part.strip(".’'").casefold() for part in words.split()]
    if not parts or not A_NAME.fullmatch(words):
        return False
    if len(parts) == 1 and (parts[0] in PEOPLE or len(parts[0]) < 2):
        return False
    if not INITIALS.match(words) and any(parts[0] in each for each in (PRONOUNS, NOT_FIRST, THINGS, HEADS)):
        return False
    if "and" in parts and not SURE_TITLE.match(words):
        return False  # "STATEMENTS AND EVIDENCE:", but "MR AND MRS DOW:"
    return parts[-1] not in THINGS or bool(SURE_TITLE.match(words))

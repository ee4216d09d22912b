"""Lines of a judgment that say what it is: the citation, the number of the case, the parties, who gives it, and its day."""

from __future__ import annotations

import re

# "[2019] EWHC 1234 (QB)", "Neutral Citation Number: [2019] EWCA Civ 123", "CITATION: Bee v Board [2019] NLCA 12", "2011 ONSC 99"
CITATION = re.compile(
    r"\W*(?:(?:(?:medium\s+)?neutral\s+)?citation(?:\s+(?:number|no\.?))?\s*:?\s*)?(?:.{3,120}\s)?"
    r"(?P<citation>(?:\[(?:19|20)\d\d\]|(?:19|20)\d\d(?=\s[A-Z]{2,6}\s\d))\s[A-Z][A-Za-z]{1,9}(?:\s[A-Z][a-z]{2,5})?\s\d{1,5}(?:\s\([A-Za-z]{1,12}\))?)\W*\Z"
)
# "Case No: QB-2018-001234", "No. 18-1234", "(Application no. 1234/10)", "(Requête n o 1234/10)", "Appeal No. UKEAT/0053/18", "No. 2:17-cv-00123"
NUMBER = re.compile(
    r"\W*(?:(?:case|claim|appeal|application|docket|record|action|file|complaint|requêtes?)\s+)?(?:numbers?|nos?\.?|n\s?[o°]s?)\s*:?\s*"
    r"[A-Z]{0,8}[\w/.(): –-]{0,20}\d[\w/ –-]{0,30}\W*\Z",
    re.IGNORECASE,
)
# "JUDGMENT", "Approved Judgment", "RESERVED JUDGMENT", "OPINION", "DECISION AND REASONS", "JUDGMENT (Reserved)"
GIVES = re.compile(
    r"\W*(?:(?:approved|reserved|final|draft|memorandum|unanimous|judgment|extempore|ex\s+tempore|revised|majority|substantive|preliminary)\s+){0,2}"
    r"(?:judge?ment|opinion|decision|ruling|determination|arrêt|jugement|décision|judgment\s+on\s+(?:costs|liability|remedy)|endorsement|reasons\s+for\s+(?:judge?ment|decision))(?:\s+and\s+(?:reasons|order))?(?:\s+\([^()]{1,40}\))?\W*\Z",
    re.IGNORECASE,
)
# "OPINION OF LORD HALL", "DECISION OF THE CERTIFICATION OFFICER ON …", "JUDGMENT OF THE COURT"
GIVEN_BY = re.compile(
    r"\W*(?:OPINION|DECISION|JUDGMENT|DETERMINATION|RULING)\s+OF\s+(?:THE\s+)?(?:LORD|LADY|SHERIFF|COURT|TRIBUNAL|CERTIFICATION|MR|MRS|MS|HIS|HER|JUDGE|FULL|INNER|"
    r"UPPER|FIRST|ADJUDICATOR|OMBUDSMAN|ARBITRATOR|COMMISSIONER)\b"
)
# "JUDGMENT of Mr Justice Hall delivered on the 3rd day of March, 2015"
OF_JUSTICE = re.compile(
    r"\W*(?:(?:ex\s+tempore|approved|reserved)\s+)?(?:judge?ment|ruling|decision)\s+of\s+(?:the\s+hon(?:ourable|\.)?\s+)?(?:(?:mr|mrs|ms|miss)\.?\s+justice|judge|lord|lady)\s+[^.:;]{2,60}",
    re.IGNORECASE,
)
# "HALL, Chief Judge. This appeal", "LAMB, J.:", "FOX, Circuit Judge:", "JUSTICE HALL delivered the opinion"
BY_JUDGE = re.compile(
    r"(?:(?:MR|MS|MRS)\.?\s)?(?:CHIEF\s)?JUSTICE\s[A-Z’'-]+,?\s(?:delivered|announced)\s|"
    r"[A-Z][A-Z’'-]+,\s(?:(?:Chief|Circuit|District|Senior|Associate|Presiding)\s){0,2}(?:Judge|Justice|C?\.?J\.)[.:]"
)
# "Delivers the following judgment, which was adopted on that date:", "Rend l’arrêt que voici, adopté à cette date:", "decides as follows:"
DELIVERS = re.compile(
    r"(?:delivers\s+the\s+following\s+(?:judge?ment|decision)|rend\s+l[’']arrêt\s+(?:que\s+voici|suivant))\b.*:\Z",
    re.IGNORECASE | re.DOTALL,
)
# "v", "- and -", "against", "Between:": between or above the parties
BETWEEN = re.compile(r"\W*(?:vs?\.?|versus|against|[-–—]\s*and\s*[-–—]|between)(?:\W*|\s{3,}\S.*)\Z", re.IGNORECASE)
# "HIS HONOUR JUDGE HALL", "MRS JUSTICE LAMB": who gives it
JUDGE = re.compile(
    r"\W*(?:HIS|HER|THE)\s+HONOUR(?:ABLE)?\s+[A-Z .’'-]{4,60}\W*\Z|\W*M(?:R|RS|S)\.?\s+JUSTICE\s+[A-Z .’'-]{3,40}\W*\Z"
)
# "Hearing dates: 3 and 4 May 2016": when it was heard
HEARD = re.compile(r"\W*hearing dates?\s*:\s*\d", re.IGNORECASE)
# "Bee v Harbour Board of Hull", "CASE OF BEE v. NORTHLAND", "Bee (Respondent) v Harbour Board (Appellant)"
VERSUS = re.compile(
    r"\W*(?:(?i:citation|re)\s*:\s*|(?i:(?:approved )?judgment approved by the court for (?:a )?hand(?:ing)? down)\W+)?"
    r"(?P<case>[A-Z][^\n]{1,90}?\s[vV]\.?\s(?=[A-Z(])[^\n]{2,120})\Z"
)
# "AFFAIRE BEE c. NORLAND", "Affaire Bee et autres c. Norlande (article 50)"
AFFAIRE = re.compile(r"\W*(?P<case>(?:AFFAIRE|Affaire)\s[A-Z][^\n]{1,90}?\s[cC]\.\s(?=[A-ZÀ-Þ(])[^\n]{2,120})\Z")
# "In the case of Bee v. Northland*,", "En l’affaire Bee et Dow c. Norlande (1),"
IN_THE_CASE = re.compile(
    r"(?:In\sthe\scase\sof|En\sl[’']affaire)\s(?P<case>[A-Z][^\n,]{1,90}?\s[vc]\.\s(?=[A-ZÀ-Þ])[^\n,()*\[\]]{2,80}?)\s?(?:\*{1,2}|\(\d\)|\[\d?\s?\])?,\Z"
)
# "Application no. 1234/10 by Ann BEE against Northland"
APPLICATION = re.compile(
    r"\W*(?:Application|Requête)\s+n\s?[o°]?\.?\s[\d/]{3,12}\s+(?:by|présentée\s+par)\s+"
    r"(?P<case>[A-ZÀ-Þ][\w\s.’'-]{2,80}?\s(?:against|contre)\s(?:the\s|la\s|le\s|l[’'])?[A-ZÀ-Þ][\w ’'-]{2,50})\Z"
)
# "by Ann BEE", "présentée par Ann BEE" above "against Northland", "contre la Norlande": who applies, and against which state
APPLIES = re.compile(r"(?:(?:by|présentée\s+par|lodged\s+by)\s+)?(?P<case>[A-ZÀ-Þ][\w .’'-]{2,80})\Z")
AGAINST = re.compile(r"(?:against|contre)\s(?:the\s|la\s|le\s|l[’'])?[A-ZÀ-Þ][\w ’'-]{2,50}\Z")
# "Claimant:        Ms A Bee", "RESPONDENT: Harbour Board"
PARTY = re.compile(
    r"\W*(?:claimants?|respondents?|appellants?|applicants?|pursuers?|defend(?:ants?|ers?)|plaintiffs?|petitioners?)\s*:",
    re.I,
)
# "MR A BEE APPELLANT", "HARBOUR BOARD Respondent", "RESPONDENT": what a party is, at the end of its line; "APPEARANCES" above who spoke for it
ROLE = re.compile(
    r"(?:.{2,120}\s)?(?:Claimant|CLAIMANT|Respondent|RESPONDENT|Appellant|APPELLANT|Applicant|APPLICANT|Pursuer|PURSUER|Defendant|DEFENDANT|"
    r"Defender|DEFENDER|Plaintiff|PLAINTIFF|Petitioner|PETITIONER)[sS]?\W*\Z|\W*APPEARANCES\W*\Z"
)
# "You are here: Databases >> Appeal Tribunal >> Bee v Harbour Board [2019] UKEAT 12 (4 April 2019)": where a collection keeps it
KEPT = re.compile(
    r"(?:.*>>\s*)?(?P<case>[A-Z][^>\n]{1,90}?\s[vV]\.?\s[^>\n]{2,120}?)\s\[(?:19|20)\d\d\][^>\n]{2,60}?(?:\((?P<date>\d[^()]{5,25})\))?\W*\Z"
)
# "Date of Decision:", "JUDGMENT GIVEN ON", "Decided", "JUDGMENT DATE:", "Handed down on": before the day of a judgment
GIVEN_ON = re.compile(
    r"\W*(?:(?:date\s+of\s+(?:the\s+)?(?:judge?ment|decision|ruling|determination|delivery|hand(?:ing)?[\s-]down|promulgation|release))|"
    r"(?:judge?ment|decision|ruling|release|hand[\s-]down)\s+date|"
    r"(?:(?:judge?ment|decision|ruling|opinion)\s+)?(?:of\s+(?:[^,:;.\d]|(?<=M[rs])\.|(?<=Mrs)\.){3,60}\s)?(?:given|delivered|handed\s+down|decided|rendered|pronounced|filed)(?:\s+on(?:\s+the)?)?)\s*:?\W*\Z",
    re.IGNORECASE,
)
# "Date:", "Dated": of a judgment too, if nothing else is
DATED = re.compile(r"\W*dated?\s*:?\W*\Z", re.IGNORECASE)
# "Heard on", "Hearing dates:", "JUDGMENT SENT TO THE PARTIES ON", "At the Tribunal", "On": another day
OTHER_DAY = re.compile(
    r".*\b(?:heard|hearings?|argued|submitted|sent|entered|received|sitting|tribunal|on|born|amended|appeal\s+from|order\s+of|dated)(?:\s+dates?)?\s*:?\W*\Z",
    re.IGNORECASE | re.DOTALL,
)

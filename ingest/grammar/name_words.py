"""Words that stand beside names, and words that are names and something else besides."""

from __future__ import annotations

from ingest.grammar.names import NOT_FIRST, PRONOUNS


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


MEN = _words("mr sir lord baron brother bro father fr")
WOMEN = _words("mrs ms miss dame lady baroness sister mother")
TITLES = (
    MEN
    | WOMEN
    | _words(
        "mx dr prof professor rev revd reverend cllr councillor judge justice hon sgt sergeant inspector insp capt captain "
        "major colonel col senator comrade messrs witness counsel"
    )
)
# "Ada Quill KC", "Ada Quill MBE"
AFTER_NOMINALS = _words(
    "qc kc mp mep msp ms td obe cbe mbe kbe dbe gbe ch om jp phd dphil ba ma bsc msc llb llm md frcs mrcp rgn esq esquire"
)
# "Ada Quill Jr", "Ada Quill III"
GENERATIONS = frozenset("Jr Jnr Sr Snr JR JNR SR SNR II III IV".split())  # noqa: SIM905
# "General Secretary Ada Quill", "Ada Quill, Branch Secretary"
OFFICES = _words(
    "general assistant deputy acting interim former ex national regional local branch area district senior junior chief vice "
    "joint honorary secretary president chair chairman chairwoman chairperson convenor convener treasurer officer organiser "
    "organizer official director manager executive leader member steward representative rep delegate candidate scrutineer "
    "adjudicator commissioner registrar clerk counsel solicitor barrister lawyer minister mayor journalist reporter editor "
    "correspondent columnist author writer blogger activist campaigner complainant claimant respondent defendant applicant "
    "spokesman spokeswoman spokesperson colleague friend professor witness headquarters staff members"
)
MONTHS = _words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec"
)
DAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
# A capital letter in front of a name that makes these no part of it: they begin a sentence or stand in a heading.
BEFORE = (
    TITLES
    | OFFICES
    | MONTHS
    | DAYS
    | (NOT_FIRST | PRONOUNS)
    | _words(
        "said says asked asks told tells tell ask meet met vote votes elect re-elect support supports supporting thank dear hi "
        "following including against between among perhaps maybe like unlike did does do has had have will would can could "
        "should may might must is was were are am be been being let that there these those here nor per via than into onto "
        "off out up down through throughout within upon toward towards behind beside besides despite instead whether once "
        "twice often sometimes clearly apparently interestingly recently previously subsequently eventually similarly "
        "likewise equally certainly obviously unfortunately sadly happily luckily curiously moreover furthermore therefore "
        "thus hence nevertheless nonetheless otherwise well sure please note see cf by-line byline signed chaired seconded "
        "proposed moved present apologies all every each any some most many several few both either neither"
    )
)
# After a name, in a heading of capitals: "Ada Quill Says No", "UNISON And The Kettle".
AFTER = (
    OFFICES
    | MONTHS
    | DAYS
    | (NOT_FIRST | PRONOUNS)
    | _words("says said asks asked tells told has had have will would can could should must did does do")
) - _words("may june april august march")
# Surnames, and names of bodies, that are words of every day as well.
COMMON = MONTHS | _words(
    "abbot abbott accord ash ball banks barber bar bacon baker bean bell best berry bird bishop black bloom blue bond booth "
    "bower bowler branch bridge bridges bright broad brook brooks brown bull burn burns bush butcher butler carpenter carter "
    "case chance chambers chandler chase church clay close coach coal cole commons cook cooper corner court cox crane crisis "
    "cross crow crown cruise curry dale dance day deacon dean dear dove down drake draper drew early earl east eve fair farmer "
    "field fields finch fish fisher fletcher flood flower flowers ford forest foot forward foster fox free freeman french frost "
    "gale gardener garden gates gold golden good goose grant grave graves gray green grey ground grove gross groom guy hall ham "
    "hammond hand hands hard hardy harper hart harvest hawk hay head heath hide high hill hills hit holiday hollow holly home "
    "hood hook hope house hunt hunter hurt ice innocent ivy jack jolly joy judge just keen key king kings kitchen knight lack "
    "lake lamb land lane lark law laws lay lee liberty light lightning lily little livings lock lodge long lord love low luck "
    "major major man manners mark marks marsh mason mayor mead meadows means mercy mill mills mind miner moon moody moor more "
    "moss mount music nail new newman newt night noble north nun nurse oak old olive orange page paint palmer park parks parry "
    "parish parson parsons pace peace pearl penny pepper pike pitt place plant plum pole pond pool poor pope porter post potter "
    "potts power powers press price pride priest prince print prior prospect pugh quick race rain ray read reed rice rich ring "
    "rivers roach road robin rock rose rowing rush sage sail saint sales salt sand sands scope seal sense sharp sheets shelter "
    "shepherd ship shore short silver singer skinner slater sleep small smart smith snow south speed spring stark steel stone "
    "stones storm strange street strong summer summers swan swift tanner taylor temple thatcher thorn tong towers town trip "
    "true trust turner underhill unite unity vale vine waits waite walk walker wall walls ward ware waters way wear weaver weeks "
    "welcome well wells west which white wild will wills winter winters wise wolf wood woods woodward woody worth wright "
    "wynn young"
)

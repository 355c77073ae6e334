# ruff: noqa: E501  # a pattern that is broken over lines is harder to check than a long one
"""What a passage is about, by its heading: GOV.UK's headings recur over 226 countries, so a kind of passage can be
learned once and found on every page. PURE.

"Illegal drugs", "Drug penalties" and "Illegal drugs and prison sentences" are one kind. A heading may be of several
("Driving standards and road conditions"). Kinds are what `bot.content.answering.relevance` learns questions to ask for.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.content.ports import Passage

_KINDS: tuple[tuple[str, str], ...] = (
    # -- crossing the border
    ("passport", r"passport validity|passport requirements|^passports?\b|your passport|travel documents"),
    ("lost_passport", r"(lost|stolen).*passport|passport.*(lost|stolen)|emergency travel document"),
    ("visa", r"visa requirements|\bvisas?\b(?!.*(extend|scam|overstay))|e-?visa|\beta\b|\besta\b|electronic travel|"
             r"entry (permission|permits?)|tourist cards?|visa.?(free|waiver)|^entry requirements$"),
    ("stay_longer", r"staying longer|overstay|extend|extension|90 days|length of stay"),
    ("entry_exit_system", r"schengen entry|entry/exit|\bees\b"),
    ("border_checks", r"checks at (the )?border|border control|immigration checks|delays at passport|refus|stamp|e-?gates|"
                      r"arrival at|on arrival|^border insurance"),
    ("border_form", r"arrival card|(arrival|entry|exit|declaration|immigration|customs|health|embarkation|travell?er\w*) "
                    r"(and \w+ )?(card|form|declaration|registration)|declaration form|e-arrival|\bform\b|digital (arrival|immigration)|"
                    r"online (form|registration|check)|pre-arrival|passenger"),
    ("vaccine_certificate", r"vaccin\w+ requirements|yellow fever|polio|covid"),
    ("health_screening", r"screening|hiv (and|test)|health (check|certificate)|medical (screening|test|certificate)"),
    ("dual_national", r"dual national|dual citizen|dual-national|of \w+ origin|\boci\b|holding dual|\w+ passport holders"),
    ("children_entry", r"child(ren)?\b(?!.*(custody|abduction|abuse|sex|offen))|minors|young people|under (1[0-9]|2[01])|aged (1\d|2\d)"),
    ("child_custody", r"custody|abduction|family law|adopt"),
    ("customs", r"customs|goods|bringing|taking (food|.*into)|import|duty|export|restricted items|prohibited"),
    ("food_in", r"taking food|food items|quarantine|biosecurity|animal products|meat|\bfood and (drink|plant)"),
    ("money_in", r"taking (money|cash|currency)|declar\w+ (cash|money)|money .*(into|out of)"),
    ("wildlife_souvenirs", r"souvenirs|antiqu|artefacts|antiques|carpets|wildlife,|wildlife products|coral|ivory|precious|diamonds|"
                           r"buying (gem|jewel|goods)|exporting"),
    ("pets", r"\bpets?\b"),
    ("transit", r"transit|travelling through|\bvia\b"),
    ("previous_travel", r"previous travel|travel(led)? (to|from) (israel|cuba|north korea|the usa)|association"),
    ("register", r"regist(er|ration)|your stay|checking in|hotel regulations"),
    ("leave", r"exit (requirements|visa|ban|permit)|leaving|departure tax|airport tax|returning to"),
    ("fees", r"\btax(es)?\b|\blevy\b|\bfees?\b|charge"),
    ("work_visa", r"working (in|holiday|as|with|abroad)|work permits?|work visas?|employment|jobs?|teach|volunt|business visa|living and working|"
                  r"study"),
    ("resident", r"residen(ce|cy|t)|living (in|and)|second homes|settled"),
    ("entry_insurance", r"insurance (requirement|upon|on arrival|for entry)|border insurance|proof of insurance|medical insurance"),
    ("land_border", r"land borders?|border crossings?|cross(ing)? (the )?.*border|borders? (with|between)|border (closure|control)|entering .* (from|via|across)|"
                    r"(entry|travel) (to|from) \w+$|checkpoints"),
    ("sea_entry", r"by sea|yacht|sailing|cruise|mooring"),
    ("travel_permit", r"permits?\b|restricted (area|access)|access permits|travel restrictions|sensitive areas|prohibited areas|security escorts"),
    ("criminal_record", r"criminal record|conviction"),
    # -- laws
    ("medicine", r"medication|medicines?|prescription"),
    ("drugs", r"\bdrugs?\b(?!.*assisted)|cannabis|cbd|khat|ayahuasca|hallucinogen|cocaine"),
    ("smoking", r"smok|vap(e|ing)|cigarette|tobacco|nicotine"),
    ("alcohol", r"alcohol(?!.*methanol)|\bdrinking (age|laws)|drunk|illegal bars|kava"),
    ("methanol", r"methanol|counterfeit alcohol|alcoholic drinks"),
    ("drink_spiking", r"spik"),
    ("lgbt", r"lgbt|same.sex|gender expression|transgender"),
    ("relationships", r"affection|relationship|outside (of )?marriage|sexual (relations|behaviour|conduct)|extra-marital|adultery|marriage|"
                      r"behaviour in public|sex work|prostitution"),
    ("nudity", r"nud(e|ity)|topless"),
    ("dress", r"\bdress|cloth(es|ing)|face.?cover|burqa|camouflage|headscar"),
    ("camouflage", r"camouflage|military (clothing|style)"),
    ("religion", r"religio|mission|prosel|blasphem|voodoo|church|mosque|faith"),
    ("ramadan", r"ramadan|eid\b|religious (festival|holiday)"),
    ("cameras", r"camera|photo|film|binocular|media activity|journalis"),
    ("drones", r"\bdrones?\b(?! (activity|incident|attack))|uav"),
    ("satellite", r"satellite|\bgps\b|electronic|technical equipment|communication devices|two-way radio"),
    ("internet", r"internet|social media|vpn|online|cyber|mobile phones?|phone (coverage|access)|telephone|communications|\bsim\b|criticis"),
    ("speech", r"criticis|royal|monarchy|\bking\b|insult|national security law|defam|lèse|criticising the government|political (activity|speech|discussion)|freedom of|social media"),
    ("id", r"personal id|identification|\bid\b|identity"),
    ("laws", r"laws and cultural|local laws|public offences|behaviour|offensive|penalt|littering|jaywalk|gestures|swear|cultur|customs and"),
    ("detention", r"arrest|detention|detain|prison sentences|prison|criminal proceedings|legal (process|system|proceed)|justice|exit ban|arbitrary"),
    ("military_service", r"military service|national service|conscript|mobilis"),
    ("surrogacy", r"surroga|fertility|ivf"),
    ("gambling", r"gambl|casino"),
    ("weapons", r"weapon|firearm|ammunition|knives|knife|guns?\b(?!.*crime)"),
    ("pornography", r"porn|sex offences|sexual offences|obscene"),
    ("property", r"property|buying a|timeshare|real estate|land disputes"),
    ("business", r"business|commercial|sanctions|trade|companies"),
    ("charity", r"charit|fundrais|humanitarian|aid work"),
    # -- dangers
    ("terrorism", r"terroris|bomb attacks|attacks in"),
    ("kidnap", r"kidnap|piracy|hostage|pirate"),
    ("conflict", r"conflict|military (activity|situation|operations)|tensions|security situation|war\b|drone (activity|incident|attack)|missile|air raid|"
                 r"armed (clash|groups|conflict)|regional|escalation|hizballah|houthi|insurgen|militia"),
    ("politics", r"political|election|state of emergency|coup|martial law|curfew|civil unrest"),
    ("protest", r"protest|demonstration|strike|unrest|industrial action|gathering|roadblock|blockade"),
    ("landmines", r"landmine|unexploded|mines"),
    ("crime", r"\bcrimes?\b|theft|robber|mugg|burglar|steal|violen|gang|pickpocket|snatch|attacks?\b|assaults?$|personal safety|personal security|antisocial|"
              r"intimidation|hate crime|racial|race-related|favela|security awareness"),
    ("belongings", r"belongings|possessions|protecting yourself|personal (safety|security)|safety tips"),
    ("sexual_assault", r"sexual assault|rape|sexual harassment|harassment|women"),
    ("scams", r"scam|fraud|skimm|clon|tout|fake|impersonat|counterfeit (currency|money|notes)|extort|bank card|atm|overcharg"),
    ("money", r"^money|cash|atm|bank|currency|credit card|changing money|exchang|financial|cost of"),
    ("bribes", r"brib|corrupt|dealing with (the )?(police|officials)|police"),
    ("accommodation", r"accommodation|hotels?\b|hostel|camping|motorhome|balcon|falls|building safety|carbon monoxide|airbnb|rental"),
    ("events", r"festival|match|world cup|olympic|concert|event|parties|party|carnival|fan zone|football|new year|hajj|umrah|pilgrim|arba|stadium|grand prix"),
    # -- moving about
    ("driving", r"driv|licen[cs]e|road travel|rules of the road|vehicle (insurance|hire|rental)|penalties$|speed|motorist|seat"),
    ("road_conditions", r"road (conditions?|safety|travel|traffic)|driving (conditions?|standards?|dangers?)|traffic|pedestrian|road accidents?|dangers of driving|"
                        r"winter (driving|tyres|equipment)|road network|outback|off-road|desert|roads\b"),
    ("accident", r"accident|breakdown"),
    ("car_hire", r"(car|vehicle|motorbike|bike|quad) (hire|rental)|hir(e|ing) (a )?(car|vehicle|motor)|hire cars|hiring"),
    ("motorbikes", r"motor(bike|cycle)|moped|scooter|quad|atv|bicycle|cycling|bikes?\b"),
    ("tolls", r"toll|vignette|emission|sticker|congestion|crit"),
    ("vehicle_crime", r"vehicle crime|carjack|thefts? from (cars|vehicles|caravans)|attacks against vehicles|entering your vehicle|bogus breakdown"),
    ("taxi", r"taxi|uber|\bride|rickshaw|tuk|minibus|matatu"),
    ("public_transport", r"public transport|bus(es)?\b|coach|minibus|metro|\btrams?\b|\brail|\btrains?\b|transport"),
    ("rail", r"\brail|\btrains?\b"),
    ("air", r"air travel|airport|airline|flight|flying|helicopter|aircraft|aviation"),
    ("sea", r"sea (travel|and)|river|boat|ferr|cruise|sailing|maritime|yacht|lake"),
    ("local_travel", r"local travel|travel(ling)? (around|within|outside|in groups)|rural|remote|fuel|travel disruption|transport risks|checkpoint"),
    # -- outdoors
    ("swimming", r"swim|beach|water.?(sports?|based|safety)|drown|currents|tides|jellyfish|shark|crocodile|\brip\b"),
    ("diving", r"diving|snorkel|dive\b"),
    ("hiking", r"hik|trek|mountain|climb|walking|glacier|canyon|national park|caving|nature|hill"),
    ("adventure", r"adventure|outdoor|\bsports?\b|rafting|balloon|bungee|quad|zip|paraglid|expedition|tour operators?|tours|skydiv|extreme sport"),
    ("ski", r"ski(?!m)|winter sport|avalanche|snow|alpine"),
    ("wildlife", r"wildlife(?!, animal)|animals?\b(?! products)|dogs|snakes|crocodile|bears?|shark|safari|insects|jellyfish|rabies|gorilla|monkey|spiders"),
    ("arctic", r"arctic|antarctic|polar|svalbard"),
    # -- nature
    ("weather", r"weather|natural (disaster|hazard)|climate|heat|temperature|tornado|thunderstorm|dust|sandstorm|snow|winter storm|fog|flash"),
    ("storm", r"hurricane|cyclone|typhoon|storm"),
    ("rain", r"flood|\brain(y|fall|s)?\b|monsoon|landslide|mudslide|avalanches and"),
    ("earthquake", r"earthquake|seismic|tremor"),
    ("tsunami", r"tsunami"),
    ("volcano", r"volcan"),
    ("fire", r"fires?\b|wildfire|bushfire"),
    ("emergency_alerts", r"emergency (alert|prepared)|preparedness|emergency kit|civil defence"),
    # -- health
    ("health_risks", r"health risks?|vaccin\w* recommend|vaccinations and|other health|disease|outbreak"),
    ("disease", r"ebola|marburg|zika|dengue|malaria|mpox|rabies|hantavirus|cholera|virus|plague|bird flu|measles|hiv|aids|bilharzia|meningitis|polio"),
    ("water_food", r"tap water|drinking water|water quality|food (hygiene|safety|poison)|and milk|drinking tap"),
    ("altitude", r"altitude"),
    ("air_quality", r"air (quality|pollution)|haze|smog|pollution|\bvog\b|\bgas\b"),
    ("healthcare", r"healthcare|health care|health insurance|hospital|medical (treatment|facilit|care|tourism)|dentist|clinic|medical emergency|evacuation"),
    ("health_card", r"health insurance card|ghic|ehic|reciprocal"),
    ("medical_tourism", r"medical tourism|cosmetic|transplant|surgery|organ|fertility|stem cell|treatment abroad"),
    ("mental_health", r"mental health"),
    ("ambulance", r"emergency medical (number|treatment)|ambulance"),
    ("insurance", r"travel insurance|insurance"),
    # -- help
    ("emergency_services", r"emergency (services|numbers?|phone)|police|coastguard|reporting (a )?crime|reporting|tourist police|helpline|tourist sos"),
    ("tourist_help", r"tourist (police|help|assist|sos)|helpline|proatur|ministry of tourism|complain"),
    ("help_abroad", r"help abroad|support (from|in|for)|consular|uk government support|limited .*support|in an emergency"),
    ("help_uk", r"help in the uk|fcdo in london"),
    ("companies", r"british companies"),
    ("provider", r"contact your travel provider|refunds|travel disruption|airspace"),
    ("updates", r"travel advice updates|follow"),
    ("about_advice", r"about fcdo travel|before you travel|prepare"),
    ("women", r"women"),
    ("accessible", r"accessib|disab"),
    ("power", r"power (cuts?|short|outage)|electricity|water short|fuel short|shortage"),
    ("space", r"date and time"),
)  # fmt: skip
"""(kind, what its headings look like). Written from the 2,895 headings that stood on GOV.UK's 226 pages in August
2026."""

_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _KINDS)
NO_HEADING = {
    "warnings-and-insurance": "intro_warnings",
    "entry-requirements": "intro_entry",
    "safety-and-security": "intro_safety",
    "regional-risks": "intro_regional",
    "health": "intro_health",
    "getting-help": "intro_help",
}
"""The words before a part's first heading are a kind of their own."""
REGION, AGAINST, OTHER = "region", "against", "other"
KINDS: tuple[str, ...] = (*(name for name, _ in _KINDS), *NO_HEADING.values(), REGION, AGAINST, OTHER)


@lru_cache(maxsize=8_192)
def heading_kinds(heading: str) -> tuple[str, ...]:
    """The kinds that a heading names, in the order of the list; () where it names none."""
    return tuple(name for name, pattern in _COMPILED if pattern.search(heading))


def kinds_of(passage: Passage) -> tuple[str, ...]:
    """At least one kind. A heading that names none is what the heading above it is, or a region of the country."""
    return path_kinds(passage.part, passage.headings)


def path_kinds(part: str, headings: tuple[str, ...]) -> tuple[str, ...]:
    """As `kinds_of`, for the path of headings, outermost first, in a part."""
    if not headings:
        return (NO_HEADING.get(part, OTHER),)
    if part == "regional-risks":
        return (REGION, *heading_kinds(headings[-1]))
    found = heading_kinds(headings[-1])
    if part == "warnings-and-insurance" and not found:
        return (AGAINST,)
    if not found and len(headings) > 1:
        found = heading_kinds(headings[-2])
    return found or (OTHER,)

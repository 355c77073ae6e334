# ruff: noqa: E501  # a pattern that is broken over lines is harder to check than a long one
"""What citizens ask about, and where GOV.UK's pages answer it: the knowledge of a travel advice editor. PURE.

Each subject says how people ask (`asks`), in which part the answer stands, what its heading looks like (`heading`), and
what a passage must say to answer it at all (`evidence`; empty where the heading is enough). Written from the headings that
GOV.UK uses on many pages and from how travellers speak; never from the wording of a test.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

ENTRY, SAFETY, REGION, HEALTH, WARN, HELP = ("entry-requirements", "safety-and-security", "regional-risks", "health",
                                             "warnings-and-insurance", "getting-help")


@dataclass(frozen=True)
class Subject:
    """One thing that is asked about."""

    name: str
    asks: re.Pattern[str]
    parts: tuple[str, ...]
    heading: re.Pattern[str]
    evidence: re.Pattern[str] | None
    weight: float


def _subject(name: str, parts: tuple[str, ...], asks: str, heading: str, evidence: str = "", weight: float = 1.0) -> Subject:
    return Subject(name, re.compile(asks, re.I), parts, re.compile(heading, re.I),
                   re.compile(evidence, re.I) if evidence else None, weight)


SUBJECTS: tuple[Subject, ...] = (
    # -- crossing the border
    _subject("entry", (ENTRY,), r"\b(entry (requirements?|rules?|conditions?|restrictions?|to|into)|(what|which) .{0,30}need .{0,20}(to )?(enter|get into|go to|travel to|visit)|(enter|entering|get into|let me in(to)?|allowed (in|into|to enter))|"
             r"immigration (rules|requirements))\b", r"passport validity|visa requirements", "", 0.95),
    _subject("visa", (ENTRY,), r"\b(e-?visas?|visas?|esta|e-?ta|etias|visa.?free|visa.?on.?arrival|how long (can|may) (i|we|you) stay|stay (for )?(up to )?"
             r"\d+ (days|weeks|months)|need (permission|a permit) to enter|work permit|digital nomad|remote work\w*|work(ing)? (online|remotely))\b",
             r"\bvisas?\b|entry permission|e-?ta\b|esta\b"),
    _subject("overstay", (ENTRY,), r"\b(over-?stay\w*|extend\w* (my|our|a|the) (visa|stay)|visa (extension|run|expir\w*)|longer than (90|30|60|180) days|stay (for )?(longer|another|an extra|a few more|more days))\b",
             r"overstay|staying longer|extension|exit", r"overstay|extend|extension|longer", 1.1),
    _subject("schengen", (ENTRY,), r"\b(schengen|90 days|90/180|180.day|entry.?exit system|\bees\b)\b", r"schengen|90 days|visa|border control",
             r"schengen|90 days|entry/exit", 1.1),
    _subject("passport", (ENTRY,), r"\b(passports? (is |are )?(valid\w*|expir\w*|runs? out|months?|left)|passport validity|(valid\w*|expir\w*|months?) .{0,40}passport|"
             r"passport .{0,40}(valid\w*|expir\w*|months|blank|damaged)|(blank|empty|free) pages?|six.month|6.month rule|months left on|damaged passport|emergency travel document)\b",
             r"passport"),
    _subject("dual", (ENTRY,), r"\b(dual (national\w*|citizen\w*)|(two|second|both|other|another) (passports?|nationalit\w+|citizenships?)|also (have|hold) a)\b",
             r"dual national|dual citizen", r"dual", 1.2),
    _subject("vaccine_certificate", (ENTRY, HEALTH), r"\b(yellow fever|vaccin\w+ (certificate|proof|record|card)|proof of (a )?vaccin\w+|covid (test|certificate|vaccin\w*)|polio certificate)\b",
             r"vaccine requirements|covid|polio", r"certificate|proof|yellow fever|polio|covid", 1.2),
    _subject("children_entry", (ENTRY,), r"\b(child(ren)?|kids?|bab(y|ies)|infants?|son|daughter|minors?|under.?(16|18)s?|teen\w*|grand(child|son|daughter)\w*|niece|nephew|little (boy|girl)|(1[0-7]|[2-9]|\w+teen|twelve|ten|eight|six|five|four) ?-?years? ?-?old|unaccompanied)\b",
             r"child|young people|minors|under", r"child|under 1[0-9]|parent|minor", 1.0),
    _subject("children_consent", (ENTRY,), r"\b(consent|(other|one|single|without (the |his |her |their )?(other )?)(parent|father|mother|dad|mum)|parental|notari\w+ letter|permission (letter|from))\b",
             r"child|young people|minors", r"consent|parent|permission", 1.2),
    _subject("customs", (ENTRY,), r"\b(customs|declare|duty.?free|bring(ing)? (in|into)|import\w*|take (in|into|out)|allowance|confiscat\w*|prohibited|banned items|souvenirs?)\b",
             r"customs|taking .* into|wildlife|souvenirs", "", 0.9),
    _subject("food_in", (ENTRY,), r"\b((take|bring|carry|pack|have|allowed)\b.{0,40}\b(food|meat|cheese|milk|sandwich\w*|fruit|ham|sausages?|snacks|sweets|baby formula|plants?|seeds|honey)|food (in|into|through))\b",
             r"food|customs|quarantine|animal|biosecurity", r"food|meat|dairy|milk|fruit|plant", 1.1),
    _subject("cash_declare", (ENTRY,), r"\b((bring|carry|take|declare|how much) .{0,30}(cash|money|currency|dollars|euros|pounds|notes)|(landing|flying|arriving|travel\w*) with .{0,30}(cash|money|dollars|euros|pounds|notes))\b", r"taking money|money|cash|currency|customs",
             r"declare|cash (of|worth|over)|\b\d+,000", 1.2),
    _subject("border_checks", (ENTRY,), r"\b((return|onward|one.?way) (ticket|flight)|proof of (funds|accommodation|onward|address|travel|money|return)|immigration (officer|check|ask)|border (control|guard|officer|check)s?|"
             r"questioned at|hotel booking|invitation letter|fingerprint\w*|biometric\w*)\b", r"checks at border|border control|visa|entry|arrival|biometric",
             r"onward|return|funds|accommodation|invitation|fingerprint|biometric|border", 1.0),
    _subject("transit", (ENTRY,), r"\b(transit\w*|layover|lay over|stop(ping)?.?overs?|connecting (flight|through)|connection (in|at|through)|chang(e|ing) (planes|flights)|airside)\b",
             r"transit|travelling through|visa", r"transit|connect|stopover|travelling through|onward", 1.3),
    _subject("arrival_card", (ENTRY,), r"\b(arrival card|landing card|arrival form|online form|(travel|entry|passenger|health|digital) (form|declaration|pass|registration))\b",
             r"arrival|form|declaration|registration|card|pass", r"arrival|form|declaration|registr|card", 1.1),
    _subject("work", (ENTRY, SAFETY), r"\b(work (on|in|as|at|there|abroad|legally)|working (on|in|as|at|there|abroad|holiday)|get a job|job offer|seasonal|au pair|teach\w*|volunteer\w*|intern(ship)?|employ\w*)\b",
             r"work|employ|teach|volunt|visa", r"work|employ|volunt|teach", 1.1),
    _subject("insurance_required", (ENTRY, WARN), r"\b((compulsory|mandatory|required|proof of|obligatory|must i have|need) .{0,25}insurance|insurance .{0,25}(compulsory|mandatory|required|obligatory|need\w*))\b", r"insurance|checks at border|visa", r"insurance", 1.3),
    _subject("registering", (ENTRY,), r"\b(tell the (police|authorities)|register\w* (with|at|my|our)|registration (with|at)|police registration|migration card|residen(ce|cy) (permit|card))\b",
             r"regist|resident|migration", r"regist|migration|resident", 1.0),
    _subject("land_border", (ENTRY, REGION), r"\b((cross\w*|drive|walk|bus|train) .{0,30}border|border (crossing|crossings|open|closed|post)s?|land borders?|overland|by land|by road (from|to|into)|cross\w* (over )?(by|from|into|to))\b",
             r"border|\bland\b|crossing", r"border", 1.0),
    _subject("previous_travel", (ENTRY,), r"\b(israel\w* stamp|stamp\w* (from|of)|(been|travel\w*) to (israel|iran|iraq|syria|cuba|north korea) (before|previously|in the past|first)|after (visiting|travelling to|being in))\b",
             r"previous travel|israel|visa|esta|stamp", r"stamp|previous|israel|visited|travelled", 1.1),
    _subject("exit", (ENTRY,), r"\b(departure tax|exit (visa|tax|fee|ban)|airport tax|tourist tax|entry fee|reciprocity fee|(entry|access|entrance|city) (charge|tax|fee))\b", r"tax|exit|fee", r"tax|exit|fee|pay", 1.1),
    _subject("criminal_record", (ENTRY,), r"\b(criminal (record|conviction)|convicted|conviction|dui|drink driving conviction|caution from)\b",
             r"visa|criminal|conviction|entry", r"convict|criminal|arrest", 1.1),
    # -- laws
    _subject("medicine", (HEALTH, ENTRY), r"\b(medic(ine|ines|ation|ations|al marijuana)|prescri\w+|tablets?|pills?|inhaler|insulin|adhd|ritalin|elvanse|codeine|tramadol|antidepressants?|sleeping tablets?|diazepam|morphine|"
             r"pain ?killers?|meds|epipens?|hrt|contraceptive)\b", r"medication|medicine", "", 1.2),
    _subject("drugs", (SAFETY,), r"\b(weed|cannabis|marijuana|cbd|thc|cocaine|ecstasy|magic mushrooms|illegal drugs?|drugs? (laws?|possession|penalt\w+|offen\w+|legal)|edibles?|hash|khat|poppers|(get|got) high|joint)\b",
             r"drug|cannabis|cbd|khat", r"drug|cannabis|cbd|khat", 1.2),
    _subject("vape", (SAFETY, ENTRY), r"\b(vap(e|es|ing)|e-?cigarettes?|e-?cigs?|smok(e|ing|ers?)(?! (weed|cannabis|marijuana|pot|hash|a joint))|cigarettes?|tobacco|iqos|nicotine)\b", r"vap|smok|cigarette|tobacco",
             r"vap|smok|cigarette|tobacco", 1.2),
    _subject("alcohol", (SAFETY,), r"\b(alcohol\w*|beers?|wine|spirits|drunk|drink(ing)? (laws?|age|alcohol|in public|a beer)|buy (a )?drinks?)\b", r"alcohol|drinking",
             r"alcohol|\bdrinking|drunk", 1.1),
    _subject("methanol", (SAFETY, HEALTH), r"\b(methanol|(fake|counterfeit|bootleg|home.?made|poison\w*) (alcohol|spirits|vodka|drinks?|booze|gin|rum|whisky|cocktails?|arak|raki))\b", r"methanol|alcohol|counterfeit",
             r"methanol|counterfeit|poison", 1.3),
    _subject("spiking", (SAFETY,), r"\b(spik(e|ed|ing)|drugged|date rape)\b", r"spik|sexual assault|scam|crime", r"spik|drugged", 1.2),
    _subject("lgbt", (SAFETY,), r"\b(lgbt\w*|gay|lesbian|trans(gender)?|same.?sex|queer|bisexual|non.?binary|homosexual\w*|(my|his) husband and i|(my|her) wife and i (are )?both)\b", r"lgbt|same.sex", "", 1.3),
    _subject("dress", (SAFETY,), r"\b(wear(ing)?|cloth(es|ing)|dress(ed)?|dress code|hijab|headscar(f|ves)|shorts|bikinis?|swimwear|topless|modest\w*|camouflage|abaya|burka|veil|face.?cover\w*|cover (up|my|our))\b",
             r"dress|cloth|camouflage|topless|cultur|religio|burka|face", r"dress|cloth|wear|cover|camouflage|topless", 1.2),
    _subject("ramadan", (SAFETY,), r"\b(ramadan|fasting|eid)\b", r"ramadan|religio", r"ramadan", 1.3),
    _subject("religion", (SAFETY,), r"\b(religio\w*|bible|church|mosque|missionar\w+|preach\w*|prosely\w*|christian|jewish|muslim|blasphem\w*)\b", r"religio|mission|prosel|laws and cultural",
             r"religio|prosely|mission|mosque|christian|bible|muslim|islam", 1.1),
    _subject("photos", (SAFETY,), r"\b(photo\w*|cameras?|film(ing)?|binoculars|selfies?|tak(e|ing) pictures?|plane.?spot\w*)\b", r"camera|photo|binocular", r"photo|camera|binocular|film", 1.3),
    _subject("drone", (SAFETY, ENTRY), r"\bdrones?\b", r"drone|camera|customs", r"drone", 1.4),
    _subject("satellite_phone", (SAFETY, ENTRY), r"\b(satellite (phones?|devices?)|garmin|inreach|gps (device|tracker)|walkie|radio equipment|vpns?)\b", r"satellite|communic|vpn|gps|customs",
             r"satellite|gps|vpn|radio", 1.4),
    _subject("public_behaviour", (SAFETY,), r"\b(kiss\w*|hold\w* hands|affection|unmarried|share a (room|hotel)|swear\w*|rude gesture|insult\w* the (king|monarch\w*)|royal family|lese|chewing gum|litter\w*|spit\w*|jaywalk\w*|"
             r"gambl\w*|prostitut\w*|social media (posts?|laws?)|critici[sz]\w*)\b", r"affection|relationship|monarchy|royal|offence|social media|cultur|law|gambling|behaviour",
             r"affection|marriage|married|swear|gesture|monarch|royal|king|gum|litter|gambl|prostitut|social media|critici", 1.1),
    _subject("id", (SAFETY,), r"\b((carry|carrying|copy of) .{0,20}(passport|id|identification)|personal id|identity card|proof of id\w*|photocop\w+ of (my|the) passport)\b", r"personal id|\bid\b|identification|laws",
             r"\bid\b|identif|passport", 1.1),
    _subject("surrogacy", (SAFETY,), r"\b(surrogac\w+|surrogate|adopt(ion|ing)?|ivf)\b", r"surroga|adopt", r"surroga|adopt", 1.4),
    _subject("military", (SAFETY, ENTRY), r"\b(military service|conscript\w*|national service|army service|called up)\b", r"military|national service|dual", r"military|national service|conscript", 1.2),
    _subject("laws", (SAFETY,), r"\b(laws?|legal|illegal|allowed to|against the law|fined?|penalt\w+|arrested for|customs and (traditions|culture)|etiquette|cultur\w+|respectful|offensive)\b", r"law|cultur|offence", "", 0.5),
    # -- dangers
    _subject("crime", (SAFETY,), r"\b(crimes?|pick.?pocket\w*|mugg\w+|robb\w+|thie(f|ves)|theft|steal\w*|stolen|bag.?snatch\w*|burgl\w*|assault\w*|gangs?|violen\w+|knife|guns?|shooting|safe to walk|walk(ing)? (alone|at night)|at night|"
             r"rough area|dangerous area)\b", r"crime|theft|protecting|robb|violen|street|gang|mugg", "", 1.0),
    _subject("scams", (SAFETY,), r"\b(scam\w*|fraud\w*|con artist|rip.?off|overcharg\w*|jet ?ski|romance|(met|meet) (online|on (tinder|facebook|a dating))|ask(s|ed|ing)? (me )?for (too much |more )?money|too much money|touts?|fake (police|monks?|taxi|tickets?)|skimm\w*|clon(e|ed|ing)|cheat\w*)\b", r"scam|fraud|card|jet ski|tout|crime",
             r"scam|fraud|clon|skim|jet ski|overcharg|fake|bogus", 1.2),
    _subject("women", (SAFETY, WARN), r"\b(wom(a|e)n|female|girl(s|friend)?|solo female|sexual (assault|harassment)|harass\w*|catcall\w*|groped?|raped?)\b", r"sexual|wom[ae]n|harass", r"sexual|wom[ae]n|harass|female", 1.1),
    _subject("terrorism", (SAFETY,), r"\b(terror\w*|bomb\w*|isis|daesh|islamic state|extremis\w*|militant\w*|suicide attack)\b", r"terror", "", 1.2),
    _subject("kidnap", (SAFETY, REGION), r"\b(kidnap\w*|abduct\w*|hostages?|ransom)\b", r"kidnap|terror|crime", r"kidnap|hostage", 1.2),
    _subject("politics", (SAFETY, WARN), r"\b(protests?|demonstrat\w*|riots?|unrest|elections?|strikes?|politic\w*|coup|curfew|martial law|state of emergency|civil war|war|conflict|fighting|missiles?|rockets?|drone strikes?|airspace)\b",
             r"politic|protest|demonstrat|tension|conflict|security situation|curfew|unrest|strike|election|emergency",
             r"protest|demonstrat|unrest|election|strike|conflict|war|curfew|fighting|missile|rocket|tension|militar", 1.0),
    _subject("safe_at_all", (WARN, SAFETY, REGION), r"\b((is|are) (it|they|there|the \w+|\w+) (\w+ )?(still |currently |really |now )?safe|how safe|safe to (go|travel|visit|fly|be)|safety (of|in)|danger\w*|risky|avoid\w*|no.?go|advis\w+ against|"
             r"travel warnings?|should (i|we) (go|cancel|travel)|stay away)\b", r"advis\w+ against|no travel|areas where|border|security|risk", r"advises? against|avoid|risk|attack|security", 0.8),
    _subject("insurance", (WARN,), r"\b(insur\w+|invalidate\w*|policy cover\w*|repatriat\w*)\b", r"insurance", "", 1.1),
    _subject("ghic", (HEALTH,), r"\b(ghic|ehic|health insurance card|reciprocal health)\b", r"health insurance card|health ?care|insurance", r"ghic|ehic|reciprocal|insurance card", 1.4),
    _subject("landmines", (SAFETY, REGION), r"\b(land ?mines?|unexploded|uxo|ordnance)\b", r"mine|unexploded|weapon", r"mine|unexploded", 1.3),
    _subject("piracy", (SAFETY,), r"\b(pira(cy|tes?)|yacht\w*|sail(ing)?|boat (charter|crime))\b", r"pira|sea|yacht|sailing|crime", r"pira|yacht|sail|vessel", 1.2),
    # -- getting about
    _subject("driving", (SAFETY,), r"\b(driv(e|ing|er)|cars?|road(s| trip)?|rent(al)? (a )?(car|scooter|bike)|hir(e|ing) (a )?(car|scooter|moped|motorbike)|motor(bikes?|cycles?)|scooters?|mopeds?|quad bikes?|licen[cs]es?|idp|international driving|petrol|tolls?|"
             r"speed(ing)? (limit|fine|camera)|winter tyres|seat ?belts?|left.hand|traffic|hitch.?hik\w*)\b", r"road|driv|vehicle|licen|toll|car hire|motor|transport", r"driv|road|licen|vehicle|motor|car\b", 1.0),
    _subject("taxis", (SAFETY,), r"\b(taxis?|uber|grab|bolt|cabs?|ride.?(hail|shar)\w*|tuk.?tuks?|rickshaws?|minibus\w*|matatus?)\b", r"taxi|minibus|transport|ride", r"taxi|ride.?hail|tuk|rickshaw|minibus|uber", 1.2),
    _subject("trains", (SAFETY,), r"\b(trains?|rail\w*|metro|subway|public transport|bus(es)?|coach(es)?)\b", r"rail|train|public transport|bus|coach", r"train|rail|bus|metro|coach", 1.0),
    _subject("boats", (SAFETY,), r"\b(ferr(y|ies)|boats?|speed ?boats?|cruise|sea (travel|crossing))\b", r"sea travel|boat|ferr|cruise|piracy", r"boat|ferr|sea|vessel|cruise", 1.1),
    _subject("air", (SAFETY,), r"\b(airlines?|airports?|flights?|fly(ing)?|air (travel|safety)|domestic flights?|helicopters?)\b", r"air travel|airport|airline|flight", r"air|flight", 0.7),
    _subject("adventure", (SAFETY,), r"\b(hik(e|ing)|trek\w*|mountain\w*|climb\w*|ski(ing|ers?)?|snowboard\w*|avalanche\w*|rafting|bung(ee|y)|zip ?lin\w*|paraglid\w*|safari|jungle|adventure|outdoors?|kayak\w*|surf\w*|everest|trail|balloon\w*|quad\w*|extreme sports?)\b",
             r"outdoor|adventure|balloon|quad|extreme sport|raft|glid|hik|mountain|ski|trek|winter sport|avalanche|safari", r"hik|trek|mountain|climb|ski|adventure|avalanche|raft|safari", 1.1),
    _subject("swimming", (SAFETY,), r"\b(swim\w*|beach(es)?|rip ?(tide|current)s?|drown\w*|lifeguards?|jelly ?fish|sharks?|crocodiles?|scuba|div(e|ing)|snorkel\w*|sea (conditions|currents)|pools?|balcon(y|ies))\b",
             r"swim|beach|water|div|sea|jellyfish|shark|balcon|pool|wildlife", r"swim|beach|current|div|jellyfish|shark|crocodile|drown|balcon|pool|water", 1.2),
    _subject("animals", (SAFETY, HEALTH), r"\b(animals?|wildlife|dogs?|monkeys?|snakes?|bears?|rabies|bitten|elephants?|lions?|mosquito\w*|ticks?)\b", r"wildlife|animal|dog|snake|health risk|stray|rabies",
             r"animal|dog|monkey|snake|bear|rabies|wildlife|mosquito|tick", 1.0),
    _subject("money", (ENTRY, SAFETY), r"\b(money|cash|atms?|(credit|debit|bank) cards?|currenc(y|ies)|exchange|contactless|scottish notes|travellers?.?cheques?|pounds|dollars)\b", r"money|cash|card|currency|bank",
             r"cash|atm|card|currenc|exchange|money", 0.9),
    # -- nature
    _subject("earthquake", (SAFETY,), r"\b((earth ?)?quakes?|tremors?|tsunamis?|seismic)\b", r"earthquake|tsunami|natural disaster", r"earthquake|tsunami|seismic", 1.2),
    _subject("volcano", (SAFETY, REGION), r"\b(volcan\w+|erupt\w*|ash cloud|lava)\b", r"volcan|natural disaster", r"volcan|erupt", 1.3),
    _subject("storm", (SAFETY,), r"\b(hurricanes?|typhoons?|cyclones?|monsoons?|storms?|rainy season|tornado\w*|flood\w*|landslides?|mudslides?|weather|wild ?fires?|forest fires?|heat ?waves?|extreme heat|snow|blizzards?|season to (go|visit))\b",
             r"hurricane|typhoon|cyclone|monsoon|flood|weather|rainy|fire|storm|tornado|landslide|snow|heat|natural disaster",
             r"hurricane|typhoon|cyclone|monsoon|flood|rain|fire|storm|tornado|landslide|snow|heat|weather", 1.1),
    # -- health
    _subject("vaccines", (HEALTH, ENTRY), r"\b(vaccin\w*|vaccines?|jabs?|injections?|immuni[sz]\w*|malaria|typhoid|hepatitis|dengue|zika|cholera|rabies|chikungunya|polio|bilharzia|tuberculosis|ebola|mpox|measles|bird flu|"
             r"japanese encephalitis|health risks?|diseases?|outbreaks?|mosquito\w*|anti.?malarial\w*)\b", r"vaccine|health risk|malaria|dengue|zika|ebola|mpox|disease|polio|cholera", "", 1.1),
    _subject("stomach", (HEALTH,), r"\b(tap water|drink(ing)? (the )?(water|from the tap)|water (safe|from the tap|quality)|bottled water|ice cubes|food poison\w*|street food|diarrh\w*|upset stomach|stomach (bug|upset|ache)|traveller'?s? (tummy|diarrh\w*)|food hygiene|belly)\b",
             r"vaccine recommendations|health risk|food|water", r"tap water|drinking.?water|bottled|boil\w* water|food hygiene|diarrh|food poison", 1.3),
    _subject("altitude", (HEALTH,), r"\b(altitude|acclimati[sz]\w*|high (elevation|up)|thin air)\b", r"altitude|health risk", r"altitude", 1.3),
    _subject("pollution", (HEALTH, SAFETY), r"\b(air (pollution|quality)|smog|pollut\w*|haze|asthma)\b", r"pollution|air quality|haze|health", r"pollut|air quality|haze|smog", 1.3),
    _subject("care", (HEALTH,), r"\b(doctors?|hospitals?|healthcare|health care|medical (care|treatment|facilit\w+|help|emergency|cover)|clinics?|dentists?|dialysis|pharmac\w+|ambulances?|treatment|pregnan\w*|mental health|therap\w+)\b",
             r"health ?care|medical|emergency medical|mental health|pregnan", "", 1.0),
    _subject("mental_health", (HEALTH,), r"\b(mental(ly)? (health|ill\w*)|anxiety|depress(ion|ed)|bipolar|psychiatr\w*|counsel\w+)\b", r"mental health", "", 1.3),
    _subject("hiv", (HEALTH, ENTRY), r"\b(hiv|aids|prep)\b", r"hiv|aids|vaccin|medic|visa", r"hiv|aids", 1.4),
    # -- help
    _subject("emergency_number", (HELP, HEALTH), r"\b(emergency (numbers?|services?|phone|line)|(call|number for|dial|phone) (the |an )?(police|ambulance|fire|emergency)|999|911|112)\b", r"emergency services|emergency medical|ambulance|police|emergency",
             "", 1.2),
    _subject("consular_help", (HELP,), r"\b(embass\w+|consul(ate|ar)\w*|high commission|fcdo|foreign office|help from the (uk|british))\b", r"help abroad|fcdo|support|consular|embassy", "", 1.0),
    _subject("updates", (HELP, WARN), r"\b(email alerts?|sign up|notification\w*|get updates|latest (update|change)|what('s| has) changed)\b", r"updates|alert", "", 1.0),
)


def asked(question: str) -> list[Subject]:
    """The subjects that a question names, in the order of the list."""
    return [subject for subject in SUBJECTS if subject.asks.search(question)]

"""The signs of trouble told in ordinary words, with their weights. See bot.triage.signals."""

from __future__ import annotations

from bot.casework.case import Severity
from bot.triage.signals import Signs, signs
from bot.triage.verdicts import Cue

P1, P2 = Severity.P1, Severity.P2

SIGNS: tuple[Signs, ...] = (
    signs("hospital", "hospitalised", P2, "signs of serious illness or injury",
        strong=r"""
            (having|had|got|has|with|keeps having) <1>(convulsions|seizures|fits|contractions)
            (he|she|i|we|they|<KIN>) <3>(needs?|flown) <5>(air ambulance|medevac)
            ventilator|icu|itu|high dependency|life support|septic\S*|sepsis
            (?<!japanese )encephalitis|blood clots?
            needs? (stitches|a brain scan|oxygen now|dialysis|a transfusion)
            (bleed|clot|swelling|tumour|tumor|haemorrhage) (on|in) (the|his|her|my) (brain|lung|lungs|head)
            (hours|days|weeks|not long|hours left) to live
            fighting for (his|her|my|their) life|might not (make it|survive)|may not (make it|survive)
            (lose|losing|lost|amputate) (his|her|my) <1>(leg|legs|arm|sight|eye|foot|hand|finger)
            (broken|broke|fractured|shattered|smashed|crushed) (my|his|her|their|a)
                <1>(hip|leg|back|neck|pelvis|skull|spine|femur|ankle|arm|collarbone)
            (taken|took|fallen|fell|become) <1>(ill|unwell|poorly)
            really bad way|very poorly|gravely|deteriorat\S*|(he|she|<KIN>) is not responding|in a bad way
            pregnant and <1>(bleeding|in pain)
            (run|ran|running) out of <1>(insulin|dialysis|oxygen)
            insulin <5>(run out|ran out|none left)|coughing blood|turning blue
            (leg|arm|foot|face|hand|skin|wound) <4>(going|gone|turned|turning) (black|blue|septic)
        """,
        heavy=r"""
            hospital(?! (insurance|cover|job))|ward|surgeons?|operate|operation|surgery|ambulance|unconscious
            bleeding|bleed|smash|crash|accident|overdosed|infection|fever|injured|injury|injuries|wounded
            air ambulance|medevac|meningitis|pneumonia|swelling|(?<!heat )stroke|paralysed|coma|poisoned|critical|
                emergency room|icu|a and e|scan|stitches
            collapsed|vomiting|seizure|fracture\S*|had a (bad |nasty |serious )?(fall|turn)|in agony|severe pain
            chest pain|insulin|discharge|stretcher|wheelchair|burns
        """,
        light=r"""
            doctors?|clinic|pain|medical|helmet|diabetic|elderly|8\d|7\d|9\d
            insurance (will|say|says|company|refus\S*)
            pregnant|pay|cash|treatment|nurses?|english|fly (him|her|me) home|get (him|her|my \S+) home|<NEED>
        """),
    signs("arrest", "arrest_detention", P2, "signs of arrest or being barred from leaving",
        strong=r"""
            on remand|remanded|extradit\S*|out on bail|bail hearing|being questioned
            (taken|took|held|brought|called) <3>(in )?for questioning
            police case against|case against (me|him|her|us|my \S+)|holding (room|cell|area|centre)
            (was|been|is being|got|were|being) (sentenced|prosecuted|convicted|deported|interrogated|charged with)
                unless (in (19|20))
            faces? <1>(years|prison|charges|deportation)
            police (want|wanted|are going|plan|intend) to (keep|hold|charge)
            stopped (me|him|her|us) at (passport control|immigration|the airport|the border)
            wanted by (the )?police|arrest warrant (for|against|out|in)|interpol red notice
            (is|am|are|was|got) <1>on bail unless (in the uk|from)
            taken (my|his|her) statement
            put (him|her|me|them|us) in (a )?<1>(cell|room|jail|prison)
        """,
        heavy=r"""
            police unless (certificate|clearance|report|check|officer can|number|record|stations? near)
            prison(?! (officer|visit))|jail|accused|charged|court|judge|immigration|smuggling|custody|officers
            interrogat\S*|detention|deported|cannabis|cocaine|weed|drugs|prosecutor
            not let (me|him|her|us|them) (board|fly|leave|go)
            can not fly|stopped (me|him|her|us)|handcuff\S*|raided|trial|sentence|innocent|guilty|criminal case
        """,
        light=r"""
            lawyer|embassy|fight|board|passport control|cheque|bail|fine|
                found|luggage|suitcase|trouble
            phone taken|no phone|<NEED>
        """),
    signs("disaster", "natural_disaster", P1, "signs of being caught in a disaster",
        strong=r"""
            under the (collapsed|rubble|debris|building|house|school|hotel|ruins)
            (house|home|homes|hotel|school|village|town|building|church|houses|roof|everything)
                <2>(destroyed|collapsed|fell down|fallen down|flattened|washed away|burnt down|burned down|swept
                away|fell in|is gone|are gone|in ruins)
            (no|without|not have|need|out of|not any|not had|clean|nothing left to)
                <2>(drinking water|clean water|water or food|food or water|water and food|food and water|drink)
            (not|never) (received|got|had|seen|given) <1>(aid|help|relief|rescue)
            (no|any) (aid|relief|rescue teams?)
            ((we|they|people|families|children|survivors) <1>(need|needs)|send us|please send|need you to send)
                <3>(tents?|tarps?|tarpaulins?|blankets|food|water|rescue|medicines?|shelter|milk)
                unless (on|for the (trip|flight|journey|hike)|and toiletries|in my|to bring|bottles?)
            wounded (people|and|children)
            people (are )?(buried|trapped|still alive)
            hit by (the |a )?(tsunami|hurricane|earthquake|flood|cyclone|storm|wave|landslide|avalanche|tornado|
                typhoon)
            (flames|fire) (all|everywhere|around|near|coming|behind|on (both|either|all|every|the other) sides?)
            water (has )?(come|came|coming|is) (up|in|inside|over)
            stuck and (injured|hurt)|injured and stuck
        """,
        heavy=r"""
            earthquake|quake|floods?|flooding|hurricane|cyclone|tsunami|typhoon|flames|destroyed|tents?|blankets
            shelter|relief|injured|wounded|buried|debris|starving|survivors?|camp|rubble|aftershocks?|homeless
            dead bodies|bodies|ruins|disaster|wildfires?|eruption|landslide
            sleep\S* (outside|in the open|in the street|on the (street|ground)|in tents)
            nobody (comes|came|is coming|has come)|no one (comes|came|is coming|has come)
            battery (is )?(at|dying|low|almost)
        """,
        light=r"""
            food|water|milk|medicines?|sick|children|babies|baby|hungry|thirsty|roads?|trapped|rescue|please
            electricity|days|hundreds|families|neighbou?rhood|street|<NEED>
        """),
    signs("war", "war_unrest_evacuation", P1, "signs of being caught in war or unrest",
        strong=r"""
            militia\S*|armed (groups?|men|gangs?|people)|checkpoints?(?! (charlie))
            shelling (is|has|near us|near our|again|every|all|around)
            warlords?|snipers?
            looking for (me|us|him|my \S+) (now|house|because)
            they are looking for (me|us)|hunting (me|us|us down)|turned (us|me|them|him|her) back at
            turned (back|away) at (the )?(border|checkpoint)
            evacuation (list|flights?|bus|point|centre|email|email yet)
            registered for evacuation
            (raf|military|evacuation) (flight|plane|planes|flights)
            hear(ing)? <1>(explosions|bombs|shelling|gunshots|shooting|gunfire|blasts)
            no one is coming|nobody is coming|to shelter in place
            get <4>out of (sudan|gaza|afghanistan|ukraine|lebanon|kabul|khartoum|yemen|libya|syria|israel|niger|
                iran|haiti|myanmar)
            left behind in|interpreter <6>(army|forces|military)|(visa|scheme|arap) <6>taliban
            taliban(?! (rule|law|government) )
        """,
        heavy=r"""
            war|fighting|shelling|bombing|bombed|bombs|soldiers|army|coup|evacuat\S*|explosions?|gunfire
            rockets?|missiles?|troops|air ?strikes?|riots?|rioting|looting|curfew|rebels|clashes|invasion
            martial law|besieged|siege|protesters|unrest|killed (our|my|the)|refugee
        """,
        light=r"""
            kids|children|not safe|unsafe|dangerous|hide|hiding|leave|get out|border|road|flight|fuel|food|water
            bunker|basement|airport|trapped
            british (passport|passports|citizens?|nationals?)
            <NEED>
        """),
    signs("attack", "terror_attack", P1, "signs of an attack, here and now",
        strong=r"""
            barricad\S*
            (shots|gunshots|screams|explosions?) (on|in|outside|from|everywhere|near|right|just|downstairs)
            killing (people|everyone)|(running|everyone running) and screaming|screaming and running
            (being|was|is|are|were) (attacked|bombed|shot at|fired on) unless (in (19|20)\d\d)
            bombed (last night|today|this morning|now|our|my)
            people (are )?(dying|dead|shot|stabbed|being killed)
            (stay|stayed) inside <6>(shooter|gun\S*|attack\S*)
            when the (lorry|truck|van|bomb|shooting|gunman) (came|hit|went|started|happened|drove)
            stabbing people|attacking people
        """,
        heavy=r"""
            shooter|shooting|gun|guns|(?<! kwang )bang(?! (kwang|on))|screaming|attack(?! on my)|bomb|shots|stabbed|
                explosion|blast
            hostages?|gunman|gunmen|terrorists?|machetes?|evacuated|lockdown|blood everywhere|casualties
        """,
        light=r"""
            hiding|locked (in|inside)|running|police|outside|inside|crowd|market|stadium|mall|station|metro
            concert|<NEED>
        """),
    signs("destitute", "stranded_no_money", P2, "signs of having nothing to live on",
        strong=r"""
            without a penny|not a penny
            (£|\$|€)? ?(\d{1,2}|no) (pounds|euros|dollars|quid|baht|cash)? ?(left )?to (my|our) name
            (sleeping|slept|sleep|spending the nights?|stay(ing)?) (at|in|on)
                (the |a |an )?(bus (terminal|station)|train station|airport|beach|street|streets|park|bench|doorway|
                floor) unless (hotel|resort)
            put out (on the street|tomorrow|today)
            (thrown|put|kicked) out on(to)? the street
            last (of my|of our|bit of) money
            living (out of|in) (my|our|a) (car|tent|van) unless (holiday)
            begging|not eaten|nothing to eat|can not feed|spent everything|run out of everything|lost everything
        """,
        heavy=r"""
            no money|penniless|homeless|evict\S*|starving|no cash|cards? (blocked|stolen|gone|stopped)
            benefits stopped|wages? (not|stopped)|abandoned (me|us)|left me (here|with)
            took (the|my|all) <1>(money|cards?)|can not get a (flight|ticket)
        """,
        light=r"""
            food|sleep|baby|kids|hungry|stolen|street|outside|rent|<NEED>
        """),
    signs("welfare", "welfare_concern", P2, "signs that somebody is vulnerable",
        strong=r"""
            joined <4>cult|in a cult|being groomed|brainwashed|controls everything
            something bad (is going to|will|might|could) happen
            not (seem to be |been )?eating <8>(alone|house|thin|old|elderly|days)
            locked in a cell
            (guards|prison|jail|police) <8>(not give|refus\S*|denied|deny)
                <5>(tablets|medicine|medication|insulin|water|food|doctor)
            (dementia|alzheimers?) <12>(alone|lost|wander\S*|abroad|confused)
            (sounds?|sounded|looks?|looked|seems?|seemed) <1>(scared|terrified|frightened|drugged|confused|not
                right|very ill|strange) unless (accent)
        """,
        heavy=r"""
            (concerned|worried|anxious|fear|afraid|scared) (for|about|that) <3>(<KIN>|him|her|them|he|she)
            confused|vulnerable|frail|dementia|neglect\S*|filthy|drunk|drinking heavily|drugs|controlling
            asking for money|scammed|cult|cell with|sleeping on the floor|no heating|lives alone
        """,
        light=r"""
            elderly|old|alone|money|met (a man|someone|a woman|online)|online|odd|strange|ill|safe|thin
            boyfriend|prison|cell|guards|tablets|bruises?|<NEED>
        """),
    signs("missing", "missing_person", P2, "signs that somebody is missing",
        strong=r"""
            (they|others|friends|mates|everyone|rest) <1>(all )?(came|got|went|flew) (home|back) <3>(he|she)
                (did|has|was|is) not
            has (anyone|anybody|someone) seen (my|this|our|him|her)
            (always|usually|normally) (rings?|calls?|texts?|messages|phones?|writes?) <8>(nothing|not|silence|no)
            (nothing|silence) (for|since) <2>(days?|weeks?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|
                yesterday)
            (he|she|they|<KIN>) (is|are|was) not answering <1>(for|since|it)
            (he|she|they|<KIN>) (was|were|is|are) supposed to (land|arrive|be (home|back|here)|call|ring|meet|fly)
                <12>(not|never|nothing|no one)
            meant to (be|have) <1>(home|back|arrived|landed) <12>(not|never|nothing)
            last (seen|heard|known)|search party
        """,
        heavy=r"""
            missing|disappeared|vanished
            not (answering|replying|picking up|heard|seen|turned up|come back|returned)
            no (sign|word|trace|news|contact|reply)|phone (is )?(off|dead)|voicemail|checked out(?! the)
            hik(e|ed|ing)|unlike (him|her)|out of character
        """,
        light=r"""
            days|hostel|hotel|worried|last|since|night|alone|phone|police|backpacking|<NEED>
        """),
)


def cues_by_signs(text: str, offset: int = 0) -> list[Cue]:
    """Cues whose signs add up in normalised text and reach beyond `offset`, in the order of the table."""
    return [each.cue for each in SIGNS if each.fire(text, offset)]

"""The word lists of the danger patterns: `<KIN>` in a pattern stands for one of the words of KIN. See bot.triage.rules.

Written like the patterns, with `|` between words; a new line counts as one more `|`.
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    # somebody whom the writer knows
    "KIN": r"""
        (step|half |great |grand|god)?(
            husbands?|wife|wifes|sons?|daughters?|brothers?|sisters?|mums?|moms?|mothers?|dads?|fathers?|parents?|
            child|children|kids?|baby|babys|babies|partners?|boyfriends?|girlfriends?|friends?|mates?|cousins?|
            uncles?|aunts?|auntie|nephews?|nieces?|grans?|grandma|grandmas|grandpa|grandad|granddad|granddaughter|
            mam|mummy|daddy|nan|nans|nana|colleagues?|coworkers?|family|familys|fiancee?|fiance|flatmates?|
            roommates?|housemates?|ex|ex (husband|wife|partner|boyfriend|girlfriend)|relatives?|relation|loved one|
            in laws?|(mother|father|brother|sister|son|daughter) in law|little (boy|girl)|boy|girl|twins?|
            neighbours?|boss|tour group|group|student|pupil|employee|guest|passenger|client|lad|mother and father|
            missus|bro|sis|year old|british (citizen|national|man|woman|tourist|boy|girl|lad|couple|family)|
            uk citizen|elderly (man|woman|couple)|young (man|woman|girl|boy))
    """,
    # my, our, the … before a person; may be absent
    "MY": r"""
        ((my|our|his|her|their|a|an|the|this|another|one of my|one of our|your|some|two|three|both|of) <2>)?
    """,
    # who it happens to
    "P": r"""
        i|we|he|she|they|someone|somebody|everyone|everybody|<KIN>
    """,
    # a third person
    "HE": r"""
        he|she|they|<KIN>
    """,
    # whom
    "ME": r"""
        me|us|him|her|them
    """,
    # whom, or somebody they know
    "PO": r"""
        me|us|him|her|them|someone|somebody|everyone|((my|our|his|her|their|a|the|another) )<2><KIN>|<KIN>
    """,
    # was, has been, just got …
    "AUX": r"""
        ((am|is|are|was|were|has|have|had|been|being|got|just|now|currently|also|still|both|all|apparently|
            recently|wrongly|wrongfully|falsely|unlawfully|illegally|literally|actually|today|violently|badly|
            nearly|almost|brutally|physically|already|allegedly) ){1,5}
    """,
    "NOT": r"""
        not|never|no longer|refuse to|refuses to|refused to|refusing to
    """,
    # who arrests
    "COPS": r"""
        ((the |a |local |spanish |thai |turkish |border |airport |secret |riot |military |traffic |
            religious )*(police|cops|policeman|policemen|officers?|soldiers|army|immigration|customs|
            authorities|security|security (services|forces|agents|service)|border (guards?|control|force)|
            guards|government|intelligence|men in uniform|uniformed men|plain ?clothes men))
    """,
    # a child
    "CHILD": r"""
        child|children|son|sons|daughter|daughters|kids?|baby|babies|boys?|girls?|toddler|twins
        little (one|boy|girl)|\d{1,2} year olds?|grandson|granddaughter|grandchild|grandchildren
    """,
    "SELF": r"""
        myself|himself|herself|themselves|themself|my self|him self|her self
    """,
    # violence
    "HURT": r"""
        hits?|hitting|beats?|beating|beat|punch(es|ed|ing)?|kick(s|ed|ing)?|slap(s|ped|ping)?
        strangl(e|es|ed|ing)|chok(e|es|ed|ing)|attack(s|ed|ing)?|abus(e|es|ed|ing)|hurt(s|ing)?
        threaten(s|ed|ing)?|stab(s|bed|bing)?|burn(s|ed|t|ing)?|rap(es|ed|ing)
    """,
    # whom domestic abuse comes from
    "PARTNER": r"""
        husband|wife|partner|boyfriend|girlfriend|bf|gf|ex|fiance|fiancee|spouse
        ex (husband|wife|partner|boyfriend|girlfriend)|father|dad|stepdad|step dad|brother in law|in laws?|uncle
        brother|son|mother in law
    """,
    # who attacks
    "ATTACKERS": r"""
        gunm[ae]n|terrorists?|attackers?|shooters?|armed (men|man|gang|robbers|people|group)|militants
        suicide bomber|bombers?|snipers?|intruders?|men with (guns|knives|machetes|weapons|rifles)
        (man|guy|someone|somebody|people) with (a )?(gun|guns|knife|machete|axe|rifle|weapons)
    """,
    # within days
    "SOON": r"""
        today|tonight|tomorrow|in the morning|this (morning|afternoon|evening|weekend|week)
        in (a few|a couple of|\d+|an?|two|three|four|five|six|half an|couple) (hours?|days?|minutes?|hrs?|mins?)
        on (mon|tues|wednes|thurs|fri|satur|sun)day|(this |next )?(mon|tues|wednes|thurs|fri|satur|sun)day
        (at )?\d{1,2} ?(am|pm)|soon|shortly|now|day after|\d+ (hours?|days?)
    """,
    # a journey
    "TRIP": r"""
        fly|flying|flight|flights|plane|leave|leaving|travel|travelling|traveling|due|depart|departing|go home
        going home|train|ferry|boat|cruise|home|return|returning|coach|airport|board|boarding
    """,
    "STOLE": r"""
        stolen|nicked|robbed|pinched|snatched|taken|swiped|pickpocketed|burgled|broken into|mugged|ransacked
    """,
    # what is stolen
    "THINGS": r"""
        bags?|handbag|backpack|rucksack|purse|wallet|phone|mobile|money|cash|cards?|car|camera|laptop|luggage
        suitcases?|belongings|things|stuff|everything|jewellery|watch|hotel room|room|apartment|villa|flat|house
        passports?|documents|bike|hire car|rental car|van|campervan|tent
    """,
    # a member of staff
    "PERSON": r"""
        (a |an |the |some |any |your |one of your )?<G1>(human|human being|person|real person|someone|somebody|
            operator|adviser|advisor|agent|consular (officer|official|staff|adviser|team)|representative|member
            of staff|staff member|case ?worker|official|officer|man|woman|people|real people|real human|
            supervisor|manager|embassy (staff|person)|consul|duty officer|staff)
    """,
    # arrested, in any words
    "HELD": r"""
        arrested|detained|imprisoned|jailed|locked up|nicked by (the )?police|taken into custody|remanded
        in custody|picked up by <COPS>|lifted by <COPS>|taken by <COPS>|held by <COPS>
        taken to (a |the )?police station
    """,
    # and nobody can say where, or reach them
    "NOWHERE": r"""
        (nobody|no one|none of us|we|i|they|he|she|police|embassy)
            <G1>(<NOT> |no )?<G1>(knows?|know|says?|tells?|tell|told|telling|idea|heard|allowed)
            <G3>(where|if he|from (him|her|them))
        not know where|no idea where
        (can|could) not (reach|contact|find|get hold of|get through to|speak to|talk to|see) <ME>
        not heard (anything |a word )?(from )?(<ME> )?since|not heard from <ME>|no (contact|word|news) <G1>since
        no contact with <ME>
        not let (anyone|anybody|us|me|the family|the lawyer|a lawyer) <G1>(see|speak|talk|visit|contact|near)
        deny (having|holding) <ME>|denies (having|holding) <ME>|nobody will tell|no one will tell
        will not (tell|say)( us| me)? where
    """,
    "WAR": r"""
        war|fighting|shelling|bombing|bombs?|missiles?|rockets?|air ?strikes?|gunfire|drones?|coup|riots?|unrest
        violence|looting|soldiers|militia|army|invasion|conflict|clashes|tanks|rebels
    """,
    # disasters
    "QUAKE": r"""
        earthquake|quake|tsunami|flood|floods|flooding|floodwaters?|hurricane|cyclone|typhoon|storm|tornado
        volcano|eruption|wildfires?|forest fire|bushfire|fire|landslide|mudslide|avalanche|aftershocks?|lava
    """,
    "CANNOT": r"""
        can not|could not|unable to|not able to|no way (to|of)|no way out|impossible to|not let us
        will not let us|nobody can
    """,
    # where there was war or unrest when this was written
    "ZONE": r"""
        gaza|khartoum|sudan|kyiv|kiev|ukraine|lebanon|beirut|kabul|afghanistan|yemen|syria|aleppo|libya|somalia
        mogadishu|haiti|mariupol|kharkiv|tehran|iran|israel|myanmar|goma|south sudan|darfur|west bank|mali|niger
        burkina faso|kherson
    """,
    # words of need, which only add to other signs
    "NEED": r"""
        please help|help (me|us|him|her|them)|not know what to do|desperate\S*|what (do|can|should) (i|we) do
        scared|terrified|urgent\S*|worried sick|alone|on (his|her|my|their) own|nobody|no one|can not|could not
        stuck|panicking|beside myself|frightened
    """,
}

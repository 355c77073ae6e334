"""Danger from others: assault, abuse, threats, an attack. How a pattern is read: bot.triage.rules."""

from __future__ import annotations

from bot.casework.case import Severity
from bot.triage.guards import Guard
from bot.triage.rules import Rule, rule

P1, P2 = Severity.P1, Severity.P2

HARM: tuple[Rule, ...] = (
    rule("sexual_assault", "sexual_assault", P2, "sexual assault", r"""
        (man|men|guy|he|they|stranger|boss|driver|guide) forced (me|her)(?= ([.,!]|$)| $)
        # done to them
        (was|were|been|got|being|am|is|have|has|just|had|almost|nearly|gang)
            <G1>(raped|gang raped|molested|groped|sexually (assaulted|abused|attacked|harassed|touched)|date
            raped|indecently assaulted)
        # somebody did it
        (he|she|they|someone|somebody|who|man|men|guy|driver|guide|boss|guard|husband|friend|stranger|police|
            officer|owner|doctor|masseur|therapist|staff|teacher|uncle|father)
            (has |have |just |had |tried to |is trying to |trying to |attempted to |sexually )*(raped?|raping|
            molest(ed|ing)?|grop(ed|ing|es)|sexually (assault\S*|abus\S*|attack\S*|touch\S*)|assault(ed|ing)|
            touch(ed|ing|es)) <PO>( sexually)? unless (on the (arm|shoulder) to|and said hello)
        assaulted (me|us|him|her|them) sexually
        raped (me|us|him|her|my|in|by|at|on|last|yesterday|help)(?= ) unless (law|laws|statistics|cases|crisis)
        rape (me|us|him|her|at knife|at gun|help|victim here|last night|yesterday)
        forced (himself|herself|themselves) (on|onto|into|upon)
        # forced
        (made|forced|forcing|making) (me|her|him|us|<PO>)
            (to )?(have (sex|oral)|perform|do sexual|touch him|sleep with him|strip|undress)
        # wants to report it, or says what they are
        (report|reporting|reported) (a |my |the |an? )?(rape|sexual assault|sexual attack|attempted rape)
        (after|since) (being |i was |my |the |she was |a )?(raped|rape|sexually assaulted|sexual assault)(?= )
        (i|she|he|we) (am|is|was|were|have been|has been) (a |the )?(rape|sexual assault) (victim|survivor)
        (victim|survivor) of (a )?(rape|sexual (assault|abuse|violence))
        # without consent, or while asleep
        had sex with (me|her|him) (while|when|without|although|even|against|after)
        (someone|somebody|he|they) had sex with me
        did not consent
        without my consent (he|they|sex)
        attempted rape
        (exposed|exposing) himself( to)?
        woke (up )?(with |and )?(no|without|missing|had no) <G1>(clothes|underwear|pants|knickers)( on)?
            unless (in (my|the) (case|luggage|suitcase|bag)|shop|allowed|dryer)
        sexual(ly)? (assault\S*|abus\S*|attack\S*) (by|in my|on me|last|yesterday|help|happened)
        woke up (naked|undressed|with (no|my) (clothes|underwear|trousers|pants))
        # in their bed, on top of them, hands where they should not be
        (got|climbed|came|slipped) (in|into|on) (my|her|our) bed <8>(touch\S*|sleep\S*|asleep|grab\S*|top|naked)
        (put|had|stuck|placed|slid) (his|their) (hands?|fingers?)
            <3>(where (he|they) should|up my|down my|inside|in my (pants|trousers|underwear|bra)|on my
            (breasts?|bum|bottom|thighs?|crotch))
        (someone|somebody|stranger|man|guy|him|he) (was )?on top of (me|her)
        (date|gang) ?raped
        # touched
        (grabbed|touched|squeezed|fondled|felt) (my|her)
            (breasts?|bum|bottom|boobs|crotch|private parts|privates|genitals|thighs?)
        (touched|touching|kissed|kissing|groping) (me|her)
            (while|when|without|in (places|my|her)|inappropriately|sexually|even though|against|all over)
        (pulled|took|ripped|tore) (off |down )?(my|her)
            <1>(clothes|trousers|knickers|underwear|dress|shorts|skirt)( off| down)?
        (would|did|does) not (take no|stop when i)(?= )
        (i|she) (told him|said) (no|stop) <6>(would|did) not
    """, without=(Guard.GENERIC, Guard.PAST,)),
    rule("domestic_abuse", "assault_crime", P1, "domestic abuse, in danger now", r"""
        <PARTNER> <G1>(coming|came|come|back) to (kill|hurt|beat|stab|shoot) (me|us|my)
        (he|she|<PARTNER>) (is|keeps) <1>(beating|hitting|hurting|kicking|punching|strangling)
            (up )?(the|my|our) <CHILD>
        (he|she|<PARTNER>) (will|is going to|going to) (strangle|choke|murder|rape|stab) (me|us|my|her|him)
        # a partner or parent is violent
        (my|her|his|the|our) <G1><PARTNER> <G1>(has |have |had |just |is |keeps |always |was |will |been |tried
            to |going to |threatening to |and (his|her) family )*(<HURT>|going to (kill|hurt)|kill)
            (up )?(me|us|her|him|my|our|the kids|the children)
            unless (if (i|we) <1>(miss|forget|am late|are late|lose|book)|lol|haha|when (he|she) sees)
        # he hits me
        (he|she) (is |keeps |keep |always |just |has |will |was |tried to |is trying to |has been )*(hits?|
            hitting|beats?|beating|strangl\S+|chok(ed|es|ing)|punch\S*|kick(ed|s|ing)|slap\S*)
            (up )?(me|us|my (kids|children|son|daughter|mum|mother|sister))
            unless (with (a|his) (car|bike|scooter|moped)|at the (next|border)|to it|from behind)
        (he|she|husband|partner|boyfriend|wife|ex|family|father|dad)
            (is |are |was )?(going|trying|threatening|threatens|threatened|wants|want|about|planning) to
            <G1>(kill|hurt|murder|stab|beat|shoot|burn|attack|harm) (me|us|my|her|him)
        (he|she|husband|boyfriend|wife|partner|ex|family|father|brothers?)
            <G1>(says?|said|told me|swore|tells me) (that )?(he|she|they)
            (will|would|is going to|are going to|wants to|was going to)
            <G1>(kill|murder|hurt|beat|find and kill|shoot|burn|stab) (me|us|her|him|my)
        # hides or runs from him
        (hiding|hid|hide|hidden|run|running|ran|escap\S+|fle\S+|get away|getting away|scared|afraid|terrified|
            frightened|locked myself|protect\S*|safe) <5>(from|of|with|because of) (my|her|his|an?|the)
            (violent |abusive |controlling |\S+ )?<PARTNER>(?= ) unless (to (travel|fly)|family visa)
        (violent|abusive) (husband|wife|partner|boyfriend|girlfriend|relationship|ex|father|marriage|home|man|
            family) unless (crime|statistics)
        (not|never) (feel )?safe (at home|here|in (my|the|this|our)
            <G1>(house|home|marriage|relationship|flat|apartment)|with (my |him|her)(\S+)?)
        <PARTNER> (has |just |is |also )*(took|taken|takes|locked|locks|hid|hides|hidden|destroyed|smashed|
            broke) <6>(hits?|beats?|hurts?|hit|beat|threat\S*|violent|scared|afraid|will not let)
        <PARTNER> <G3>(locked|locks) me
        <PARTNER> (is |has been |was |gets |very |being |so )*(violent|abusive|physically abus\S*)
        # says the word
        domestic (abuse|violence)(?= )( (help|please|now|here|abroad help|by|from|and i|situation|victim))
        (victim of|experiencing|suffering|in an?|escap\S+|fleeing|subjected to)
            <G1>(domestic (abuse|violence)|abusive relationship)
        <PARTNER> is (outside|at) (the|my) door
        attacked me with a (knife|hammer|bottle|machete)
        (kicked|threw) me out <6>(hit|beat|violent|bruise\S*)
    """),
    rule("domestic_abuse", "assault_crime", P1, "domestic abuse, in danger now", r"""
        # what he did; when he comes home
        (he|she) (broke|fractured|burned|burnt|stamped on|smashed|cut) my(?= ) unless (phone screen|heart)
        (he|she) (chokes?|choked|hits?|beats?|kicks?|punches|burns?|rapes?|locks?) me
        before (he|she) (gets|comes|is) (back|home)
        (when|if) he (finds out|finds me|comes home|gets home|sees this) <4>(kill|hurt|beat|angry|hit)
        (husband|partner|boyfriend|wife) <2>(keeps|kept|hides|controls|has taken|took) my
            (passport|money|bank card|phone)
    """, without=(Guard.IF,)),
    rule("assault", "assault_crime", P1, "being attacked, chased or about to be killed", r"""
        # they come
        (they|he|men|people|the gang) (is|are) <1>coming to (get|kill|hurt|beat) (me|us)
            unless (from|at|for (dinner|lunch|breakfast|the)|a|some)
        # violence that goes on now
        (they|he|she|someone|somebody|men|man|people|police|guards|soldiers|crowd|gang|mob|<KIN>)
            (is|are|keep|keeps) <1>(beating|stabbing|strangling|choking|attacking|kicking|hurting|torturing)
            (up )?<PO>
            unless (at (chess|football|cricket|tennis|golf|cards)|by \d|\d|in the (final|league|queue)|to it|
            feelings)
        (is|are) (still )?(chasing|hunting) (me|us|my <1><KIN>)
            unless (up|to pay|for (a|the|my|an) <1>(payment|invoice|money|bill|fee))
        # death that is announced
        (they|he|she|someone|somebody|gang|men|police|people) will <1>(kill|murder|shoot|behead|execute)
            (me|us|him|her|them|my)
            unless (if (i|we) <1>(miss|forget|am late|are late|lose|book|do not
            (book|buy|bring|get (a|the|my) (visa|photo)))|lol|haha)
        # somebody is at them
        (someone|somebody|a man|some men|a stranger|an intruder|intruders) (is|are) (in|inside|outside) (my|our)
            <1>(room|house|flat|apartment|villa|tent|home|door|window)
        (someone|somebody|he|they|man|men|stranger) <2>trying to (get|break|come|climb|force)
            <1>(in|into|inside|through)
            (my|our|the) <1>(room|house|flat|apartment|villa|tent|home|door|window)
        (broke|kicked|smashed|breaking|kicking|smashing|bashing) (down|in|through) (the|my|our) <1>door
    """),
    rule("assault", "assault_crime", P2, "attacked, injured or threatened", r"""
        (someone|somebody|he|they|man|men|guy|guys|stranger|strangers)
            <3>(followed|chased|cornered|grabbed|ambushed)
            (me|us|her|my <1><KIN>)
            unless (on|back|onto|a|an|some|the|for (coffee|lunch)|online|by mistake)
        # beaten, attacked
        (i|we|he|she|they|<KIN>) (<G3>)?(<AUX>)(attacked(?! by
            (an? (seagull|gull|swan|goose|monkey)|seagulls|gulls|wasps|mosquitoes|bed ?bugs|midges|sandflies|malware|
            hackers))|assaulted(?! verbally)|beaten( up)?|
            jumped(?! (queue|the))|punched|bottled|glassed|head ?butted|slashed|battered|strangled|knocked out|
            mobbed)
        (got|was|were|been|being) <G1>(beaten|assaulted(?! verbally)|attacked by(?! (an? (seagull|gull|swan|goose)|
            mosquitoes|midges))|jumped|battered|slashed|spiked|drugged)
        (beat|beats|beating|bashed|smashed|roughed) (me|us|him|her|them|<PO>) <G1>up
        beat up (me|us|him|her|<PO>)
        (he|she|they|someone|somebody|men|man|gang|guy|guys|people|bouncers?|driver|taxi driver|landlord|
            stranger|youths|robbers|thieves|muggers|police|crowd|woman|owner)
            (has |have |just |had |then |also |tried to )*(attacked|assaulted|punched|kicked|hit|beat|stabbed|
            slashed|bit|slapped|strangled|headbutted|head butted|pushed|dragged|attack|hitting|beating|punching|
            kicking|attacking|assaulting) <PO>
        # spiked or drugged
        (drinks?|food|cocktail|water) (was|were|been|got|has been|is) <G1>(spiked|drugged|laced)
        (spiked|drugged|roofied) (me|my|us|her|his|him|our)
        (i|she|he|we|they) <G3>(been|was|were|got) <G1>(spiked|drugged|roofied|poisoned)
        (someone|somebody|they|he) put something in (my|our|her|his)
        # knife or gun
        (at|with a) (knife ?point|gun ?point)
        (knife|gun) point
        (pulled|held|pointed|put|had|waved|threatened \S+ with)
            (out )?(a |the |his )?(gun|knife|machete|pistol|weapon|blade)( (on|to|at|against))?
            ?(me|us|my|him|her)?(?= ) unless (in (my|hold)|license|licence|shop)
        (death threats?|threatened my life|threats? (against|on|to) (my|our|his|her|me|us)|threat to (my|our)
            life)
        # threatened
        (is|are|was|were|has been|have been|been|keeps?|being|s)
            (now |also |constantly )?(threaten\S*|intimidat\S*)
            (to (kill|hurt|harm|shoot|stab|rape|burn|attack|beat)|me|us|my|our|him|her|by|with|violence)
        (he|she|they|landlord|man|men|gang|neighbour|boss|someone|somebody|police|owner|mafia|family)
            (has |have |just )?(threatened|threatens) (to (kill|hurt|harm|shoot|stab|beat|rape)|me|us|my|our|
            him|her)
        threaten(ed|ing|s)? (to kill|my life|me with|by (a|the) gang)
        (am|are|is|being) (being )?threatened
        # followed, stalked
        (followed|following|stalking|stalked) (me|us|her) (home|back|to|everywhere|around|for)
        (being|been|am|is) stalked
        (mugged|robbed|attacked) <8>(hurt|injur\S*|cut|bleed\S*|broke\S*|beaten|stabbed|knife|gun|hospital|
            bruise\S*|unconscious|badly|violent\S*)
        (threw|thrown) acid
        (broken|broke|breaking) (my|his|her) (nose|jaw|ribs?|arm|face|cheekbone)(?= )( (in|during|when|after)
            (a|the) (fight|attack|robbery|mugging))
        # how it was done
        kicked (my|his|her|our|<PO>) <1>(head|face|ribs|teeth|in|down)
        (pulled|drew|took out|had|with|held|waved|brandish\S*)
            (out )?(a |the |his )?(blade|knife|machete|bat|hammer|broken bottle|crowbar|axe|gun|sword|
            screwdriver|taser)( (on|to|at|against|in) (me|us|him|her|my|our|<PO>)| and)
        (grabbed|squeezed|held|cut) (me by (the|my) |my |her |his |our )(throat|neck|hair)
        came (at|after) (me|us|him|her) with
        (pinned|pushed|threw|thrown|shoved|slammed) (me|us|him|her) (down|against|to the|on the|into|onto)
        (smashed|hit|punched|kicked|stamped on) (me|us|him|her|my|his)
            <1>(in the|on the|over the|head|face|nose|teeth|with) unless (ball|right spot)
        (broke|broken) my (nose|jaw|ribs|arm|cheekbone|teeth)
        (hit|struck|beaten|smashed|kicked|punched) (over|on|in|around|about) the (head|face|stomach|back|jaw)
        drinks? <8>(something in (it|them)|not remember|blacked out|woke up)
        not remember (anything|getting|what happened|the night|how i)
            <10>(bruise\S*|hurt|drink|naked|clothes|scared|spiked|drugged|blood)
        (ex|man|guy|he|someone|stranger|boyfriend|husband) (is |has been |keeps )?(stalking|harassing|following)
            (me|us|her|my)
    """),
    rule("threat", "assault_crime", P2, "threatened or blackmailed by a stranger", r"""
        (put|post|share|send|publish|leak|upload) (my|our|the|these|her) <1>(pictures|photos|videos?|pics|nudes)
            <8>(unless|pay|or else|if i do not)
        # blackmail
        (blackmail\S*|extort\S*|sextort\S*) (me|us|him|her|my|our|by|for|with|over|scam|using)
        (being|been|am|is|was|were|got) <G1>(blackmailed|extorted|sextorted)
        (am|is|are|was) <G1>(blackmailing|extorting)
        (send|sending|share|post|leak|show|publish|release|upload)
            <3>(nudes?|naked|intimate|explicit|my (pics|pictures|photos|videos))
            <8>(unless|pay|money|everyone|family|if i)
        (will|going to|to|threaten\S*) (send|share|post|leak|show|publish|release|upload)
            <G2>(nudes?|naked \S+|intimate \S+|explicit \S+|private (pics|pictures|photos|videos))
        # threats of a stranger
        (online|whatsapp|facebook|instagram|telegram|internet|email|stranger|tinder|snapchat)
            <8>(kill|hurt|threaten\S*) (me|us|my|her|him)
        (says?|said) (he|she|they) will (kill|hurt|find) (me|us|my|our|her|him)
        (has|have|got) <1>(photos|pictures|videos?|pics|recordings?|screenshots) of (me|us|my|him|her)
            <14>(wants?|pay|posts?|send|money|threat\S*|or (he|she|they)|unless|share)
    """),
    rule("attack", "terror_attack", P1, "an attack, here and now", r"""
        (they|men|soldiers|police|gunmen|people|terrorists|he|militants|rebels) (is|are) <1>killing
            (people|everyone|us|them|my)
        # shots and bombs seen or heard
        (there is|there are|there has been|there have been|theres been|hear|hearing|heard|can hear|can
            see) (just )?(a |an |some |lots of |loud |huge |big |another |the |been )*(shooting|shooter|
            gunm[ae]n|gunfire|gun ?shots|shots|gun fire|explosions?|bomb|bombs|bombing|blast|terrorist attack|
            terror attack|stabbing|mass shooting|active shooter|hostage situation|attack|grenade|knife
            attack)(?= )
            unless (in (20|19)\d\d|range|club|star|years?|alert|last (year|month)|museum|warning level|risk)
        there was (just )?(a|an|some) <1>(shooting|explosion|blast|bomb|stabbing|gunfire|attack) <2>(here|downstairs|
            outside|
            people|we|at the|in our|near (us|me|our))
        # the attackers
        <ATTACKERS> ((is|are|has|have|just) )*(inside|outside|in (our|my|the|this)|at|here|came|entered|opened|
            shooting|killing|attacking|attacked|near|running|chasing|broke|breaking|trying)
        (there is |there are |theres )(a |an |some |two |three |\d )?<ATTACKERS>
        # shooting
        (shooting|shot|firing|fired|shoot|opening fire|opened fire) (at|on|towards)
            (us|me|people|everyone|my|our|the crowd|him|her|them|civilians)
        (someone|somebody|they|he|man|men|people|police|soldiers|guy)
            (is |are |were |was |has |have )?(shooting|opened fire|open fire|firing)(?= )
            unless (a (film|movie|video)|photos|star|pool|people in)
        shots? fired
        (i|we|he|she|they|<KIN>) <G2>(<AUX>)(shot(?! (a |some |the |on|in one))|stabbed|knifed|gunned down|blown
            up|bombed)(?= ) unless (photos)
        (has|have|had|was|were|been|got|just) <G1>(been )?(stabbed|shot)(?= )
            unless (of|on|in (19|20)|some|photos|a (film|video))
        (he|she|they|someone|man) (has |have |just )?(stabbed|shot|knifed) (me|us|him|her|my|<PO>)
        # explosions
        (bombs?|explosion|explosions|blast|grenade|car bomb|ied|device|bomber)
            (has |have |just |is |are |was |that )*(went off|gone off|going off|exploded|exploding|exploding|
            blew|detonated|hit|happened|explode|blown|killed|outside|inside|here|near|in our|in my|in the hotel|
            at our)
        (just )?(blew|blown) (himself|herself|themselves|itself|up|it|the)( up)?(?= )
            unless (my (mind|budget)|away|the budget|out)
        # an attack, by its name
        (under attack|being attacked|attacking (us|me|the hotel|people|our)|attack
            (is )?(happening|going on|ongoing|in progress|underway|here|right now|now|on our|outside))
        (i|we|he|she|they|<KIN>) (am|is|are|was|were|got|been|have been|has been|had been)
            <G1>(caught up |caught |in|at|near|injured in|hurt in|killed in|inside)
            <G2>(the |a |that |this )<G1>(attack|attacks|shooting|bombing|explosion|blast|stabbing)(?= )
            unless ((in|of) (19|20)\d\d)
        (chasing|coming after|coming for|coming at|hunting|attacking) (me|us|him|her) (with|and)
        (he|she|they|man|men|someone|somebody|guy|people|gang|robbers|husband|boyfriend|stranger|intruder)
            <G1>(has|have|got|with|carrying|holding|waving|is holding)
            (got )?(a |an |big )*(knife|knives|gun|guns|machete|rifle|axe|bomb|weapons?)
            unless (licen\S+|in (my|hold)|shop|permit|collection|certificate|to declare|set)
        # they come to kill, or break in
        (they|someone|somebody|people|men|he|gang|man) (is|are|were|was)
            (trying|going|coming|about|here|planning) to <G1>(kill|murder|shoot|stab|execute|behead)
            (me|us|everyone|my|him|her|them|people)
        (trying to|going to|attempting to|are|is|about to) (break|breaking|broke|force|kick|smash)(ing)?
            (in|into|down|through|their way) <2>(my|our|the)
            <G1>(room|house|home|door|apartment|flat|villa|hotel|tent|car)
        (trying to |are |is )(get|break|breaking) in(?= ) unless (the|my|to)
        # hides from it
        hiding <G6>(guns?|shoot\S*|attack\S*|gunm[ae]n|terrorist\S*|armed|knife|bomb\S*|intruder)
        (guns?|shoot\S*|attack\S*|gunm[ae]n|terrorist\S*|armed) <8>(i am|we are|am|hiding|i|we)
            (hiding|hid|inside|trapped|in the (toilet|bathroom|cupboard|kitchen))
        (we|i) (are|am) (going to|gonna|about to) (die|be killed)
        # vehicles and hijackers
        (car|van|lorry|truck|vehicle) (drove|rammed|ploughed|has driven|just drove) into
            (the |a )?(crowd|people|pedestrians|market)
        (are|is|am|been|being|was|were) hijacked unless (in|by (politics|activists)|19)
        hijackers
        (plane|flight|bus|ferry|ship|train|boat) <2>hijacked unless (in|by (politics|activists)|19)
        active shooter
    """, without=(Guard.NEGATED,)),
    rule("attack", "terror_attack", P1, "an attack, here and now", r"""
        (boom|blast|bang|explosion) <10>(glass|blood|bleeding|screaming|smoke|bodies|friend|running)
    """),
)

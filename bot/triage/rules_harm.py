"""Danger to life and body, by oneself or by others. How a pattern is read: bot.triage.rules."""

from __future__ import annotations

from bot.casework.case import Severity
from bot.triage.guards import Guard
from bot.triage.rules import Rule, rule

P1, P2 = Severity.P1, Severity.P2

HARM: tuple[Rule, ...] = (
    rule("suicide", "mental_health_crisis", P1, "suicidal, or harming themselves", r"""
        # harm that has begun
        (cut|slashed|slit|sliced) (my|his|her) (wrists?|arms|throat|veins)
        (hanged|hung) <SELF>
        (i am|he is|she is) (standing|sitting) (on|at|over) (a|the) <1>(bridge|ledge|edge|railing|roof|cliff)
            unless (of the|taking|and (taking|want to photo)|what is)
        # wishes and plans
        (kill|killing|hang|hanging|shoot|shooting|drown|drowning|poison|stab) <SELF>
        (hurt|hurting|harm|harming|cut|cutting|burn|burning) <SELF>
            unless (off|out|on (the|a|some)|shaving|some slack|short)
        (i|he|she) <G4>(kms|kys)
        kms (tonight|now|today|soon|rn)?
        (i|he|she|we) <G3>(want|wants|wanted|wish|wishes|going|ready|plan|planning|deserve|prefer|like|need|
            hope|rather) (to |i could )?(just )?(die|be dead|not be (here|alive)|disappear (for ever|forever))
            unless (my hair|hard|for (a|some|that)|laughing|on (the|a) (hill|beach))
        (want|wish|wishes) (i|he|she) (was|were|is|had|would)
            (dead|not alive|never born|never been born|not here|die)
        (do|does|did) not (want|wish|like) to (live|be alive|be here|exist|wake up|carry on|go on)
            unless (in|with|there|on my|together|near|at the|during|for (the|long)|to the|up (early|at))
        (can|could) not (go on|carry on|do this|take (it|this)|cope|live)
            (any ?more|any longer|with myself|like this) unless (holiday|job|tour|contract)
        (can|could) not go on(?= [.!,]|  ?$| $)
        (end|ending|ends|take|taking|took|ended) (my|his|her|their|my own|his own|her own) (own )?life
        end it all
        (want|wants|going|ready|time) to end it unless (early|on)
        no (reason|point|will) (to (live|go on|carry on|being here)|in (living|going on|life|anything)|living|
            going on) unless (there)
        (not|nothing|no reason) (worth living|worth it anymore|to live for|left to live)
        life (is not|has no) (worth|meaning)
        (feel|feels|feeling|is|am|are|was|being|been|very|actively|becoming|got) suicidal
        suicidal (thoughts|and|friend|son|daughter|wife|husband|brother|sister|feelings|help|right now|here)
        (attempt\S*|tried|committing|commit|contemplating|considering|threaten\S*|talking about|thinking
            (about|of)|thoughts of|planning|going to do|done) <G2>suicide
        suicide (attempt|note|watch|threat|thoughts|plan) unless (hotline|helpline)
        (overdosed|over dosed)
        (taken|took|take|taking|had) (an |a )?(overdose|od)(?= )
        (taken|took|swallowed) <G2>(of |all |lots of |many |too many |lot of |whole (box|packet|bottle)
            of )<G3>(pills|tablets|medication|paracetamol|sleeping|painkillers|meds|drugs)
            unless (with me|through|to japan)
        (going|threaten\S*|want|wants|about|ready|says? (he|she) will|trying) to jump(?= )
            unless (off the (boat|pier)|in the (sea|pool)|the queue|on|into|ship|at|from a plane|out of a plane)
        (on|over) the (edge|ledge|railing|bridge) (and )?(threaten|going|about|wants)
        (self harm|self harming|self harmed|selfharm\S*) unless (policy|statistics)
        (nobody|no one|world|everyone|family) (would|will)
            (miss me|care if i|be better off without me|notice if i)
        better off (dead|without me)
        do not care if i (die|live)
        ready to die
        i (have|got) a plan to (die|end)
        (my|last|final) goodbyes? (to (you all|everyone|the world)|everyone|world|note)
        slit (my|his|her) (wrists?|throat)
        i (just )?want (it|everything|the pain) to (stop|end|be over)
        (i|he|she) (will|would|may|might|could|going to) (kill|hurt|harm|hang|do something (stupid|silly) to)
            <SELF>
        i am done with (life|living)
        (goodbye|farewell|suicide) (text|message|note|letter|email|video|post|voicemail)
        (not|never|no) (see|see any|see the|seeing|any|feel)
            <1>(way out|point any ?more|point in (living|anything|going on|carrying on)|future|hope)
            unless (of the (car|maze|airport))
        see (any|no|a) (way out|point any ?more|future|reason to)
        not see the point( any ?more| of (living|life|anything|it all|going on))
        (got|have|bought|holding|counting|with) (the |my |a |some |enough )*(tablets|pills|rope|razor|razor
            blades?)( (here|ready|in (my|front)|next to|now))
        not (want|like) to wake up
        (given|giving|give) up on (life|living|everything)
        tired of (living|life|being alive|everything|it all|existing)
        (lost|no) (all )?(the )?will to live
        (took|taken|taking) (his|her|my|their) own life(?= )
        ready to (go|leave this world|end)(?= (forever|for good))
        not (be )?(here|around|alive) (tomorrow|much longer|in the morning) unless (morning flight)
        i can not (live|cope|do life) (like this|any ?more|any longer)
    """, without=(Guard.GENERIC, Guard.IF,)),
    rule("suicide", "mental_health_crisis", P1, "suicidal, or harming themselves", r"""
        (how much longer|much longer) (i|he|she) can (keep going|go on|carry on|cope|do this|hold on|take)
        (thinking|dream\S*|look\S*) (about|of|at|over) (the |that |jumping|this )(bridge|balcony|cliff|edge|
            train tracks|pills|knife|off|in front)
        locked (myself|himself|herself|themselves) (in|inside)
            <8>(knife|pills|tablets|razor|gun|rope|not answer|says|crying|hurt|die)
        (i|he|she) (just )?(want|wants) to (disappear|give up|stop existing|not exist|sleep for ?ever|go to
            sleep and)
    """, without=(Guard.GENERIC, Guard.IF, Guard.NEGATED,)),
    rule("mental_health", "mental_health_crisis", P2, "a mental-health crisis", r"""
        (psychotic|psychosis|hallucinating|delusional|schizophreni\S* (episode|attack)|having delusions|paranoid
            delusions|manic episode) unless (drug|plant)
        (is|am|are|was|went|going|gone|been|very|becoming|become|seems|he is)
            <G1>(psychotic|manic|delusional|paranoid)
        (having|had|has|have|suffering|suffered|is|am) <G3>(a |an )?(mental|nervous|complete|total|emotional|
            full|bad|severe)? ?(breakdown|mental health crisis|panic attacks?|mental health emergency|mental
            episode|mental breakdown) unless (cover|insurance|of (the|costs|my)|on the (road|motorway))
        mental health (crisis|emergency|breakdown|episode) unless ((abroad )?(leaflet|guide))
        hear(s|ing)? voices
        (been|was|is|were|got|being) sectioned
        (psychiatric|mental) (hospital|ward|unit|clinic|institution)(?= ) unless (job|nurse|placement)
        (off|stopped taking|not taking|without|run out of|stopped) (his|her|my|their|the)
            <G1>(meds|medication|medicine|antipsychotics|lithium)
            <6>(strange\S*|odd\S*|paranoid|voices|violent|confused|manic|acting|wander\S*|aggressive|scared|
            worse|delusion\S*)
        thinks <G1>(people|everyone|someone|the police|they) (is|are)
            <G1>(following|after|watching|poison\S*|trying|out to get)
        acting (very |really |so )?(strangely|bizarrely|erratically|crazy|weird|paranoid)
        (lost|losing|out of) (his|her|their) mind(?= ) unless (with|over)
        severe(ly)? depress\S*
        not (himself|herself|myself|in (his|her) right mind)(?= ([.,!]|and|at all|since|any ?more))
        not slept (for|in) <1>(days|nights)
        (says?|thinks?|believes?|convinced) (that )?(he|she|they) (is|are)
            <1>(god|jesus|a prophet|the messiah|being (watched|followed|poisoned|chased)|dead)
        (psychiatric|psychiatrist|psych) (unit|ward|hospital|hold|clinic|facility)
        (ran|running|walking|wandering) (around )?naked
        talking (to (himself|herself|people who|voices)|nonsense)
        (mental|nervous) (state|health) <1>(bad|worse|deteriorat\S*|collaps\S*|crisis|terrible)
        (thinks?|believes?|convinced) (that )?(the |his |her |our |everyone |my |we |i )?<2>(is|are|am)
            <1>(spies|spying|agents|poison\S*|following|watching|evil|demons?|possessed|listening|out to get)
        <HE>s? (is |are )?off (his|her|their) head
    """),
    rule("sexual_assault", "sexual_assault", P2, "sexual assault", r"""
        (man|men|guy|he|they|stranger|boss|driver|guide) forced (me|her)(?= ([.,!]|$)| $)
        (was|were|been|got|being|am|is|have|has|just|had|almost|nearly|gang)
            <G1>(raped|gang raped|molested|groped|sexually (assaulted|abused|attacked|harassed|touched)|date
            raped|indecently assaulted)
        (he|she|they|someone|somebody|who|man|men|guy|driver|guide|boss|guard|husband|friend|stranger|police|
            officer|owner|doctor|masseur|therapist|staff|teacher|uncle|father)
            (has |have |just |had |tried to |is trying to |trying to |attempted to |sexually )*(raped?|raping|
            molest(ed|ing)?|grop(ed|ing|es)|sexually (assault\S*|abus\S*|attack\S*|touch\S*)|assault(ed|ing)|
            touch(ed|ing|es)) <PO>( sexually)? unless (on the (arm|shoulder) to|and said hello)
        assaulted (me|us|him|her|them) sexually
        (raped|rape) (me|us|him|her|my|in|by|at|on|last|yesterday|help|victim here)(?= )
            unless (law|laws|statistics|cases|crisis)
        forced (himself|herself|themselves) (on|onto|into|upon)
        (made|forced|forcing|making) (me|her|him|us|<PO>)
            (to )?(have (sex|oral)|perform|do sexual|touch him|sleep with him|strip|undress)
        (report|reporting|reported) (a |my |the |an? )?(rape|sexual assault|sexual attack|attempted rape)
        (after|since) (being |i was |my |the |she was |a )?(raped|rape|sexually assaulted|sexual assault)(?= )
        (i|she|he|we) (am|is|was|were|have been|has been) (a |the )?(rape|sexual assault) (victim|survivor)
        (victim|survivor) of (a )?(rape|sexual (assault|abuse|violence))
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
        (got|climbed|came|slipped) (in|into|on) (my|her|our) bed <8>(touch\S*|sleep\S*|asleep|grab\S*|top|naked)
        (put|had|stuck|placed|slid) (his|their) (hands?|fingers?)
            <3>(where (he|they) should|up my|down my|inside|in my (pants|trousers|underwear|bra)|on my
            (breasts?|bum|bottom|thighs?|crotch))
        (someone|somebody|stranger|man|guy|him|he) (was )?on top of (me|her)
        (date|gang) ?raped
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
        (he|she|<PARTNER>) (is|keeps) <1>(beating|hitting|hurting|kicking|punching|strangling) (up )?(the|my|our) <CHILD>
        (he|she|<PARTNER>) (will|is going to|going to) (strangle|choke|murder|rape|stab) (me|us|my|her|him)
        (my|her|his|the|our) <G1><PARTNER> <G1>(has |have |had |just |is |keeps |always |was |will |been |tried
            to |going to |threatening to |and (his|her) family )*(<HURT>|going to (kill|hurt)|kill)
            (up )?(me|us|her|him|my|our|the kids|the children)
            unless (if (i|we) <1>(miss|forget|am late|are late|lose|book)|lol|haha|when (he|she) sees)
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
        domestic (abuse|violence)(?= )( (help|please|now|here|abroad help|by|from|and i|situation|victim))
        (victim of|experiencing|suffering|in an?|escap\S+|fleeing|subjected to)
            <G1>(domestic (abuse|violence)|abusive relationship)
        <PARTNER> is (outside|at) (the|my) door
        attacked me with a (knife|hammer|bottle|machete)
        (kicked|threw) me out <6>(hit|beat|violent|bruise\S*)
    """),
    rule("domestic_abuse", "assault_crime", P1, "domestic abuse, in danger now", r"""
        (he|she) (broke|fractured|burned|burnt|stamped on|smashed|cut) my(?= ) unless (phone screen|heart)
        (he|she) (chokes?|choked|hits?|beats?|kicks?|punches|burns?|rapes?|locks?) me
        before (he|she) (gets|comes|is) (back|home)
        (when|if) he (finds out|finds me|comes home|gets home|sees this) <4>(kill|hurt|beat|angry|hit)
        (husband|partner|boyfriend|wife) <2>(keeps|kept|hides|controls|has taken|took) my
            (passport|money|bank card|phone)
    """, without=(Guard.IF,)),
    rule("assault", "assault_crime", P1, "being attacked, chased or about to be killed", r"""
        # violence that goes on now
        (they|he|she|someone|somebody|men|man|people|police|guards|soldiers|crowd|gang|mob|<KIN>)
            (is|are|keep|keeps) <1>(beating|stabbing|strangling|choking|attacking|kicking|hurting|torturing) (up )?<PO>
            unless (at (chess|football|cricket|tennis|golf|cards)|by \d|\d|in the (final|league|queue)|to it|feelings)
        (is|are) (still )?(chasing|hunting) (me|us|my <1><KIN>) unless (up|to pay|for (a|the|my|an) <1>(payment|invoice|money|bill|fee))
        # death that is announced
        (they|he|she|someone|somebody|gang|men|police|people) will <1>(kill|murder|shoot|behead|execute) (me|us|him|her|them|my)
            unless (if (i|we) <1>(miss|forget|am late|are late|lose|book|do not (book|buy|bring|get (a|the|my) (visa|photo)))|lol|haha)
        # somebody is at them
        (someone|somebody|a man|some men|a stranger|an intruder|intruders) (is|are) (in|inside|outside) (my|our)
            <1>(room|house|flat|apartment|villa|tent|home|door|window)
        (someone|somebody|he|they|man|men|stranger) <2>trying to (get|break|come|climb|force) <1>(in|into|inside|through)
            (my|our|the) <1>(room|house|flat|apartment|villa|tent|home|door|window)
        (broke|kicked|smashed|breaking|kicking|smashing|bashing) (down|in|through) (the|my|our) <1>door
    """),
    rule("assault", "assault_crime", P2, "attacked, injured or threatened", r"""
        (someone|somebody|he|they|man|men|guy|guys|stranger|strangers) <3>(followed|chased|cornered|grabbed|ambushed)
            (me|us|her|my <1><KIN>)
            unless (on|back|onto|a|an|some|the|for (coffee|lunch)|online|by mistake)
        (i|we|he|she|they|<KIN>) (<G3>)?(<AUX>)(attacked(?! by
            (mosquitoes|bed ?bugs|midges|sandflies|malware|hackers))|assaulted|beaten( up)?|
            jumped(?! (queue|the))|punched|bottled|glassed|head ?butted|slashed|battered|strangled|knocked out|
            mobbed)
        (got|was|were|been|being) <G1>(beaten|assaulted|attacked by|jumped|battered|slashed|spiked|drugged)
        (beat|beats|beating|bashed|smashed|roughed) (me|us|him|her|them|<PO>) <G1>up
        beat up (me|us|him|her|<PO>)
        (he|she|they|someone|somebody|men|man|gang|guy|guys|people|bouncers?|driver|taxi driver|landlord|
            stranger|youths|robbers|thieves|muggers|police|crowd|woman|owner)
            (has |have |just |had |then |also |tried to )*(attacked|assaulted|punched|kicked|hit|beat|stabbed|
            slashed|bit|slapped|strangled|headbutted|head butted|pushed|dragged|attack|hitting|beating|punching|
            kicking|attacking|assaulting) <PO>
        (drinks?|food|cocktail|water) (was|were|been|got|has been|is) <G1>(spiked|drugged|laced)
        (spiked|drugged|roofied) (me|my|us|her|his|him|our)
        (i|she|he|we|they) <G3>(been|was|were|got) <G1>(spiked|drugged|roofied|poisoned)
        (someone|somebody|they|he) put something in (my|our|her|his)
        (at|with a) (knife ?point|gun ?point)
        (knife|gun) point
        (pulled|held|pointed|put|had|waved|threatened \S+ with)
            (out )?(a |the |his )?(gun|knife|machete|pistol|weapon|blade)( (on|to|at|against))?
            ?(me|us|my|him|her)?(?= ) unless (in (my|hold)|license|licence|shop)
        (death threats?|threatened my life|threats? (against|on|to) (my|our|his|her|me|us)|threat to (my|our)
            life)
        (is|are|was|were|has been|have been|been|keeps?|being|s)
            (now |also |constantly )?(threaten\S*|intimidat\S*)
            (to (kill|hurt|harm|shoot|stab|rape|burn|attack|beat)|me|us|my|our|him|her|by|with|violence)
        (he|she|they|landlord|man|men|gang|neighbour|boss|someone|somebody|police|owner|mafia|family)
            (has |have |just )?(threatened|threatens) (to (kill|hurt|harm|shoot|stab|beat|rape)|me|us|my|our|
            him|her)
        threaten(ed|ing|s)? (to kill|my life|me with|by (a|the) gang)
        (am|are|is|being) (being )?threatened
        (followed|following|stalking|stalked) (me|us|her) (home|back|to|everywhere|around|for)
        (being|been|am|is) stalked
        (mugged|robbed|attacked) <8>(hurt|injur\S*|cut|bleed\S*|broke\S*|beaten|stabbed|knife|gun|hospital|
            bruise\S*|unconscious|badly|violent\S*)
        (threw|thrown) acid
        (broken|broke|breaking) (my|his|her) (nose|jaw|ribs?|arm|face|cheekbone)(?= )( (in|during|when|after)
            (a|the) (fight|attack|robbery|mugging))
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
        (blackmail\S*|extort\S*|sextort\S*) (me|us|him|her|my|our|by|for|with|over|scam|using)
        (being|been|am|is|was|were|got) <G1>(blackmailed|extorted|sextorted)
        (am|is|are|was) <G1>(blackmailing|extorting)
        (send|sending|share|post|leak|show|publish|release|upload)
            <3>(nudes?|naked|intimate|explicit|my (pics|pictures|photos|videos))
            <8>(unless|pay|money|everyone|family|if i)
        (will|going to|to|threaten\S*) (send|share|post|leak|show|publish|release|upload)
            <G2>(nudes?|naked \S+|intimate \S+|explicit \S+|private (pics|pictures|photos|videos))
        (online|whatsapp|facebook|instagram|telegram|internet|email|stranger|tinder|snapchat)
            <8>(kill|hurt|threaten\S*) (me|us|my|her|him)
        (says?|said) (he|she|they) will (kill|hurt|find) (me|us|my|our|her|him)
        (has|have|got) <1>(photos|pictures|videos?|pics|recordings?|screenshots) of (me|us|my|him|her)
            <14>(wants?|pay|posts?|send|money|threat\S*|or (he|she|they)|unless|share)
    """),
    rule("attack", "terror_attack", P1, "an attack, here and now", r"""
        (they|men|soldiers|police|gunmen|people|terrorists|he|militants|rebels) (is|are) <1>killing (people|everyone|us|them|my)
        (there is|there are|there was|there has been|there have been|theres been|hear|hearing|heard|can hear|can
            see) (just )?(a |an |some |lots of |loud |huge |big |another |the |been )*(shooting|shooter|
            gunm[ae]n|gunfire|gun ?shots|shots|gun fire|explosions?|bomb|bombs|bombing|blast|terrorist attack|
            terror attack|stabbing|mass shooting|active shooter|hostage situation|attack|grenade|knife
            attack)(?= )
            unless (in (20|19)\d\d|range|club|star|years?|alert|last (year|month)|museum|warning level|risk)
        <ATTACKERS> ((is|are|has|have|just) )*(inside|outside|in (our|my|the|this)|at|here|came|entered|opened|
            shooting|killing|attacking|attacked|near|running|chasing|broke|breaking|trying)
        (there is |there are |theres )(a |an |some |two |three |\d )?<ATTACKERS>
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
        (bombs?|explosion|explosions|blast|grenade|car bomb|ied|device|bomber)
            (has |have |just |is |are |was |that )*(went off|gone off|going off|exploded|exploding|exploding|
            blew|detonated|hit|happened|explode|blown|killed|outside|inside|here|near|in our|in my|in the hotel|
            at our)
        (just )?(blew|blown) (himself|herself|themselves|itself|up|it|the)( up)?(?= )
            unless (my (mind|budget)|away|the budget|out)
        (under attack|being attacked|attacking (us|me|the hotel|people|our)|attack
            (is )?(happening|going on|ongoing|in progress|underway|here|right now|now|on our|outside))
        (i|we|he|she|they|<KIN>) (am|is|are|was|were|got|been|have been|has been|had been)
            <G1>(caught up |caught |in|at|near|injured in|hurt in|killed in|inside)
            <G2>(the |a |that |this )<G1>(attack|attacks|shooting|bombing|explosion|blast|stabbing)(?= )
            unless ((in|of) (19|20)\d\d)
        (chasing|after|coming for|coming at|hunting|attacking) (me|us|him|her) (with|and)
        (he|she|they|man|men|someone|somebody|guy|people|gang|robbers|husband|boyfriend|stranger|intruder)
            <G1>(has|have|got|with|carrying|holding|waving|is holding)
            (got )?(a |an |big )*(knife|knives|gun|guns|machete|rifle|axe|bomb|weapons?)
            unless (licen\S+|in (my|hold)|shop|permit|collection|certificate|to declare|set)
        (they|someone|somebody|people|men|he|gang|man) (is|are|were|was)
            (trying|going|coming|about|here|planning) to <G1>(kill|murder|shoot|stab|execute|behead)
            (me|us|everyone|my|him|her|them|people)
        (trying to|going to|attempting to|are|is|about to) (break|breaking|broke|force|kick|smash)(ing)?
            (in|into|down|through|their way) <2>(my|our|the)
            <G1>(room|house|home|door|apartment|flat|villa|hotel|tent|car)
        (trying to |are |is )(get|break|breaking) in(?= ) unless (the|my|to)
        hiding <G6>(guns?|shoot\S*|attack\S*|gunm[ae]n|terrorist\S*|armed|knife|bomb\S*|intruder)
        (guns?|shoot\S*|attack\S*|gunm[ae]n|terrorist\S*|armed) <8>(i am|we are|am|hiding|i|we)
            (hiding|hid|inside|trapped|in the (toilet|bathroom|cupboard|kitchen))
        (we|i) (are|am) (going to|gonna|about to) (die|be killed)
        (car|van|lorry|truck|vehicle) (drove|rammed|ploughed|has driven|just drove) into
            (the |a )?(crowd|people|pedestrians|market)
        hijack(ed|ers|ing)(?= ) unless (19|movie)
        active shooter
    """, without=(Guard.NEGATED,)),
    rule("attack", "terror_attack", P1, "an attack, here and now", r"""
        (boom|blast|bang|explosion) <10>(glass|blood|bleeding|screaming|smoke|bodies|friend|running)
    """),
)

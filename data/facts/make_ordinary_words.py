"""Makes `ordinary_words.txt`: the words that content designers may read in a citizen's question.

Run from the repository's root: `python data/facts/make_ordinary_words.py`. Taken: words that our own training messages
and guides write in small letters at least twice. Left out: first names and surnames (listed below, from the writers'
knowledge of common ones in the UK), so that a name in small letters is hidden like any other unknown word.
"""
from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FILE = Path(__file__).with_name("ordinary_words.txt")
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
HEADER = """\
# Words that may be shown in a citizen's question (docs/adr/0017-content-designers.md). Every other word is hidden.
# Made by make_ordinary_words.py from our own training messages and guides; checked 2026-11-23.
"""

NAMES = frozenset(re.findall(r"\w+", """
aaron abby abdul abigail abu adam adams adebayo adele adrian agnes ahmad ahmed aidan aiden aisha alan alasdair
albert alec alejandro alex alexander alexandra alfie alfred ali alice alicia alison allan allen amanda amelia amina
amir amit amy ana andre andrea andrew andy angela angelina angus anil anita ann anna anne annie anthony antonio
aoife archie arjun arnold arthur arun asha ashley asif asma audrey ava ayesha barbara barry beatrice becky ben
benjamin bernard beth bethany betty beverley bilal bob bobby bola brad bradley brenda brian bridget bruce bryan
caitlin callum cameron carl carla carlos carmen carol caroline catherine cathy cecilia charles charlie charlotte
chen cheryl chidi chloe chris christina christine christopher ciaran claire clara clare clive colin connor cortez
craig cynthia dafydd daisy damian dan daniel danielle danny darcy darren dave david davies davis dawson debbie
deborah declan deepa denise dennis derek diana diane dick dina dmitri dominic donald donna doreen doris dorothy doug
douglas drew duncan dylan eddie edith edward eileen elaine eleanor elena elijah elizabeth ella ellen ellie elliot
elsie emeka emily emma emmanuel eoin eric erica ethan euan eva evans eve evelyn fatima fatma felicity femi ffion
fiona florence frank fraser fred freda freddie freya garcia gareth gary gavin gemma geoff geoffrey george georgia
gerald gillian gina giovanni glenn gordon graham green greg guy gwen hamish hamza hannah harold harriet harris
harrison harry hassan hayley heidi helen henry hilda holly howard hugh hughes hussain hussein ian ibrahim imran
ingrid irene isaac isabel isabella isla ismail isobel ivan ivy jacinta jack jackie jackson jacob jacqueline jake
james jamie jan jane janet janice jasmin jason javier jayne jean jeff jeffrey jennifer jenny jeremy jerry jess jesse
jessica jill jim jimmy joan joanna joanne joe joel johan john johnny johnson jon jonathan jones jordan jose joseph
josh joshua joyce juan judith judy julia julian julie june justin kamal karen karim kate katherine kathleen kathryn
katie kay keith kelly kelvin ken kenneth kerry kevin khalid khan kieran kim kirsty kofi kumar kwame kyle kylie lara
larry laura lauren leah lee lena leo leon leonard lesley leslie lewis liam lian lila lily linda lisa livingstone liz
lloyd lorraine louis louise luca lucas lucy luis luke lydia lynn maggie mahmoud mai malcolm mandy manuel marcus
margaret maria marian marie marilyn mario marion marjorie mark martha martin mary maryam matilda matt matthew
maureen maurice max maya megan mehmet melanie melissa mensah mia michael michelle miguel mike mildred minh mitchell
mo mohamed mohammad mohammed moira molly monica moore morag morgan morris moses muhammad muriel mustafa nadia nancy
naomi natalie natasha nathan nathaniel neil ngozi niamh nicholas nick nicola nicole nigel nina nkechi noah nora
norma norman nuala okafor olga oliver olivia oluwaseun omar oscar osei owain owen padraig pamela pat patel patricia
patrick paul paula pauline pearl pedro peggy penny peter petra phil philip phillip phoebe phyllis poppy priya rachel
rahul raj rajesh ralph ramesh randy rashid ray raymond rebecca reza rhiannon rhys richard rita rob robert roberts
robertson robinson rodney roger roland ronald rory rosa rose rosemary rosie ross roy ruby russell ruth ryan sadia
sally salman sam samantha samuel sandra sanjay santos sara sarah sasha saul scott seamus sean sebastian sergei shah
shane shannon sharon shaun sheila shirley sian sidney sienna simon sinead singh singhania siobhan smith sofia sonia
sophia sophie spencer stacey stan stanley stella stephanie stephen steve steven stewart stuart sue suresh susan
susanna suzanne sylvia tanya tara ted terence teresa terry thelma theo theresa thomas thompson thomson tiffany tim
timothy tina toby todd tom tommy tony tracey tracy trevor tunde tyler ursula val valerie vanessa vera veronica
victor victoria vijay vikram vincent viola vivian walker wallace walter wang wayne wendy wesley wilfred william
williams williamson wilson winifred wright xavier yasmin yusuf yvonne zach zahra zainab zara zoe
"""))


def words(text: str) -> set[str]:
    return {word for word in WORD.findall(text) if word.islower()}


def main() -> None:
    counts: Counter[str] = Counter()
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            counts.update(words(re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})", r"\1", line)))
    for path in sorted((ROOT / "data" / "guides").glob("*.yml")):
        counts.update(dict.fromkeys(words(path.read_text(encoding="utf-8")), 2))
    kept = sorted(word.replace("’", "'") for word, n in counts.items()
                  if n >= 2 and word.removesuffix("'s").removesuffix("’s") not in NAMES)
    FILE.write_text(HEADER + "\n".join(dict.fromkeys(kept)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

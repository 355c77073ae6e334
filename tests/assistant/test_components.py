"""Every graph component of ours under the same checks, and what each one adds to a message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.assistant import without_tensorflow

without_tensorflow.install()

from bot.assistant.components.place_extractor import PlaceExtractor  # noqa: E402
from bot.assistant.components.sentence_featurizer import SentenceFeaturizer  # noqa: E402
from bot.assistant.components.surface_featurizer import SurfaceFeaturizer  # noqa: E402
from bot.assistant.components.topic_classifier import TopicClassifier  # noqa: E402
from bot.assistant.components.triage_classifier import TriageClassifier  # noqa: E402
from bot.settings import ROOT  # noqa: E402
from tests.assistant.component_checks import CHECKS, made, outputs  # noqa: E402

COMPONENTS = (SentenceFeaturizer, SurfaceFeaturizer, TopicClassifier, TriageClassifier, PlaceExtractor)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda c: c.__name__)
@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.__name__)
def test_component(component: type[Any], check: Any, tmp_path: Path):
    check(component, tmp_path)


def test_every_component_of_the_pipeline_is_checked():
    named = {row["name"].rsplit(".", 1)[1] for row in yaml.safe_load((ROOT / "config.yml").read_text())["pipeline"]}
    assert named == {component.__name__ for component in COMPONENTS}


def test_the_topic_is_rasas_intent_with_the_whole_ranking(tmp_path: Path):
    _, topics = made(TopicClassifier, tmp_path)
    found = outputs(topics, ["the police arrested my son in Cairo"])[0]
    assert found["intent"]["name"] == "arrest_detention"
    assert [row["name"] for row in found["intent_ranking"]][0] == "arrest_detention"
    assert sum(row["confidence"] for row in found["intent_ranking"]) <= 1.0 + 1e-4
    assert len(found["intent_ranking"]) == 5


def test_trouble_and_a_question_are_told_apart(tmp_path: Path):
    _, triage = made(TriageClassifier, tmp_path)
    trouble, question = (
        row["triage"] for row in outputs(triage, ["armed men took my brother", "which insurance do I need to ski"])
    )
    assert trouble["escalate"] >= trouble["threshold"] > question["escalate"]
    assert set(trouble["severities"]) == {"P1", "P2", "P3"}


def test_a_cry_for_help_in_the_middle_of_a_long_story_is_found(tmp_path: Path):
    _, triage = made(TriageClassifier, tmp_path)
    calm = "We walked along the beach and had ice cream and the weather was lovely. " * 12
    hidden = outputs(triage, [calm + "Armen men took my father for a ransom. They locked us in a house. " + calm])[0][
        "triage"
    ]
    plain = outputs(triage, [calm * 2])[0]["triage"]
    odds = [row["escalate"] / (1 - row["escalate"]) for row in (plain, hidden)]
    assert odds[1] > 20 * odds[0]


def test_a_model_of_another_encoder_is_refused(tmp_path: Path):
    _, topics = made(TopicClassifier, tmp_path)
    topics._encoder_name = "another"
    with pytest.raises(ValueError, match="trained with the encoder another"):
        outputs(topics, ["hello"])


def test_places_are_country_entities(tmp_path: Path):
    _, places = made(PlaceExtractor, tmp_path)
    found = outputs(places, ["is it safe in Thailand"])[0]["entities"]
    assert [(row["entity"], row["value"], row["start"], row["end"]) for row in found] == [("country", "TH", 14, 22)]

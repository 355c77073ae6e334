"""The command line's JSON lines: what is read, and the sentence for each line that cannot be."""
from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.operations.jsonl import LONGEST_LINE, read_rows, write_row


def written(folder: Path, content: bytes) -> str:
    path = folder / "rows.jsonl"
    path.write_bytes(content)
    return str(path)


def test_a_row_without_an_id_gets_its_line_number_and_blank_lines_count(tmp_path: Path) -> None:
    path = written(tmp_path, b'{"text": "a"}\n\n{"id": "x", "text": "b"}\n{"id": null, "text": "c"}')
    assert list(read_rows(path)) == [{"text": "a", "id": 1}, {"id": "x", "text": "b"}, {"id": 4, "text": "c"}]


def test_a_byte_order_mark_is_no_part_of_the_first_row(tmp_path: Path) -> None:
    assert list(read_rows(written(tmp_path, b'\xef\xbb\xbf{"id": 7, "text": "a"}\n'))) == [{"id": 7, "text": "a"}]


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    class Standing:
        buffer = io.BytesIO(b'{"text": "a"}\n')

    monkeypatch.setattr(sys, "stdin", Standing())
    assert list(read_rows("-")) == [{"text": "a", "id": 1}]


@pytest.mark.parametrize(("content", "sentence"), [
    (b'{"text": "a"}\n{"text": \n', "line 2: not JSON (Expecting value at character 11)."),
    (b"[1]\n", 'line 1: not an object. Write each row as {"id": "1", "text": "…"}.'),
    (b"{}\n", 'line 1: "text" is missing or is not text.'),
    (b'{"text": 3}\n', 'line 1: "text" is missing or is not text.'),
    (b'{"text": "\xff"}\n', "line 1: not UTF-8. Save the file as UTF-8."),
    (b"[" * 100_000 + b"\n", "line 1: not JSON that can be read (nested too deep, or a number too long)."),
    (b'{"text": "' + b"a" * LONGEST_LINE + b'"}\n', "line 1: longer than 1,000,000 bytes. Put one row in each line."),
])
def test_a_line_that_is_no_row_is_refused_by_its_number(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(BadInput) as refused:
        list(read_rows(path))
    assert str(refused.value) == f"{path}, {sentence}"


def test_a_broken_line_is_not_repeated_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        list(read_rows(written(tmp_path, b'{"text": "my brother was taken\n')))
    assert "brother" not in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        list(read_rows(str(tmp_path / "none.jsonl")))
    assert str(refused.value) == (f"Cannot read {tmp_path / 'none.jsonl'}: No such file or directory. "
                                  "Check the name of the file.")


def test_a_row_is_written_as_one_line_with_its_letters_kept(capsys: pytest.CaptureFixture[str]) -> None:
    write_row({"id": 1, "text": "Curaçao\n"})
    assert capsys.readouterr().out == '{"id": 1, "text": "Curaçao\\n"}\n'


def test_half_a_character_in_an_id_is_written_back_as_it_came(capsys: pytest.CaptureFixture[str]) -> None:
    write_row({"id": "\ud800", "passage": "é"})
    written = capsys.readouterr().out
    assert written.encode("utf-8") and json.loads(written) == {"id": "\ud800", "passage": "é"}

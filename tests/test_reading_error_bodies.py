"""An answer that is an error message in JSON is named as one and is no row."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets import read, refused


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"error":{"code":499,"message":"Token Required","details":[]}}', "499 Token Required"),
        ('{"error":"invalid api key"}', "invalid api key"),
        ('{"error":true,"code":404,"message":"no such dataset"}', "404 no such dataset"),
        ('{"errors":[{"status":"500","title":"Internal error"}]}', "errors"),
        ('{"status":"error","message":"limit exceeded","code":429}', "limit exceeded"),
        (
            '{"help":"x","success":false,"error":{"__type":"Not Found","message":"no"}}',
            "Not Found no",
        ),
        ('{"status":404,"message":"nothing here"}', "nothing here"),
    ],
)
def test_a_body_that_only_complains_is_refused_in_its_own_words(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "x.json"
    file.write_text(text)
    error = refused(file)
    assert error.code == "E_ERROR_BODY"
    assert said in error.found
    assert "check the address" in error.todo


@pytest.mark.parametrize(
    "text",
    [
        '{"error":null,"results":[{"id":1,"name":"Flood"}]}',
        '{"errors":[{"row":1}],"events":[{"id":1,"name":"Flood"}]}',
        '{"id":1,"name":"Flood","message":"road closed","status":"open"}',
        '{"status":"ok","message":"fine","data":{"items":[{"id":1,"name":"Flood"}]}}',
        '{"success":true,"error":"","result":{"records":[{"id":1,"name":"Flood"}]}}',
    ],
)
def test_a_word_of_errors_beside_rows_leaves_the_rows(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text, "x.json").tables[0].rows == 1

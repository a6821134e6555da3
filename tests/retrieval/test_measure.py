import json

import pytest

from retrieval.measure import Answer, Question, languages_of, measure, read_questions, read_records, score

RECORDS = [
    {"id": "milk", "name": {"de": "Milch", "en": "milk"}, "synonyms": {"de": "Kuhmilch", "en": ["cow's milk"]}},
    {"id": "bread", "name": {"de": "Brot", "en": "bread"}, "description": {"de": "Aus Roggen.", "en": "Of rye."}},
]


def test_each_pair_of_languages_is_measured():
    questions = [Question("Milch", "de", {"milk": 1.0}), Question("rye", "en", {"bread": 1.0})]
    found = measure(RECORDS, questions, ("de", "en"))
    assert list(found) == ["pairs", "build_s", "bytes_per_product"]
    assert set(found["pairs"]) == {"de>de", "en>de", "de>en", "en>en", "de>all", "en>all"}
    assert found["pairs"]["de>de"]["r_at_1"] == 1.0
    assert found["pairs"]["en>en"]["ndcg_at_10"] == 1.0
    assert found["bytes_per_product"] > 0


def test_figures_are_those_of_the_textbook():
    question = Question("Milch", "de", {"a": 3.0, "b": 1.0})
    found = score([Answer(question, ["x", "a", "b"], 0.001), Answer(question, ["a", "b"], 0.003)])
    assert (found["n"], found["r_at_1"], found["r_at_5"], found["mrr"]) == (2, 0.5, 1.0, 0.75)
    assert found["ndcg_at_10"] == pytest.approx((1 + (3 / 1.58496 + 1 / 2) / (3 + 1 / 1.58496)) / 2, abs=1e-4)
    assert (found["ms_p50"], found["ms_p99"]) == (2.0, 2.98)


def test_nothing_found_scores_nothing():
    found = score([Answer(Question("?", "de", {"a": 1.0}), [], 0.001)])
    assert (found["r_at_10"], found["mrr"], found["ndcg_at_10"]) == (0, 0, 0)


def test_names_without_a_language_are_searched_in_each():
    found = measure([{"id": 7, "name": "Ayran"}], [Question("ayran", "tr", {"7": 1.0})], ("de", "tr"))
    assert [found["pairs"][pair]["r_at_1"] for pair in ("tr>de", "tr>tr", "tr>all")] == [1.0, 1.0, 1.0]


def test_files_are_read(tmp_path):
    file = tmp_path / "queries.jsonl"
    lines = [
        {"query": "Milch", "lang": "de", "relevant": ["a"]},
        {"query": "süt", "lang": "tr", "relevant": {"a": 2, "b": 0}},
    ]
    file.write_text("\n".join(map(json.dumps, lines)) + "\n\n", "utf-8")
    assert read_questions(file) == [Question("Milch", "de", {"a": 1.0}), Question("süt", "tr", {"a": 2.0})]
    assert len(read_records(file)) == 2
    assert languages_of(RECORDS) == ("de", "en")

import numpy as np
import pytest

from retrieval.index import WHY, Index
from retrieval.tongue import Document

DOCUMENTS = [
    Document({"de": "Milch", "en": "milk", "tr": "süt"}),
    Document({"de": "Gift", "en": "poison", "tr": "zehir"}),
    Document({"de": "Geschenk", "en": "gift", "tr": "hediye"}),
]


@pytest.fixture(scope="module", params=["exact", "faiss_flat"])
def index(request):
    return Index(DOCUMENTS, ("de", "en", "tr"), store=request.param)


@pytest.mark.parametrize(("words", "language", "place"), [("Gift", "de", 1), ("gift", "en", 2), ("süt", "de", 0)])
def test_the_shoppers_language_goes_first(index, words, language, place):
    scores, kinds = index.scores(words, language)
    assert int(np.argmax(scores)) == place
    assert WHY[kinds[place]] == "synonym"
    assert index.same(words, language) == (place,)


def test_scores_lie_between_zero_and_one(index):
    for words in ("Milch", "gift", "Milchh", "xyzzy", "", "Geschenke Milch"):
        scores, _ = index.scores(words, "de")
        assert scores.min() >= 0
        assert scores.max() <= 1


def test_a_language_without_texts_is_searched_in_the_others():
    scores, _ = Index(DOCUMENTS, ("en",)).scores("Milk", "tr")
    assert int(np.argmax(scores)) == 0


def test_each_document_has_one_vector(index):
    vectors = index.vectors()
    assert vectors.shape[0] == len(DOCUMENTS)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_an_empty_index_finds_nothing():
    empty = Index([], ("de",))
    assert empty.same("Milch", "de") == ()
    assert empty.scores("Milch", "de")[0].tolist() == []


def test_an_unknown_embedder_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r'^embedder: "hasched" is not known. Choose one of hashed.$'):
        Index([], ("de",), embedder="hasched")

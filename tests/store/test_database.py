import pytest

from assistant.store.database import connect
from assistant.store.error import StorageUnavailable

UNKNOWN = "is no database that Sally knows. Write sqlite:///file.db or postgresql://user:password@host/name."


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sally.db", f"storage: {UNKNOWN}"),
        ("oracle://sally:secret@host/shop", f"oracle://sally:***@host/shop: {UNKNOWN}"),
        ("sqlite://", "storage: SQLite needs the name of a file. Write sqlite:///file.db."),
        ("sqlite:///:memory:", "storage: SQLite needs the name of a file. Write sqlite:///file.db."),
    ],
)
def test_an_url_that_names_no_database_is_explained_without_its_password(url: str, sentence: str):
    with pytest.raises(StorageUnavailable) as refused:
        connect(url)
    assert str(refused.value) == sentence

"""What can go wrong with storage, each with a sentence for whoever must act."""


class StorageUnavailable(Exception):
    """The database `which` cannot be used, for the reason `why`; `seconds` is how long that took to know."""

    def __init__(self, which: str, why: str, seconds: float = 0.0) -> None:
        super().__init__(f"{which}: {why}")
        self.which, self.why, self.seconds = which, why, seconds


class AlreadyThere(Exception):
    """A session with this id exists."""

    def __init__(self, session_id: str) -> None:
        super().__init__(f"session {session_id}: exists already. Create it under a new id.")
        self.session_id = session_id


class StaleVersion(Exception):
    """Somebody else was quicker: since it was loaded, the session has moved on, or its message has been answered."""

    def __init__(self, session_id: str, version: int) -> None:
        super().__init__(f"session {session_id}: version {version} is not the latest. Load it, and do the turn again.")
        self.session_id, self.version = session_id, version


class DuplicateOperation(Exception):
    """The ledger of this basket has one of the operations already."""

    def __init__(self, basket_id: str, op_id: str) -> None:
        super().__init__(f"basket {basket_id}: operation {op_id} is in the ledger already. Load it for its result.")
        self.basket_id, self.op_id = basket_id, op_id

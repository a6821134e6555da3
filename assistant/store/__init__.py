"""What Sally remembers: conversations, their event logs, the ledger and the outbox, in SQLite or PostgreSQL."""

-- Which broker account acted, from when on, and why: how it came to be (turn), the account before it, and
-- who asked for it where somebody did.

CREATE TABLE failovers (
  sequence BIGINT NOT NULL,
  event_index INTEGER NOT NULL,
  happened_at TEXT NOT NULL,
  from_account TEXT NOT NULL,
  account TEXT NOT NULL,
  turn TEXT NOT NULL,
  cause TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  turn_count BIGINT NOT NULL,
  PRIMARY KEY (sequence, event_index)
);

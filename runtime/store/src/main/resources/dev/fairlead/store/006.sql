-- Units that came or went for a cause other than a fill: what an account held when it was opened,
-- transfers, splits. No journal from before this table has any, so nothing is filled again.

CREATE TABLE moves (
  sequence BIGINT NOT NULL,
  event_index INTEGER NOT NULL,
  happened_at TEXT NOT NULL,
  account TEXT NOT NULL,
  move_id TEXT NOT NULL,
  symbol TEXT NOT NULL,
  quantity TEXT NOT NULL,
  cost TEXT NOT NULL,
  cause TEXT NOT NULL,
  PRIMARY KEY (account, move_id)
);

CREATE INDEX moves_by_time ON moves (happened_at, sequence, event_index);

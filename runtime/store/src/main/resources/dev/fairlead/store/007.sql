-- The verdicts on the links to the broker accounts, one after another: what is asked when somebody
-- wonders why an order went elsewhere. A cause is its kind, the points lost, what was observed and
-- the limit, with colons between; causes have spaces between.

CREATE TABLE health (
  sequence BIGINT NOT NULL,
  event_index INTEGER NOT NULL,
  happened_at TEXT NOT NULL,
  account TEXT NOT NULL,
  score INTEGER NOT NULL,
  breaker TEXT NOT NULL,
  causes TEXT NOT NULL,
  PRIMARY KEY (account, sequence, event_index)
);

-- The first schema. Portable between SQLite and PostgreSQL.
--
-- Decimals are exact text, instants are ISO-8601 text of fixed width so that they sort, flags are
-- 0 or 1. sequence and event_index say which event of which journal input a row was first seen in.

CREATE TABLE journal_position (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sequence BIGINT NOT NULL
);

INSERT INTO journal_position (id, sequence) VALUES (1, 0);

CREATE TABLE orders (
  sequence BIGINT NOT NULL,
  event_index INTEGER NOT NULL,
  is_open INTEGER NOT NULL,
  order_id TEXT PRIMARY KEY,
  principal TEXT NOT NULL,
  client_order_id TEXT NOT NULL,
  symbol TEXT NOT NULL,
  side TEXT NOT NULL,
  quantity TEXT,
  notional TEXT,
  notional_currency TEXT,
  type TEXT NOT NULL,
  limit_price TEXT,
  stop_price TEXT,
  trail_price TEXT,
  trail_percent TEXT,
  time_in_force TEXT NOT NULL,
  extended_hours INTEGER NOT NULL,
  replaces TEXT,
  submitted_at TEXT NOT NULL,
  account TEXT NOT NULL,
  status TEXT NOT NULL,
  filled TEXT NOT NULL,
  filled_value TEXT NOT NULL,
  placement_id TEXT NOT NULL,
  replaced_by TEXT,
  watermark TEXT,
  reason TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  last_fill_at TEXT,
  closed_at TEXT
);

-- With the symbol at the end, so that a listing of a few symbols passes over the others cheaply.
CREATE INDEX orders_by_time ON orders (principal, submitted_at, sequence, event_index, symbol);
CREATE INDEX orders_by_client_id ON orders (client_order_id);
-- Open orders are few and asked for most. Partial, so that a closed order leaves it.
CREATE INDEX orders_open ON orders (principal, submitted_at, sequence, event_index)
  WHERE is_open = 1;

CREATE TABLE placements (
  sequence BIGINT NOT NULL,
  event_index INTEGER NOT NULL,
  placement_id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL,
  account TEXT NOT NULL,
  symbol TEXT NOT NULL,
  side TEXT NOT NULL,
  quantity TEXT,
  notional TEXT,
  notional_currency TEXT,
  type TEXT NOT NULL,
  limit_price TEXT,
  stop_price TEXT,
  trail_price TEXT,
  trail_percent TEXT,
  time_in_force TEXT NOT NULL,
  extended_hours INTEGER NOT NULL,
  reserve_price TEXT NOT NULL,
  status TEXT NOT NULL,
  filled TEXT NOT NULL,
  filled_value TEXT NOT NULL,
  fills INTEGER NOT NULL,
  broker_order_id TEXT NOT NULL,
  cancel_wanted INTEGER NOT NULL,
  watermark TEXT,
  absences INTEGER NOT NULL,
  replacement_successor TEXT,
  replacement_symbol TEXT,
  replacement_side TEXT,
  replacement_quantity TEXT,
  replacement_notional TEXT,
  replacement_notional_currency TEXT,
  replacement_type TEXT,
  replacement_limit_price TEXT,
  replacement_stop_price TEXT,
  replacement_trail_price TEXT,
  replacement_trail_percent TEXT,
  replacement_time_in_force TEXT,
  replacement_extended_hours INTEGER,
  replacement_reserve_price TEXT
);

CREATE INDEX placements_by_order ON placements (order_id, sequence, event_index);

-- The list of a placement's attempts; ordinal is the place in the list, from 0.
CREATE TABLE attempts (
  placement_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  attempted_at TEXT NOT NULL,
  result TEXT,
  result_code TEXT,
  result_text TEXT,
  PRIMARY KEY (placement_id, ordinal)
);

-- The newest revision of each execution. cumulative, leaves and order_status are the order's after
-- it, by the event that told of it.
CREATE TABLE fills (
  sequence BIGINT NOT NULL,
  event_index INTEGER NOT NULL,
  account TEXT NOT NULL,
  order_id TEXT NOT NULL,
  placement_id TEXT NOT NULL,
  principal TEXT NOT NULL,
  execution_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  side TEXT NOT NULL,
  quantity TEXT NOT NULL,
  price TEXT NOT NULL,
  fee TEXT NOT NULL,
  fee_currency TEXT NOT NULL,
  filled_at TEXT NOT NULL,
  cumulative TEXT NOT NULL,
  leaves TEXT,
  order_status TEXT NOT NULL,
  busted INTEGER NOT NULL,
  PRIMARY KEY (account, execution_id)
);

CREATE INDEX fills_by_time ON fills (filled_at, sequence, event_index, symbol);
CREATE INDEX fills_by_order ON fills (order_id);
CREATE INDEX fills_by_place ON fills (sequence, event_index);

CREATE TABLE positions (
  account TEXT NOT NULL,
  symbol TEXT NOT NULL,
  currency TEXT NOT NULL,
  quantity TEXT NOT NULL,
  cost TEXT NOT NULL,
  realized TEXT NOT NULL,
  PRIMARY KEY (account, symbol)
);

CREATE TABLE balances (
  account TEXT NOT NULL,
  currency TEXT NOT NULL,
  cash TEXT NOT NULL,
  long_cost TEXT NOT NULL,
  short_cost TEXT NOT NULL,
  reserved TEXT NOT NULL,
  multiplier INTEGER NOT NULL,
  PRIMARY KEY (account, currency)
);

CREATE TABLE instruments (
  account TEXT NOT NULL,
  symbol TEXT NOT NULL,
  asset_id TEXT NOT NULL,
  name TEXT NOT NULL,
  exchange TEXT NOT NULL,
  asset_class TEXT NOT NULL,
  currency TEXT NOT NULL,
  tick_threshold TEXT NOT NULL,
  tick_fine TEXT NOT NULL,
  tick_coarse TEXT NOT NULL,
  lot TEXT NOT NULL,
  tradable INTEGER NOT NULL,
  fractionable INTEGER NOT NULL,
  shortable INTEGER NOT NULL,
  marginable INTEGER NOT NULL,
  PRIMARY KEY (account, symbol)
);

-- What each client was told, with what changes of an order as it was then; the rest is in orders.
CREATE TABLE events (
  sequence BIGINT NOT NULL,
  event_index INTEGER NOT NULL,
  happened_at TEXT NOT NULL,
  number BIGINT NOT NULL,
  principal TEXT NOT NULL,
  order_id TEXT NOT NULL,
  account TEXT NOT NULL,
  status TEXT NOT NULL,
  filled TEXT NOT NULL,
  filled_value TEXT NOT NULL,
  placement_id TEXT NOT NULL,
  replaced_by TEXT,
  watermark TEXT,
  reason TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  last_fill_at TEXT,
  closed_at TEXT,
  kind TEXT NOT NULL,
  detail TEXT,
  fill_execution_id TEXT,
  fill_revision INTEGER,
  fill_symbol TEXT,
  fill_side TEXT,
  fill_quantity TEXT,
  fill_price TEXT,
  fill_fee TEXT,
  fill_fee_currency TEXT,
  fill_filled_at TEXT,
  position_account TEXT,
  position_symbol TEXT,
  position_currency TEXT,
  position_quantity TEXT,
  position_cost TEXT,
  position_realized TEXT,
  PRIMARY KEY (principal, number)
);

CREATE TABLE alarms (
  sequence BIGINT NOT NULL,
  event_index INTEGER NOT NULL,
  happened_at TEXT NOT NULL,
  rule TEXT NOT NULL,
  account TEXT NOT NULL,
  placement TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (sequence, event_index)
);

-- The accounts that were looked at when an order was routed, in order of preference: why one was
-- passed over, or what the strategy compared of it. Where there was one account there is nothing.

CREATE TABLE route_candidates (
  sequence BIGINT NOT NULL,
  route_index INTEGER NOT NULL,
  candidate_index INTEGER NOT NULL,
  order_id TEXT NOT NULL,
  account TEXT NOT NULL,
  passed_over TEXT,
  expected_price TEXT,
  slippage_ppb BIGINT,
  fee_ppb BIGINT,
  filled_ppm BIGINT,
  rejected_ppm BIGINT,
  latency_micros BIGINT,
  outstanding INTEGER,
  weight INTEGER,
  last_used BIGINT,
  last_turn BIGINT,
  health INTEGER,
  PRIMARY KEY (sequence, route_index, candidate_index)
);

CREATE INDEX route_candidates_by_order ON route_candidates (order_id);

-- All events of one order, for its trace. It serves whoever asks for the routes too, so theirs goes.

DROP INDEX events_routed;

CREATE INDEX events_by_order ON events (order_id);

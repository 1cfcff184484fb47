-- Why an order was routed where it is stands beside the event that was told with the decision: one
-- row and one index entry less for every order. route_index is the decision's own event_index.

ALTER TABLE events ADD COLUMN route_index INTEGER;
ALTER TABLE events ADD COLUMN route_strategy TEXT;
ALTER TABLE events ADD COLUMN route_reason TEXT;

CREATE INDEX events_moving ON events (order_id, sequence, event_index);

-- That of the same order which the decision was told after.
UPDATE events
SET route_index = r.event_index, route_strategy = r.strategy, route_reason = r.reason
FROM routes r
WHERE r.order_id = events.order_id AND r.sequence = events.sequence
  AND events.event_index = (
    SELECT max(e.event_index) FROM events e
    WHERE e.order_id = r.order_id AND e.sequence = r.sequence AND e.event_index < r.event_index);

DROP INDEX events_moving;
DROP TABLE routes;

CREATE INDEX events_routed ON events (order_id) WHERE route_index IS NOT NULL;

-- What happened stays as it was written: the history of a request, what was proposed as its answer, and the
-- grounds given for withholding something.
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER proposals_are_never_changed BEFORE UPDATE ON proposals
BEGIN SELECT RAISE(ABORT, 'proposals are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER proposals_are_never_deleted BEFORE DELETE ON proposals
BEGIN SELECT RAISE(ABORT, 'proposals are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER applied_grounds_are_never_changed BEFORE UPDATE ON applied_grounds
BEGIN SELECT RAISE(ABORT, 'applied_grounds are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER applied_grounds_are_never_deleted BEFORE DELETE ON applied_grounds
BEGIN SELECT RAISE(ABORT, 'applied_grounds are append-only'); END;

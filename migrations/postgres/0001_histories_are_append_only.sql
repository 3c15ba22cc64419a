-- What happened stays as it was written: the history of a request, what was proposed as its answer, and the
-- grounds given for withholding something.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END
$$;
--> statement-breakpoint
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER events_are_never_emptied BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER proposals_are_never_changed BEFORE UPDATE ON proposals FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER proposals_are_never_deleted BEFORE DELETE ON proposals FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER proposals_are_never_emptied BEFORE TRUNCATE ON proposals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER applied_grounds_are_never_changed BEFORE UPDATE ON applied_grounds FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER applied_grounds_are_never_deleted BEFORE DELETE ON applied_grounds FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER applied_grounds_are_never_emptied BEFORE TRUNCATE ON applied_grounds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

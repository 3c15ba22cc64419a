-- What was closed and reopened is found by the history; an extended limit is read from the index that the month report counts by.
DROP INDEX `requests_by_day_received`;--> statement-breakpoint
CREATE INDEX `requests_by_day_received` ON `info_requests` (`received_on`,`closed_on`,`due_on`,`limit_on`,`channel`,`status`);--> statement-breakpoint
CREATE INDEX `closings_by_day` ON `events` (`on`,`id`) WHERE "events"."to_status" IN ('answered', 'withdrawn', 'lapsed') AND NOT "events"."from_status" IN ('answered', 'withdrawn', 'lapsed');--> statement-breakpoint
CREATE INDEX `reopenings_by_day` ON `events` (`on`,`id`) WHERE "events"."action" = 'reopen';
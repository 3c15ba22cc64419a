CREATE TABLE `accounts` (
	`id` integer PRIMARY KEY NOT NULL,
	`username` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`division_id` integer,
	`password_hash` text NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL,
	`last_signed_in_at` integer,
	FOREIGN KEY (`division_id`) REFERENCES `divisions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "officers_and_heads_belong_to_a_division" CHECK("accounts"."role" NOT IN ('officer', 'head') OR "accounts"."division_id" IS NOT NULL)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_username_unique` ON `accounts` (`username`);--> statement-breakpoint
CREATE TABLE `applied_grounds` (
	`proposal_id` integer NOT NULL,
	`position` integer NOT NULL,
	`ground` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`proposal_id`, `position`),
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `attempts` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`ends_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `divisions` (
	`id` integer PRIMARY KEY NOT NULL,
	`name_th` text NOT NULL,
	`name_en` text NOT NULL,
	`is_active` integer DEFAULT true NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` integer PRIMARY KEY NOT NULL,
	`visitor_hash` text NOT NULL,
	`idempotency_key` text NOT NULL,
	`language` text NOT NULL,
	`answers` text NOT NULL,
	`code_hash` text,
	`info_request_id` integer,
	`created_at` integer NOT NULL,
	`saved_at` integer NOT NULL,
	FOREIGN KEY (`info_request_id`) REFERENCES `info_requests`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `drafts_idempotency_key_unique` ON `drafts` (`idempotency_key`);--> statement-breakpoint
CREATE INDEX `drafts_of_a_visitor` ON `drafts` (`visitor_hash`);--> statement-breakpoint
CREATE INDEX `drafts_by_age` ON `drafts` (`saved_at`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` integer PRIMARY KEY NOT NULL,
	`info_request_id` integer NOT NULL,
	`position` integer NOT NULL,
	`action` text NOT NULL,
	`from_status` text,
	`to_status` text NOT NULL,
	`role` text NOT NULL,
	`account_id` integer,
	`division_id` integer,
	`at` integer NOT NULL,
	`on` text NOT NULL,
	`note` text NOT NULL,
	FOREIGN KEY (`info_request_id`) REFERENCES `info_requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`division_id`) REFERENCES `divisions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `one_event_per_position` ON `events` (`info_request_id`,`position`);--> statement-breakpoint
CREATE INDEX `moves_by_day` ON `events` (`on`,`id`) WHERE "events"."action" IN ('assign', 'return');--> statement-breakpoint
CREATE TABLE `files` (
	`id` text PRIMARY KEY NOT NULL,
	`draft_id` integer,
	`info_request_id` integer,
	`purpose` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`size` integer NOT NULL,
	`sha256` text NOT NULL,
	`added_at` integer NOT NULL,
	`added_by_id` integer,
	`proposal_id` integer,
	`removed_at` integer,
	FOREIGN KEY (`draft_id`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`info_request_id`) REFERENCES `info_requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposal_id`) REFERENCES `proposals`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `files_of_a_draft` ON `files` (`draft_id`);--> statement-breakpoint
CREATE INDEX `files_of_a_request` ON `files` (`info_request_id`);--> statement-breakpoint
CREATE TABLE `holidays` (
	`on` text PRIMARY KEY NOT NULL,
	`name_th` text NOT NULL,
	`name_en` text NOT NULL,
	`source` text NOT NULL,
	`standing` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `info_requests` (
	`id` integer PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`code_hash` text NOT NULL,
	`channel` text NOT NULL,
	`language` text NOT NULL,
	`topic_id` integer,
	`division_id` integer,
	`officer_id` integer,
	`status` text NOT NULL,
	`outcome` text,
	`subject` text NOT NULL,
	`details` text NOT NULL,
	`period` text NOT NULL,
	`access_form` text NOT NULL,
	`requester_kind` text NOT NULL,
	`title` text NOT NULL,
	`name` text NOT NULL,
	`affiliation` text NOT NULL,
	`purpose` text NOT NULL,
	`email` text NOT NULL,
	`phone` text NOT NULL,
	`deliver_by` text NOT NULL,
	`address` text NOT NULL,
	`submitted_at` integer NOT NULL,
	`received_on` text NOT NULL,
	`due_on` text NOT NULL,
	`is_sensitive` integer DEFAULT false NOT NULL,
	`proposed_by_id` integer,
	`approved_by_id` integer,
	`cleared_by_id` integer,
	`closed_on` text,
	`closed_at` integer,
	`entered_by_id` integer,
	`last_position` integer NOT NULL,
	FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`division_id`) REFERENCES `divisions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`officer_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`approved_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cleared_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "known_status" CHECK("info_requests"."status" IN ('submitted', 'assigned', 'in-progress', 'awaiting-requester', 'awaiting-third-party', 'awaiting-approval', 'awaiting-clearance', 'answered', 'withdrawn', 'lapsed')),
	CONSTRAINT "known_outcome" CHECK("info_requests"."outcome" IS NULL OR "info_requests"."outcome" IN ('disclosed', 'partly-disclosed', 'refused', 'not-held', 'advised-elsewhere', 'transferred', 'already-public', 'would-need-creating', 'excessive')),
	CONSTRAINT "known_channel" CHECK("info_requests"."channel" IN ('online', 'counter', 'post', 'phone', 'email')),
	CONSTRAINT "closed_means_a_closing_day" CHECK(("info_requests"."status" IN ('answered', 'withdrawn', 'lapsed')) = ("info_requests"."closed_on" IS NOT NULL)),
	CONSTRAINT "an_answer_needs_two_people" CHECK("info_requests"."approved_by_id" IS NULL OR "info_requests"."approved_by_id" <> "info_requests"."proposed_by_id"),
	CONSTRAINT "a_clearance_needs_a_third_person" CHECK("info_requests"."cleared_by_id" IS NULL OR ("info_requests"."cleared_by_id" <> "info_requests"."proposed_by_id" AND "info_requests"."cleared_by_id" <> "info_requests"."approved_by_id")),
	CONSTRAINT "what_is_withheld_was_cleared" CHECK("info_requests"."status" <> 'answered' OR "info_requests"."outcome" NOT IN ('partly-disclosed', 'refused') OR "info_requests"."cleared_by_id" IS NOT NULL)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `info_requests_reference_unique` ON `info_requests` (`reference`);--> statement-breakpoint
CREATE INDEX `open_requests_by_due_day` ON `info_requests` (`due_on`,`id`) WHERE "info_requests"."closed_on" IS NULL;--> statement-breakpoint
CREATE INDEX `open_requests_of_a_division` ON `info_requests` (`division_id`,`due_on`,`id`) WHERE "info_requests"."closed_on" IS NULL;--> statement-breakpoint
CREATE INDEX `open_requests_of_an_officer` ON `info_requests` (`officer_id`,`due_on`,`id`) WHERE "info_requests"."closed_on" IS NULL;--> statement-breakpoint
CREATE INDEX `closed_requests_by_day` ON `info_requests` (`closed_on`,`id`,`received_on`,`status`,`outcome`,`channel`) WHERE "info_requests"."closed_on" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `closed_requests_of_a_division` ON `info_requests` (`division_id`,`closed_on`,`id`,`status`) WHERE "info_requests"."closed_on" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `open_requests_by_status` ON `info_requests` (`status`,`due_on`,`id`,`division_id`) WHERE "info_requests"."closed_on" IS NULL;--> statement-breakpoint
CREATE INDEX `closed_requests_by_status` ON `info_requests` (`status`,`closed_on`,`id`,`division_id`) WHERE "info_requests"."closed_on" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `requests_by_day_received` ON `info_requests` (`received_on`,`closed_on`,`due_on`,`channel`,`status`);--> statement-breakpoint
CREATE TABLE `letters` (
	`id` integer PRIMARY KEY NOT NULL,
	`info_request_id` integer NOT NULL,
	`kind` text NOT NULL,
	`language` text NOT NULL,
	`to_address` text NOT NULL,
	`to_name` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`message_id` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`next_try_at` integer NOT NULL,
	`sent_at` integer,
	`failure` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`info_request_id`) REFERENCES `info_requests`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `letters_message_id_unique` ON `letters` (`message_id`);--> statement-breakpoint
CREATE INDEX `letters_to_send` ON `letters` (`next_try_at`) WHERE "letters"."state" IN ('waiting', 'retrying');--> statement-breakpoint
CREATE INDEX `letters_of_a_request` ON `letters` (`info_request_id`);--> statement-breakpoint
CREATE TABLE `proposals` (
	`id` integer PRIMARY KEY NOT NULL,
	`info_request_id` integer NOT NULL,
	`position` integer NOT NULL,
	`outcome` text NOT NULL,
	`reply` text NOT NULL,
	`agency` text NOT NULL,
	`proposed_by_id` integer NOT NULL,
	`proposed_at` integer NOT NULL,
	FOREIGN KEY (`info_request_id`) REFERENCES `info_requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `one_proposal_per_event` ON `proposals` (`info_request_id`,`position`);--> statement-breakpoint
CREATE TABLE `reference_series` (
	`fiscal_year` integer PRIMARY KEY NOT NULL,
	`last` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `staff_sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `staff_sessions_of_an_account` ON `staff_sessions` (`account_id`);--> statement-breakpoint
CREATE TABLE `tallies` (
	`month` text NOT NULL,
	`division_id` integer NOT NULL,
	`channel` text NOT NULL,
	`measure` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`month`, `division_id`, `channel`, `measure`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `topics` (
	`id` integer PRIMARY KEY NOT NULL,
	`name_th` text NOT NULL,
	`name_en` text NOT NULL,
	`division_id` integer,
	`position` integer NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	FOREIGN KEY (`division_id`) REFERENCES `divisions`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `tracking_sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`info_request_id` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`info_request_id`) REFERENCES `info_requests`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

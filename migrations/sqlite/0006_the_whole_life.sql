CREATE TABLE `acting_appointments` (
	`id` integer PRIMARY KEY NOT NULL,
	`absent_id` integer NOT NULL,
	`acting_id` integer NOT NULL,
	`from` text NOT NULL,
	`to` text NOT NULL,
	`order_number` text NOT NULL,
	`appointed_by_id` integer NOT NULL,
	`appointed_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`absent_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`acting_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`appointed_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "nobody_acts_for_themselves" CHECK("acting_appointments"."absent_id" <> "acting_appointments"."acting_id")
) STRICT;
--> statement-breakpoint
CREATE INDEX `appointments_of_whoever_acts` ON `acting_appointments` (`acting_id`,`to`);--> statement-breakpoint
CREATE INDEX `appointments_of_whoever_is_absent` ON `acting_appointments` (`absent_id`,`to`);--> statement-breakpoint
CREATE TABLE `department_rules` (
	`name` text NOT NULL,
	`from` text NOT NULL,
	`value` text NOT NULL,
	`set_by_id` integer,
	`set_at` integer NOT NULL,
	PRIMARY KEY(`name`, `from`),
	FOREIGN KEY (`set_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `letter_texts` (
	`kind` text NOT NULL,
	`language` text NOT NULL,
	`version` integer NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`saved_by_id` integer NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `language`, `version`),
	FOREIGN KEY (`saved_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `related_requests` (
	`info_request_id` integer NOT NULL,
	`related_id` integer NOT NULL,
	`added_by_id` integer NOT NULL,
	`added_at` integer NOT NULL,
	PRIMARY KEY(`info_request_id`, `related_id`),
	FOREIGN KEY (`info_request_id`) REFERENCES `info_requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`related_id`) REFERENCES `info_requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "the_smaller_id_first" CHECK("related_requests"."info_request_id" < "related_requests"."related_id")
) STRICT;
--> statement-breakpoint
CREATE INDEX `related_the_other_way` ON `related_requests` (`related_id`);--> statement-breakpoint
CREATE TABLE `third_parties` (
	`id` integer PRIMARY KEY NOT NULL,
	`info_request_id` integer NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`address` text NOT NULL,
	`about` text NOT NULL,
	`notified_on` text NOT NULL,
	`objection_by` text NOT NULL,
	`response` text,
	`responded_on` text,
	`is_rejected` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`info_request_id`) REFERENCES `info_requests`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `third_parties_of_a_request` ON `third_parties` (`info_request_id`);--> statement-breakpoint
-- The request of a letter may be missing from now on, which SQLite cannot change in place. No table refers to letters.
CREATE TABLE `__new_letters` (
	`id` integer PRIMARY KEY NOT NULL,
	`info_request_id` integer,
	`account_id` integer,
	`once_key` text,
	`kind` text NOT NULL,
	`language` text NOT NULL,
	`to_address` text NOT NULL,
	`to_name` text NOT NULL,
	`postal_address` text DEFAULT '' NOT NULL,
	`register_number` text DEFAULT '' NOT NULL,
	`signed_by_id` integer,
	`signed_for_id` integer,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`message_id` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`trying_since` integer DEFAULT 0 NOT NULL,
	`next_try_at` integer NOT NULL,
	`sent_at` integer,
	`failure` text DEFAULT '' NOT NULL,
	`handled_on` text,
	`handled_how` text,
	`handled_by_id` integer,
	FOREIGN KEY (`info_request_id`) REFERENCES `info_requests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`signed_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`signed_for_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`handled_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_letters`("id", "info_request_id", "kind", "language", "to_address", "to_name", "subject", "body", "message_id", "state", "attempts", "created_at", "trying_since", "next_try_at", "sent_at", "failure") SELECT "id", "info_request_id", "kind", "language", "to_address", "to_name", "subject", "body", "message_id", "state", "attempts", "created_at", "created_at", "next_try_at", "sent_at", "failure" FROM `letters`;--> statement-breakpoint
DROP TABLE `letters`;--> statement-breakpoint
ALTER TABLE `__new_letters` RENAME TO `letters`;--> statement-breakpoint
CREATE UNIQUE INDEX `letters_once_key_unique` ON `letters` (`once_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `letters_message_id_unique` ON `letters` (`message_id`);--> statement-breakpoint
CREATE INDEX `letters_to_send` ON `letters` (`next_try_at`) WHERE "letters"."state" IN ('waiting', 'retrying');--> statement-breakpoint
CREATE INDEX `letters_of_a_request` ON `letters` (`info_request_id`);--> statement-breakpoint
CREATE INDEX `letters_to_deal_with` ON `letters` (`state`,`id`) WHERE "letters"."state" IN ('failed', 'on-paper');--> statement-breakpoint
ALTER TABLE `accounts` ADD `email` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `post` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `must_change_password` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `events` ADD `acting_for_id` integer REFERENCES accounts(id);--> statement-breakpoint
ALTER TABLE `events` ADD `until` text;--> statement-breakpoint
ALTER TABLE `info_requests` ADD `limit_on` text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE `info_requests` SET `limit_on` = `due_on`;--> statement-breakpoint
ALTER TABLE `info_requests` ADD `answer_by` text;--> statement-breakpoint
ALTER TABLE `info_requests` ADD `waiting_parties` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `info_requests` ADD `locked_until` text;--> statement-breakpoint
ALTER TABLE `info_requests` ADD `is_appealed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `info_requests` ADD `disputed_at` integer;--> statement-breakpoint
ALTER TABLE `info_requests` ADD `fee_state` text DEFAULT 'none' NOT NULL;--> statement-breakpoint
CREATE INDEX `requests_waiting_for_the_requester` ON `info_requests` (`answer_by`) WHERE "info_requests"."status" = 'awaiting-requester';--> statement-breakpoint
CREATE INDEX `disputed_requests` ON `info_requests` (`disputed_at`) WHERE "info_requests"."disputed_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `requests_by_email` ON `info_requests` (`email`,`id`) WHERE "info_requests"."email" <> '';--> statement-breakpoint
CREATE INDEX `requests_by_phone` ON `info_requests` (`phone`,`id`) WHERE "info_requests"."phone" <> '';--> statement-breakpoint
ALTER TABLE `jobs` ADD `did` text;--> statement-breakpoint
ALTER TABLE `proposals` ADD `weighing` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `proposals` ADD `visit_at` integer;--> statement-breakpoint
ALTER TABLE `proposals` ADD `visit_place` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `proposals` ADD `certified_by` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `proposals` ADD `pages` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `proposals` ADD `certifications` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `proposals` ADD `fee` integer DEFAULT 0 NOT NULL;
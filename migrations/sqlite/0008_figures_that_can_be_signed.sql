-- Months that can be signed: kept counts, what was signed, exports, codes of the assessment, the survey, the use of the service.
CREATE TABLE `feedback` (
	`id` text PRIMARY KEY NOT NULL,
	`quarter` text NOT NULL,
	`clear_steps` integer NOT NULL,
	`equal_treatment` integer NOT NULL,
	`clear_answer` integer NOT NULL,
	`easy_service` integer NOT NULL,
	`comment` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `feedback_of_a_quarter` ON `feedback` (`quarter`);--> statement-breakpoint
CREATE TABLE `improvements` (
	`id` integer PRIMARY KEY NOT NULL,
	`on` text NOT NULL,
	`text_th` text NOT NULL,
	`text_en` text NOT NULL,
	`is_published` integer DEFAULT true NOT NULL,
	`saved_by_id` integer NOT NULL,
	`saved_at` integer NOT NULL,
	FOREIGN KEY (`saved_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `ita_items` (
	`fiscal_year` integer NOT NULL,
	`slug` text NOT NULL,
	`code` text NOT NULL,
	`wording` text NOT NULL,
	`address` text NOT NULL,
	`live_on` text,
	`is_confirmed` integer DEFAULT false NOT NULL,
	`set_by_id` integer,
	`set_at` integer NOT NULL,
	PRIMARY KEY(`fiscal_year`, `slug`),
	FOREIGN KEY (`set_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `month_closings` (
	`month` text NOT NULL,
	`revision` integer NOT NULL,
	`document` text NOT NULL,
	`lists` text NOT NULL,
	`sha256` text NOT NULL,
	`signed_by_id` integer NOT NULL,
	`signed_at` integer NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`month`, `revision`),
	FOREIGN KEY (`signed_by_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `month_counts` (
	`month` text NOT NULL,
	`name` text NOT NULL,
	`detail` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`month`, `name`, `detail`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `row_exports` (
	`id` integer PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`reason` text NOT NULL,
	`from` text NOT NULL,
	`to` text NOT NULL,
	`with_contacts` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`rows` integer,
	`sha256` text,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `use_counts` (
	`on` text NOT NULL,
	`kind` text NOT NULL,
	`detail` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`on`, `kind`, `detail`)
) STRICT;
--> statement-breakpoint
ALTER TABLE `events` ADD `due_on` text;--> statement-breakpoint
ALTER TABLE `events` ADD `limit_on` text;--> statement-breakpoint
ALTER TABLE `events` ADD `working_days` integer;--> statement-breakpoint
ALTER TABLE `info_requests` ADD `has_given_feedback` integer DEFAULT false NOT NULL;--> statement-breakpoint
-- What was signed stays as it was signed; a correction is one more revision.
CREATE TRIGGER month_closings_are_never_changed BEFORE UPDATE ON month_closings
BEGIN SELECT RAISE(ABORT, 'month_closings are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER month_closings_are_never_deleted BEFORE DELETE ON month_closings
BEGIN SELECT RAISE(ABORT, 'month_closings are append-only'); END;
--> statement-breakpoint
-- Codes and wordings as other papers have them, none compared with the official manual yet: an administrator confirms or corrects them.
INSERT INTO `ita_items` (`fiscal_year`, `slug`, `code`, `wording`, `address`, `is_confirmed`, `set_at`) VALUES
  (2567, 'questions', 'O6', 'Q&A', '', false, 0),
  (2567, 'service-manual', 'O11', 'คู่มือหรือแนวทางการให้บริการสำหรับผู้รับบริการหรือผู้มาติดต่อ', '/guide', false, 0),
  (2567, 'statistics', 'O12', 'ข้อมูลสถิติการให้บริการ', '/statistics', false, 0),
  (2567, 'e-service', 'O13', 'E-Service', '/', false, 0),
  (2567, 'participation', 'O25', 'ผลการเปิดโอกาสให้มีส่วนร่วม', '/feedback', false, 0),
  (2568, 'questions', 'O3', 'ข้อมูลการติดต่อ', '', false, 0),
  (2568, 'service-manual', 'O9', 'คู่มือหรือแนวทางการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ', '/guide', false, 0),
  (2568, 'statistics', 'O11', 'ข้อมูลสถิติการให้บริการ', '/statistics', false, 0),
  (2568, 'e-service', 'O10', 'E-Service', '/', false, 0),
  (2568, 'participation', 'O20', 'ผลการเปิดโอกาสให้มีส่วนร่วม', '/feedback', false, 0),
  (2569, 'questions', 'O3', 'ข้อมูลการติดต่อและช่องทางการสอบถาม', '', false, 0),
  (2569, 'service-manual', 'O9', 'คู่มือหรือแนวทางการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ', '/guide', false, 0),
  (2569, 'statistics', 'O10', 'ระบบการให้บริการผ่านช่องทางออนไลน์ (E-SERVICE)', '/statistics', false, 0),
  (2569, 'e-service', 'O10', 'ระบบการให้บริการผ่านช่องทางออนไลน์ (E-SERVICE)', '/', false, 0),
  (2569, 'participation', 'O19', 'ผลการเปิดโอกาสให้มีส่วนร่วม', '/feedback', false, 0);
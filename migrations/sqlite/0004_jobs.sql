CREATE TABLE `jobs` (
	`name` text PRIMARY KEY NOT NULL,
	`held_until` integer NOT NULL,
	`next_at` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text NOT NULL
) STRICT;

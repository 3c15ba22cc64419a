-- The bytes of files (src/files/database-blobs.ts): pieces first, then the row that says they are all there.
CREATE TABLE kept_files (
	id text PRIMARY KEY NOT NULL,
	size integer NOT NULL,
	sha256 text NOT NULL
);
--> statement-breakpoint
CREATE TABLE file_pieces (
	file_id text NOT NULL,
	position integer NOT NULL,
	added_at bigint NOT NULL,
	bytes bytea NOT NULL,
	PRIMARY KEY (file_id, position)
);
--> statement-breakpoint
-- What is in them is compressed already.
ALTER TABLE file_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- What a request is found by, and every three characters in a row of it (src/database/postgres/search.ts). Not
-- pg_trgm: it drops whatever the locale does not call a letter, and Thai tone marks are no letters to most.
CREATE TABLE info_request_search (
	info_request_id bigint PRIMARY KEY NOT NULL REFERENCES info_requests (id),
	words text NOT NULL,
	trigrams text[] NOT NULL
);
--> statement-breakpoint
CREATE INDEX info_request_search_by_trigram ON info_request_search USING gin (trigrams);

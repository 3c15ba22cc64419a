-- Where every three characters in a row occur (src/database/search.ts). Its rowid is info_requests.id; it keeps
-- no text of its own.
CREATE VIRTUAL TABLE info_request_search USING fts5(words, content = '', contentless_delete = 1, tokenize = 'trigram');

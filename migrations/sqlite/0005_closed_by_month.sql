-- The month report counts how the requests of a month ended: read from this index, in the order they are grouped by.
CREATE INDEX `closed_requests_by_month` ON `info_requests` (substr(`closed_on`, 1, 7),`status`,`outcome`,`channel`,`closed_on`) WHERE "info_requests"."closed_on" IS NOT NULL;

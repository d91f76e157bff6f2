-- Where the tenant's record is kept: the name of a database's binding, given when the tenant is made and never changed.
-- NULL = in this one, beside the directory. Every database has all tables; those of the directory stay empty elsewhere.
ALTER TABLE tenant ADD COLUMN record_database TEXT;

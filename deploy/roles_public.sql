-- The three roles and the database of the public machine (two networks). Run once as a superuser of its PostgreSQL:
--   psql -v owner_password=… -v public_password=… -v inbox_password=… -f roles_public.sql
CREATE ROLE yangcheng_public LOGIN CONNECTION LIMIT 20 PASSWORD :'public_password';
CREATE ROLE yangcheng_inbox LOGIN CONNECTION LIMIT 10 PASSWORD :'inbox_password';
CREATE ROLE yangcheng_owner LOGIN PASSWORD :'owner_password';
CREATE DATABASE yangcheng OWNER yangcheng_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE yangcheng FROM PUBLIC;
GRANT CONNECT ON DATABASE yangcheng TO yangcheng_public, yangcheng_inbox;
\connect yangcheng
-- PostgreSQL 14 still lets everybody create tables here.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CREATE ON SCHEMA public TO yangcheng_owner;
-- What only reads waits for nobody and is never asked for long.
ALTER ROLE yangcheng_public SET statement_timeout = '10s';
ALTER ROLE yangcheng_inbox SET statement_timeout = '10s';

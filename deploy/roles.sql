-- The six roles and the database. Run once as a superuser of your PostgreSQL (14 or newer):
--   psql -v owner_password=… -v app_password=… -v public_password=… -v inbox_password=… -v auditor_password=… \
--       -v signer_password=… -f roles.sql
-- The embedded server of trial and tests is made by this same file.
CREATE ROLE yangcheng_app LOGIN PASSWORD :'app_password';
CREATE ROLE yangcheng_public LOGIN PASSWORD :'public_password';
CREATE ROLE yangcheng_inbox LOGIN PASSWORD :'inbox_password';
CREATE ROLE yangcheng_auditor LOGIN PASSWORD :'auditor_password';
CREATE ROLE yangcheng_signer LOGIN PASSWORD :'signer_password';
CREATE ROLE yangcheng_owner LOGIN CREATEDB PASSWORD :'owner_password';
GRANT yangcheng_app, yangcheng_public, yangcheng_inbox, yangcheng_auditor, yangcheng_signer TO yangcheng_owner;
CREATE DATABASE yangcheng OWNER yangcheng_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
-- Nobody else connects, and nobody but the owner makes temporary tables: one could shadow the head of the log.
REVOKE ALL ON DATABASE yangcheng FROM PUBLIC;
GRANT CONNECT ON DATABASE yangcheng TO yangcheng_app, yangcheng_public, yangcheng_inbox, yangcheng_auditor, yangcheng_signer;
\connect yangcheng
-- PostgreSQL 14 still lets everybody create tables here.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CREATE ON SCHEMA public TO yangcheng_owner;

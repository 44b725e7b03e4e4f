-- The trail's own tables only grow.
CREATE OR REPLACE FUNCTION public.trail_refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '留痕数据只能增加，不能修改、删除或清空（数据表 %）。本次操作已被拒绝。', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

-- The head moves forward only, and never past the events that are there.
CREATE OR REPLACE FUNCTION public.trail_head_grows() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.size <= OLD.size
        OR NOT EXISTS (SELECT FROM public.trail_event WHERE seq = NEW.size - 1)
        OR EXISTS (SELECT FROM public.trail_event WHERE seq = NEW.size)
    THEN
        RAISE EXCEPTION '留痕记录的头记录只能随新记录前进。本次操作已被拒绝。' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- A guarded table is never emptied at one stroke.
CREATE OR REPLACE FUNCTION public.trail_no_truncate() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '不能清空“%”（数据表 %）：每一行的改动都须留痕。本次操作已被拒绝。', TG_ARGV[0], TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

-- At COMMIT, for every changed row: this transaction must hold an event for the object the row answers to.
-- Arguments: kind, column with the object's key, name of the table in words. A transaction is told from one with the
-- same number in an earlier life of the database (a restored copy) by the moment it began. No seqscan: a plan that the
-- session made while the log was short would read the whole log for each row of a long import.
CREATE OR REPLACE FUNCTION public.trail_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    names text[] := '{}';
    name text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        names := names || (TG_ARGV[0] || '/' || coalesce(to_jsonb(OLD) ->> TG_ARGV[1], ''));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        name := TG_ARGV[0] || '/' || coalesce(to_jsonb(NEW) ->> TG_ARGV[1], '');
        IF name <> ALL (names) THEN
            names := names || name;
        END IF;
    END IF;
    FOREACH name IN ARRAY names LOOP
        IF NOT EXISTS (
            SELECT FROM public.trail_event
            WHERE xact = pg_current_xact_id() AND obj = name AND began = transaction_timestamp()
        ) THEN
            RAISE EXCEPTION '改动没有留痕：“%”（数据表 %）中 % 的改动没有同时写入留痕记录，已全部撤回。请通过系统页面办理。',
                TG_ARGV[2], TG_TABLE_NAME, name USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;

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

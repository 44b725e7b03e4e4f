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

-- Of a detail a value may go together with its salt, never become another. Who acted stays.
CREATE OR REPLACE FUNCTION public.trail_only_erased() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.seq <> OLD.seq
        OR (NEW.who_salt, NEW.who) <> (OLD.who_salt, OLD.who)
        OR (NEW.detail_salt, NEW.detail) NOT IN ((OLD.detail_salt, OLD.detail), ('', ''))
        OR (NEW.state_salt, NEW.state) NOT IN ((OLD.state_salt, OLD.state), ('', ''))
    THEN
        RAISE EXCEPTION '留痕明细只能依法删除，不能修改（数据表 %）。本次操作已被拒绝。', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- At COMMIT: this transaction must hold the event that tells of the erasure, about the same object; what told of an
-- earlier one stays. That event is the object's last one then, and records its present state, so that the object can
-- still be compared.
CREATE OR REPLACE FUNCTION public.trail_erasure_is_told() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM public.trail_event erased JOIN public.trail_event told ON told.obj = erased.obj
    WHERE erased.seq = OLD.seq AND erased.act <> 'detail.erase' AND told.act = 'detail.erase' AND told.seq > erased.seq
        AND told.xact = pg_current_xact_id() AND told.began = transaction_timestamp();
    IF NOT FOUND THEN
        RAISE EXCEPTION '删除留痕明细没有留痕，已全部撤回。请通过 erase_detail 命令办理。'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;

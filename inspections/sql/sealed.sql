-- What was handed in stays as it was signed (方案三(二)2, 四(三)). The services refuse first; these are the last signature.

-- A status follows another only as the table of moves says. Arguments: name in words, then `OLD>NEW` for each move.
CREATE OR REPLACE FUNCTION public.inspections_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT (OLD.status || '>' || NEW.status) = ANY (TG_ARGV) THEN
        RAISE EXCEPTION '“%”的状态不能由 % 改为 %。本次操作已被拒绝。', TG_ARGV[0], OLD.status, NEW.status
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

-- A record under seal changes in its stamps of review alone; a new one is empty.
CREATE OR REPLACE FUNCTION public.inspections_sealed_record() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    free text[] := '{status,reviewed_at,reviewed_by_id,checked_at,checked_by_id,approved_at,approved_by_id,returned_reason}';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'OPEN' THEN
            RAISE EXCEPTION '检查记录只能从待填写开始。本次操作已被拒绝。' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF OLD.status IN ('SUBMITTED', 'REVIEWED', 'CHECKED', 'APPROVED', 'VOIDED')
        AND (TG_OP = 'DELETE' OR to_jsonb(NEW) - free <> to_jsonb(OLD) - free)
    THEN
        RAISE EXCEPTION '检查记录已提交封存，不能修改。需要更正的，请退回补正或者补充说明。' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

-- Answers and pictures of a record: only while it is open or returned.
CREATE OR REPLACE FUNCTION public.inspections_sealed_part() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM public.inspections_inspection
    WHERE status NOT IN ('OPEN', 'RETURNED')
        AND id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.inspection_id END,
                   CASE WHEN TG_OP <> 'DELETE' THEN NEW.inspection_id END);
    IF FOUND THEN
        RAISE EXCEPTION '检查记录已提交封存，“%”不能增加、修改或删除。需要更正的，请退回补正或者补充说明。', TG_ARGV[0]
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

-- Confirmation, officers and signatures of a visit: not while it is handed in, never once it is voided.
CREATE OR REPLACE FUNCTION public.inspections_sealed_visit_part() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM public.inspections_visit
    WHERE status IN ('SUBMITTED', 'VOIDED')
        AND id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.visit_id END,
                   CASE WHEN TG_OP <> 'DELETE' THEN NEW.visit_id END);
    IF FOUND THEN
        RAISE EXCEPTION '检查记录已提交封存，“%”不能增加、修改或删除。需要更正的，请退回补正或者补充说明。', TG_ARGV[0]
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;

-- What the seals of a visit say of it. The day the clock runs from never moves after the first submission.
CREATE OR REPLACE FUNCTION public.inspections_sealed_visit() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.submitted_at IS NOT NULL AND NEW.ended_on IS DISTINCT FROM OLD.ended_on THEN
        RAISE EXCEPTION '检查结束日期已随记录封存，退回补正也不改变。本次操作已被拒绝。' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.status IN ('SUBMITTED', 'VOIDED') AND
        (NEW.number, NEW.kind, NEW.entity_id, NEW.task_id, NEW.name, NEW.code, NEW.address, NEW.town, NEW.method,
         NEW.attendee, NEW.attendee_role, NEW.recorder_no, NEW.notice_served_at, NEW.rights_read_at)
        IS DISTINCT FROM
        (OLD.number, OLD.kind, OLD.entity_id, OLD.task_id, OLD.name, OLD.code, OLD.address, OLD.town, OLD.method,
         OLD.attendee, OLD.attendee_role, OLD.recorder_no, OLD.notice_served_at, OLD.rights_read_at)
    THEN
        RAISE EXCEPTION '检查记录已提交封存，检查的情况不能修改。需要更正的，请退回补正或者补充说明。' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

-- Seals, addenda and marks only grow; a seal carries the hash of its own text and the next number.
CREATE OR REPLACE FUNCTION public.inspections_only_grows() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '“%”只能增加，不能修改或删除。本次操作已被拒绝。', TG_ARGV[0] USING ERRCODE = 'check_violation';
END
$$;

CREATE OR REPLACE FUNCTION public.inspections_true_seal() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.sha256 <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex')
        OR NEW.no <> 1 + (SELECT count(*) FROM public.inspections_recordseal WHERE inspection_id = NEW.inspection_id)
    THEN
        RAISE EXCEPTION '封存文本与校验码或者次序不符。本次操作已被拒绝。' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

-- At COMMIT, for every record that was handed in: two officers signed what the business confirmed or refused, every
-- check-point is answered unless the result says why not or a crime ended the checklist, 未发现问题 means no 不符合, and the seal is there.
CREATE OR REPLACE FUNCTION public.inspections_handed_in() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    one record;
    agreed text;
    signed int;
    unsigned int;
    points int;
    answered int;
    wrong int;
    lacking text;
BEGIN
    SELECT i.*, v.status AS visit_status INTO one
    FROM public.inspections_inspection i JOIN public.inspections_visit v ON v.id = i.visit_id WHERE i.id = NEW.id;
    IF NOT FOUND OR one.status NOT IN ('SUBMITTED', 'REVIEWED', 'CHECKED', 'APPROVED') THEN
        RETURN NULL;
    END IF;
    SELECT content_hash INTO agreed FROM public.inspections_confirmation WHERE visit_id = one.visit_id;
    SELECT count(*) FILTER (WHERE signed_at IS NOT NULL AND signed_hash = agreed),
           count(*) FILTER (WHERE signed_at IS NULL OR signed_hash IS DISTINCT FROM agreed)
    INTO signed, unsigned FROM public.inspections_visitofficer WHERE visit_id = one.visit_id;
    SELECT count(*), count(a.id), count(a.id) FILTER (WHERE a.choice = 'NO') INTO points, answered, wrong
    FROM public.registry_checkpoint p
    LEFT JOIN public.inspections_answer a ON a.check_point_id = p.id AND a.inspection_id = one.id
    WHERE p.version_id = one.version_id;
    lacking := CASE
        WHEN one.visit_status <> 'SUBMITTED' AND NOT EXISTS (
            SELECT FROM public.inspections_inspection WHERE visit_id = one.visit_id AND status = 'RETURNED')
            THEN '检查本身尚未提交'
        WHEN one.visit_status = 'SUBMITTED' AND agreed IS NULL THEN '没有检查对象的确认或者拒绝签字的记载'
        WHEN one.visit_status = 'SUBMITTED' AND (signed < 2 OR unsigned > 0) THEN '没有两名检查人员对所确认内容的签名'
        WHEN one.result NOT IN ($absent) AND answered < points AND NOT (one.result = 'CASE' AND EXISTS (
            SELECT FROM public.inspections_casefiling WHERE visit_id = one.visit_id AND stopped))
            THEN '有检查要点尚未检查'
        WHEN one.result = 'NONE' AND wrong > 0 THEN '有检查要点为不符合，结果却是未发现问题'
        WHEN NOT EXISTS (SELECT FROM public.inspections_recordseal
                         WHERE inspection_id = one.id AND sealed_at >= one.submitted_at) THEN '没有封存文本'
    END;
    IF lacking IS NOT NULL THEN
        RAISE EXCEPTION '检查记录不完整，不能提交：%。本次操作已全部撤回。', lacking USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;

-- Nobody decides on his own case: no hand of the chain belongs to the team (architecture, Who decides what).
CREATE OR REPLACE FUNCTION public.inspections_own_case() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM public.inspections_visitofficer o JOIN public.registry_inspector p ON p.id = o.inspector_id
    WHERE o.visit_id = NEW.visit_id AND p.user_id IN (NEW.reviewed_by_id, NEW.checked_by_id, NEW.approved_by_id);
    IF FOUND THEN
        RAISE EXCEPTION '检查组成员不得审核或审批本组办理的检查。本次操作已被拒绝。' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

-- The one door into the log. The application role calls `trail_lock` and `trail_append` and writes nothing else here.

-- Checks the deferred foreign keys now. The guards, deferred too, stay for COMMIT. A session keeps the plans of these
-- checks: one made while a table was small would read all of it for each row of a long import, hence no seqscan.
CREATE OR REPLACE FUNCTION public.trail_settle() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    keys text;
BEGIN
    SELECT string_agg(format('public.%I', conname), ', ') INTO keys
    FROM pg_catalog.pg_constraint
    WHERE contype = 'f' AND condeferrable AND connamespace = 'public'::regnamespace;
    IF keys IS NOT NULL THEN
        EXECUTE 'SET CONSTRAINTS ' || keys || ' IMMEDIATE';
        EXECUTE 'SET CONSTRAINTS ' || keys || ' DEFERRED';
    END IF;
END
$$;

-- Rows first, head last: without the first step a key check at COMMIT could wait for a row whose holder waits for
-- the head. The caller reads the states of its objects after this, so that no other commit comes between.
CREATE OR REPLACE FUNCTION public.trail_lock() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    held bigint;
BEGIN
    PERFORM public.trail_settle();
    SELECT size INTO held FROM public.trail_head WHERE id = 1 FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION '留痕记录的头记录缺失，系统不能写入。请立即通知系统管理员。' USING ERRCODE = 'data_corrupted';
    END IF;
    RETURN held;
END
$$;

-- Adds leaves to an RFC 9162 tree of `size` leaves. `peaks` are the roots of its perfect subtrees, largest first;
-- `roots` are the roots of the whole tree after each leaf.
CREATE OR REPLACE FUNCTION public.trail_grow(INOUT peaks bytea[], size bigint, leaves bytea[], OUT roots bytea[])
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    top int := cardinality(peaks);
    rest bigint;
    h bytea;
BEGIN
    roots := '{}';
    FOR i IN 1..cardinality(leaves) LOOP
        h := leaves[i];
        rest := size + i - 1;
        WHILE rest & 1 = 1 LOOP
            h := sha256('\x01'::bytea || peaks[top] || h);
            top := top - 1;
            rest := rest >> 1;
        END LOOP;
        top := top + 1;
        peaks[top] := h;
        FOR k IN REVERSE top - 1..1 LOOP
            h := sha256('\x01'::bytea || peaks[k] || h);
        END LOOP;
        roots[i] := h;
    END LOOP;
    peaks := peaks[1:top];
END
$$;

-- Seals events into the log, in the order given, and returns its new size. All arrays have one length.
-- acts `noun.verb`; objs `kind/key`; tss UTC `2026-11-22T15:00:00.000000Z`; publics hex SHA-256 or null;
-- salts hex of 16 bytes; whos, details, states canonical JSON. Payload, leaf and root are computed here alone.
CREATE OR REPLACE FUNCTION public.trail_append(
    acts text[], objs text[], tss text[], publics text[],
    who_salts text[], whos text[], detail_salts text[], details text[], state_salts text[], states text[]
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    start bigint;
    peaks bytea[];
    payloads text[];
    leaves bytea[];
    roots bytea[];
BEGIN
    SELECT size, coalesce((SELECT array_agg(decode(p, 'hex') ORDER BY i)
                           FROM unnest(string_to_array(frontier, ',')) WITH ORDINALITY AS f(p, i)), '{}')
    INTO STRICT start, peaks FROM public.trail_head WHERE id = 1 FOR UPDATE;

    SELECT array_agg(payload ORDER BY i), array_agg(sha256('\x00'::bytea || convert_to(payload, 'UTF8')) ORDER BY i)
    INTO payloads, leaves
    FROM unnest(acts, objs, tss, publics, who_salts, whos, detail_salts, details, state_salts, states)
        WITH ORDINALITY AS e(act, obj, ts, public, who_salt, who, detail_salt, detail, state_salt, state, i)
    CROSS JOIN LATERAL (
        SELECT '{"act":"' || act
            || '","detail":"' || encode(sha256(decode(detail_salt, 'hex') || convert_to(detail, 'UTF8')), 'hex')
            || '","obj":"' || obj
            || '","public":' || coalesce('"' || public || '"', 'null')
            || ',"seq":' || (start + i - 1)
            || ',"state":"' || encode(sha256(decode(state_salt, 'hex') || convert_to(state, 'UTF8')), 'hex')
            || '","ts":"' || ts
            || '","v":1,"who":"' || encode(sha256(decode(who_salt, 'hex') || convert_to(who, 'UTF8')), 'hex')
            || '"}' AS payload
        WHERE act ~ '^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$' AND length(act) <= 80
            AND obj ~ '^[a-z][a-z0-9_]*/[A-Za-z0-9][A-Za-z0-9._:-]*$' AND length(obj) <= 140
            AND ts ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$'
            AND to_char(ts::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') = ts
            AND coalesce(public ~ '^[0-9a-f]{64}$', true)
            AND length(who_salt) = 32 AND length(detail_salt) = 32 AND length(state_salt) = 32
            AND who_salt || detail_salt || state_salt ~ '^[0-9a-f]{96}$'
            -- What readers and the replay must be able to open, whoever calls.
            AND json_typeof(who::json) = 'object' AND json_typeof(detail::json) = 'object'
            AND json_typeof(state::json) IN ('object', 'null')
        OFFSET 0 -- build each payload once, not once per use
    ) built;
    -- What is malformed was left out just now; arrays of unequal length leave nulls, which are malformed too.
    IF cardinality(leaves) <> greatest(cardinality(acts), cardinality(publics), cardinality(states))
        OR cardinality(leaves) IS NULL
    THEN
        RAISE EXCEPTION 'trail_append: an event is malformed' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT grown.peaks, grown.roots INTO peaks, roots FROM public.trail_grow(peaks, start, leaves) AS grown;

    INSERT INTO public.trail_event (seq, xact, began, ts, act, obj, payload, leaf, root)
    SELECT start + i - 1, pg_current_xact_id(), transaction_timestamp(), ts::timestamptz, act, obj, payload,
        encode(leaf, 'hex'), encode(root, 'hex')
    FROM unnest(acts, objs, tss, payloads, leaves, roots) WITH ORDINALITY
        AS e(act, obj, ts, payload, leaf, root, i);
    INSERT INTO public.trail_detail (seq, who_salt, who, detail_salt, detail, state_salt, state)
    SELECT start + i - 1, who_salt, who, detail_salt, detail, state_salt, state
    FROM unnest(who_salts, whos, detail_salts, details, state_salts, states) WITH ORDINALITY
        AS e(who_salt, who, detail_salt, detail, state_salt, state, i);
    UPDATE public.trail_head
    SET size = start + cardinality(leaves),
        frontier = (SELECT string_agg(encode(p, 'hex'), ',' ORDER BY i) FROM unnest(peaks) WITH ORDINALITY AS f(p, i))
    WHERE id = 1;
    RETURN start + cardinality(leaves);
END
$$;

"""A million public results for the bench: real records through the columns `store` writes, then more days of each."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from psycopg.types.json import Jsonb

FIRMS = 50_000
TIMES = 20  # results of each firm
SYLLABLES = "晨光君悦梧桐荷塘云栖听松锦里汇通安澜金穗北辰朝阳华庭天府瑞丰祥和永安福临兴隆盛源鸿运嘉禾"
KINDS = [
    "酒店",
    "旅馆",
    "宾馆",
    "客栈",
    "网吧",
    "歌厅",
    "印章服务部",
    "典当有限公司",
    "保安服务有限公司",
    "废旧金属回收站",
]
TOWNS = [
    "凤城镇",
    "北留镇",
    "润城镇",
    "町店镇",
    "芹池镇",
    "次营镇",
    "横河镇",
    "河北镇",
    "蟒河镇",
    "东冶镇",
    "白桑镇",
    "寺头乡",
]
ITEMS = [
    ("ZA-01", "旅馆业治安检查"),
    ("ZA-02", "典当业检查"),
    ("ZA-03", "公章刻制业检查"),
    ("ZA-04", "上网服务场所检查"),
]
RESULTS = ["NONE"] * 80 + ["FIXED"] * 9 + ["ORDERED"] * 6 + ["NO_ACTIVITY"] * 3 + ["UNREACHABLE", "OBSTRUCTED"]
DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LATEST = date(2026, 11, 13)

INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename = 'public_result' AND indexdef NOT LIKE '%UNIQUE%' AND indexdef NOT LIKE '%varchar_pattern_ops%'
"""
MORE = """
INSERT INTO public_result ({names})
SELECT {values} FROM public_result, generate_series(1, {times}) AS n WHERE publication_id <= {firms}
"""
"""One firm again `n` times, a quarter of a year earlier each time."""


def columns() -> list[str]:
    """What `store` writes, in one order."""
    return list(next(rows()))


def rows() -> Iterator[dict[str, Any]]:
    """The latest result of each firm as columns of the table."""
    from publicity.public_site import schema, store

    dice = random.Random(7)
    for number in range(1, FIRMS + 1):
        record = _record(number, dice)
        own = {"publication_id": number, "status": "SHOWN", "withdrawn_reason": ""}
        yield own | store._columns(record) | {"record": Jsonb(record), "record_hash": schema.digest(record)}


def _record(number: int, dice: random.Random) -> dict[str, Any]:
    from tests.factories.public_site import public_record

    town = dice.choice(TOWNS)
    name = "".join(dice.choice(SYLLABLES) for _ in range(dice.choice([2, 2, 3])))
    kind = dice.choice(KINDS)
    code = f"9{dice.choice('12')}140522MA0" + "".join(dice.choice(DIGITS) for _ in range(7))
    item, title = dice.choice(ITEMS)
    record = public_record(
        number=f"YC-GS-2026-{number:07d}",
        name=f"阳城县{town[:2]}{name}{kind}",
        town=town,
        code=code,
        item_code=item,
        item_title=title,
        result=dice.choice(RESULTS),
        ended_on=LATEST - timedelta(days=dice.randrange(90)),
    )
    if "公司" in kind:
        record["entity"]["address"] = f"山西省晋城市阳城县{town}新建西街{dice.randrange(1, 300)}号"
    return record


def fill(cursor: Any) -> int:
    """Write them all; the indexes are made last. The number of rows."""
    names = columns()
    cursor.execute(INDEXES)
    indexes = dict(cursor.fetchall())
    for name in indexes:
        cursor.execute(f"DROP INDEX {name}")
    with cursor.copy(f"COPY public_result ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows():
            copy.write_row([row[name] for name in names])
    earlier = {
        "publication_id": f"publication_id + n * {FIRMS}",
        "number": "number || '-' || n",
        **{day: f"{day} - n * 91" for day in ("ended_on", "published_on", "updated_on")},
        "record": "record || jsonb_build_object('number', number || '-' || n)",
    }
    values = ", ".join(earlier.get(name, name) for name in names)
    cursor.execute(MORE.format(names=", ".join(names), values=values, times=TIMES - 1, firms=FIRMS))
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for index in indexes.values():
        cursor.execute(index)
    cursor.execute("SELECT count(*) FROM public_result")
    return int(cursor.fetchone()[0])


def tails(number: int) -> list[str]:
    """Codes of firms there are."""
    dice = random.Random(7)
    return [_record(one, dice)["entity"]["code"] for one in range(1, number + 1)]

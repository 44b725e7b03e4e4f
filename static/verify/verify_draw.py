#!/usr/bin/env python3
"""核验一次随机抽取：python3 verify_draw.py 证据包.json

Checks a bundle SSJ-BUNDLE/1 of 阳城县公安局 from the first byte to the last: the frozen registry against the
notice published before any number existed, the seed against the public numbers, the drawn firms and the teams
against the seed, every replacement against its rule. Prints what it checked; exit status 1 on any difference.

One file, Python 3.9 or newer, standard library only; it shares no code with the bureau's system, so that agreement
means something. It is longer than a module should be because it must travel alone.
"""

import hashlib
import itertools
import json
import re
import sys
from collections import Counter, deque

ID, INTEGER, HEX = "[0-9A-Z]{1,32}", "0|[1-9][0-9]{0,14}", "[0-9a-f]{64}"
HEADER = {
    "draw": "[0-9A-Z][0-9A-Z-]{0,39}",
    "prev": HEX,
    "hash": "sha256|sm3",
    "item": "[0-9A-Z]{1,8}",
    "mode": "ratio|total",
    "total": INTEGER,
    "cap": INTEGER,
    "reserve": INTEGER,
    "team": "[2-9]",
    "nonce": HEX,
}
ROWS = {
    "source": (ID, ID),
    "S": (ID, INTEGER, INTEGER),
    "E": (ID, ID, "[1-9][0-9]?", INTEGER, "E|M|X[1-9]"),
    "I": (ID, "[01]", INTEGER, INTEGER),
    "A": (ID, ID),
}
GAMES = {"KL8": [(20, 80)], "SSQ": [(6, 33), (1, 16)], "DLT": [(5, 35), (2, 12)]}
TEXTS = ("commit", "frozen", "names", "nonce", "result")
KEYS = {"format", "public", "replacements", *TEXTS}
WORDS = {"Q": "应抽户数", "D": "抽中名单", "M": "定向检查名单", "V": "递补名单", "C": "人员均衡数", "T": "检查组"}
AGAIN = "请使用公布的原始文件核验。"


class Refusal(Exception):
    """The sentence a reader needs."""


# --- digests ----------------------------------------------------------------------------------------------


def digest(text, name):
    """Lower-case hex of SHA-256 or SM3 over the UTF-8 bytes of `text`."""
    data = text.encode()
    if name == "sha256":
        return hashlib.sha256(data).hexdigest()
    return hashlib.new("sm3", data).hexdigest() if "sm3" in hashlib.algorithms_available else sm3(data)


def sm3(data):
    """SM3 by GB/T 32905-2016, for a Python whose OpenSSL lacks it."""
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    padded = data + b"\x80" + bytes(-(len(data) + 9) % 64) + (len(data) * 8).to_bytes(8, "big")
    for at in range(0, len(padded), 64):
        state = [old ^ new for old, new in zip(state, _compress(state, padded[at : at + 64]))]
    return "".join(f"{word:08x}" for word in state)


def _rotate(word, by):
    by %= 32
    return ((word << by) | (word >> (32 - by))) & 0xFFFFFFFF


def _compress(state, block):
    w = [int.from_bytes(block[j : j + 4], "big") for j in range(0, 64, 4)]
    for j in range(16, 68):
        x = w[j - 16] ^ w[j - 9] ^ _rotate(w[j - 3], 15)
        w.append(x ^ _rotate(x, 15) ^ _rotate(x, 23) ^ _rotate(w[j - 13], 7) ^ w[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        turned = _rotate(a, 12)
        ss1 = _rotate((turned + e + _rotate(0x79CC4519 if j < 16 else 0x7A879D8A, j)) & 0xFFFFFFFF, 7)
        ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
        tt1 = (ff + d + (ss1 ^ turned) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
        tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
        a, b, c, d = tt1, a, _rotate(b, 9), c
        e, f, g, h = tt2 ^ _rotate(tt2, 9) ^ _rotate(tt2, 17), e, _rotate(f, 19), g
    return a, b, c, d, e, f, g, h


# --- the frozen text --------------------------------------------------------------------------------------


def lines_of(text):
    """The lines without their LF; the last one must have one too."""
    *lines, rest = text.split("\n")
    if rest or not lines:
        raise Refusal(f"文本末尾缺少换行。{AGAIN}")
    return lines


def fields_of(line, tag, patterns):
    match = re.fullmatch("\t".join([tag, *(f"({pattern})" for pattern in patterns)]), line)
    if not match:
        shown = " ".join(line.split()) or "空行"
        raise Refusal(f"这一行不合规定的格式：“{shown[:80]}”。{AGAIN}")
    return match.groups()


def parse(text):
    """Frozen text -> dict; refused unless every byte stands where the protocol wants it."""
    first, *lines = lines_of(text)
    fields_of(first, "SSJ-DRAW/1", [])
    head, body = lines[: len(HEADER)], lines[len(HEADER) :]
    head += [""] * (len(HEADER) - len(head))
    pool = {name: fields_of(line, name, [pattern])[0] for line, (name, pattern) in zip(head, HEADER.items())}
    pool.update({name: int(pool[name]) for name in ("total", "cap", "reserve", "team")})
    pool.update({tag: [] for tag in ROWS})
    for line in body:
        tag = line.split("\t")[0]
        pool[tag if tag in ROWS else "E"].append(fields_of(line, tag if tag in ROWS else "E", ROWS.get(tag, ROWS["E"])))
    check(pool)
    canonical = [line for tag in ROWS for line in in_order(body, tag)]
    if body != canonical:
        raise Refusal(f"文本各行的顺序与规定不符，可能被改动过。{AGAIN}")
    return pool


def in_order(body, tag):
    rows = [line for line in body if line.startswith(tag + "\t")]
    return rows if tag == "source" else sorted(rows)


def check(pool):
    strata, firms, people = ({row[0] for row in pool[tag]} for tag in "SEI")
    keys = {"分层": "S", "检查对象": "E", "检查人员": "I"}
    named = [(label, [row[0] for row in pool[tag]]) for label, tag in keys.items()]
    for label, names in [*named, ("回避关系", pool["A"]), ("公开随机数来源", pool["source"])]:
        twice = [name for name, count in Counter(names).items() if count > 1]
        if twice:
            raise Refusal(f"{label}“{twice[0]}”重复出现。{AGAIN}")
    if not pool["source"]:
        raise Refusal(f"没有登记公开随机数的来源。{AGAIN}")
    unknown = (
        {row[1] for row in pool["E"]} - strata | {i for i, _ in pool["A"]} - people | {e for _, e in pool["A"]} - firms
    )
    if unknown:
        raise Refusal(f"“{min(unknown)}”没有列入本次名单。{AGAIN}")


def in_lot(pool, row):
    return row[4] == "E" and not 0 < pool["cap"] <= int(row[3])


# --- the commitment ---------------------------------------------------------------------------------------


def counts(pool):
    """Per stratum: in the lot, directed, over the yearly cap, excluded."""
    for code, *_ in pool["S"]:
        rows = [row for row in pool["E"] if row[1] == code]
        lot, directed = sum(in_lot(pool, row) for row in rows), sum(row[4] == "M" for row in rows)
        excluded = sum(row[4][0] == "X" for row in rows)
        yield f"{code}\t{lot}\t{directed}\t{len(rows) - lot - directed - excluded}\t{excluded}"


def check_commitment(bundle, pool):
    lines = lines_of(bundle["commit"])
    said = {}
    for line in lines:
        tag, _, value = line.partition("\t")
        said.setdefault(tag, []).append(value)
    if lines[0] != "SSJ-COMMIT/1":
        raise Refusal("封存公告不是 SSJ-COMMIT/1 格式。请从公示网站重新下载原始文件。")
    for want, got, sentence in comparisons(bundle, pool, said):
        if want != got:
            raise Refusal(sentence)


def comparisons(bundle, pool, said):
    """What the notice must say, what it says, and the sentence when they differ; in the order they are told."""
    yield [pool["draw"]], said.get("draw"), "抽取编号与封存公告不一致。"
    yield [pool["prev"]], said.get("prev"), "“前一记录”与封存公告不一致：这次抽取没有接在公布的前一次之后。"
    now, then = len(pool["E"]), sum(int(n) for row in said.get("S", []) for n in row.split("\t")[1:])
    how = f"多出 {now - then} 户" if now > then else f"少了 {then - now} 户"
    yield now, then, f"封存名录被改动过：封存时公布 {then} 户，现有 {now} 户，{how}。"
    sums = [[digest(bundle["frozen"], name)] for name in ("sha256", "sm3")]
    changed = "封存名录被改动过：户数没有变，但内容的校验码与封存公告不一致。"
    yield sums, [said.get("sha256"), said.get("sm3")], changed
    yield list(counts(pool)), said.get("S", []), "各层户数与封存公告不一致。"
    yield [pool["nonce"]], said.get("nonce"), "封存密钥的承诺与封存公告不一致。"
    yield ["\t".join(row) for row in pool["source"]], said.get("source"), "抽取号码的来源与封存公告不一致。"
    yield [digest(bundle["names"], pool["hash"])], said.get("names"), "名称表与封存公告不一致。"


# --- seed, quotas, tickets --------------------------------------------------------------------------------


def check_public(pool, public):
    declared = [",".join(row) for row in pool["source"]]
    if [line.split("=")[0] for line in public] != declared:
        raise Refusal(f"抽取号码与公布的来源不一致，应依次为：{'；'.join(declared)}。请逐项核对。")
    for line in public:
        match = re.fullmatch(f"({ID}),({ID})=([0-9.+]+)", line)
        if not match:
            raise Refusal(f"抽取号码“{line[:80]}”写法不对。应为“来源,期号=数字”。")
        kind, ref, values = match.groups()
        drums = [drum.split(".") for drum in values.split("+")]
        if kind in GAMES and not (len(drums) == len(GAMES[kind]) and all(map(fits, drums, GAMES[kind]))):
            raise Refusal(f"{kind} 的号码不对：每个两位数字，从小到大，个数与玩法相符。请对照开奖公告核对。")
        numbers = values.split(".")
        if kind == "W" and not (str(len(numbers)) == ref and all(number.isdecimal() for number in numbers)):
            raise Refusal(f"见证人数字不对：应有 {ref} 组数字，每位见证人一组。请对照见证单核对。")


def fits(drum, size):
    balls, top = size
    good = len(drum) == balls and all(re.fullmatch("[0-9]{2}", ball) and 1 <= int(ball) <= top for ball in drum)
    return good and all(low < high for low, high in zip(drum, drum[1:]))


def seed_of(pool, bundle, public):
    frozen = digest(bundle["frozen"], pool["hash"])
    return digest(f"SSJ1:SEED:{frozen}:{bundle['nonce']}:{'|'.join(public)}", pool["hash"])


def check_seed(pool, bundle):
    """X, after nonce, numbers and the record's own X were found to agree."""
    if digest(f"SSJ1:NONCE:{pool['draw']}:{bundle['nonce']}", pool["hash"]) != pool["nonce"]:
        raise Refusal("封存密钥与封存时公布的承诺不一致。")
    check_public(pool, bundle["public"])
    seed = seed_of(pool, bundle, bundle["public"])
    said = re.search("^seed\t(.*)$", bundle["result"], re.MULTILINE)
    if said and said[1] == seed:
        return seed
    why = "见证人数字的次序被调换" if said and swapped(pool, bundle, said[1]) else "抽取号码或者结果记录被改动"
    raise Refusal(f"按公布的抽取号码重新计算，合成结果与结果记录不一致：{why}。")


def swapped(pool, bundle, seed):
    """Whether the witnesses' numbers in another order give `seed`."""
    for at, line in enumerate(bundle["public"]):
        name, _, values = line.partition("=")
        numbers = values.split(".")
        if name.startswith("W,") and len(numbers) <= 5:
            for order in itertools.permutations(numbers):
                public = [*bundle["public"][:at], f"{name}={'.'.join(order)}", *bundle["public"][at + 1 :]]
                if seed_of(pool, bundle, public) == seed:
                    return True
    return False


def quotas(pool):
    """stratum -> (N, q); the largest remainders, floors first."""
    sizes = {code: sum(row[1] == code and in_lot(pool, row) for row in pool["E"]) for code, *_ in pool["S"]}
    ratios = {code: int(ratio) for code, ratio, _ in pool["S"]}
    floors = {code: int(floor) for code, _, floor in pool["S"]}
    if pool["mode"] == "ratio":
        take = {c: min(n, max(floors[c], -(-n * ratios[c] // 10000))) for c, n in sizes.items()}
        return {code: (sizes[code], take[code]) for code in sizes}
    take = {code: min(n, floors[code]) for code, n in sizes.items()}
    left = min(pool["total"], sum(sizes.values())) - sum(take.values())
    while left:
        share = {c: sizes[c] * ratios[c] for c in sizes if take[c] < sizes[c] and ratios[c]}
        if left < 0 or not share:
            raise Refusal(f"抽取总数、各层最低数和比例互相矛盾，无法分配。{AGAIN}")
        whole = sum(share.values())
        more = {c: left * s // whole for c, s in share.items()}
        full = {c: sizes[c] - take[c] for c in more if more[c] >= sizes[c] - take[c]}
        if not full:
            byrest = sorted(share, key=lambda c: (-(left * share[c] % whole), c))
            for code in byrest[: left - sum(more.values())]:
                more[code] += 1
        for code, number in (full or more).items():
            take[code] += number
            left -= number
    return {code: (sizes[code], take[code]) for code in sizes}


def tickets(pool, seed):
    """Every firm by its smallest ticket: (key, id, number of the ticket, row)."""
    found = []
    for row in pool["E"]:
        drum = [digest(f"{seed}:E:{row[0]}:{j}", pool["hash"]) for j in range(1, int(row[2]) + 1)]
        found.append((min(drum), row[0], drum.index(min(drum)) + 1, row))
    return sorted(found)


# --- teams ------------------------------------------------------------------------------------------------


def pair(pool, seed, firms):
    """(C, [(firm, leader, member …)]), C None when no complete assignment exists."""
    priors = [int(row[3]) for row in pool["I"]]
    room = [min(int(row[2]) or len(firms), len(firms)) for row in pool["I"]]
    steps = sorted({0, *(prior + n for prior, most in zip(priors, room) for n in range(1, most + 1))})
    limits = [[max(0, min(most, cap - prior)) for prior, most in zip(priors, room)] for cap in steps]
    fit = fitting(pool, firms)
    low, high = 0, len(steps) - 1
    if not Plan(pool, fit, limits[high]).feasible():
        return None, []
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if Plan(pool, fit, limits[middle]).feasible() else (middle + 1, high)
    plan = Plan(pool, fit, limits[low])
    plan.feasible()
    return steps[low], seat(pool, seed, firms, plan, priors)


def fitting(pool, firms):
    """Per firm: who may lead, who may come along."""
    banned = set(pool["A"])
    free = [[i for i, row in enumerate(pool["I"]) if (row[0], firm) not in banned] for firm in firms]
    return [([i for i in row if pool["I"][i][1] == "1"], row) for row in free]


class Plan:
    """Who sits where for now: a flow officer -> firm -> leading or other place, and what of it is settled."""

    def __init__(self, pool, fit, limits):
        self.fit, self.limits, self.team = fit, limits, pool["team"]
        self.seats = [({}, {}) for _ in fit]  # per firm: leading {i}, others {i}; the value says settled
        self.load = [0] * len(limits)

    def feasible(self):
        return all(
            self.fill(e, kind) for e in range(len(self.fit)) for kind in (0, 1) for _ in range(self.open(e, kind))
        )

    def open(self, e, kind):
        return (self.team - 1 if kind else 1) - len(self.seats[e][kind])

    def fill(self, e, kind):
        """One more officer here, others moving on along the shortest chain; False changes nothing."""
        came, queue, asked = {(e, kind): None}, deque([(e, kind)]), set()
        while queue:
            place = queue.popleft()
            for i in self.fit[place[0]][place[1]]:
                here = next((k for k in (0, 1) if i in self.seats[place[0]][k]), None)
                if here is None and self.load[i] < self.limits[i]:
                    self.shift(came, i, place)
                    return True
                if here is not None:
                    seats = [(place[0], here)]
                else:
                    seats = (
                        []
                        if i in asked
                        else [(f, k) for f, both in enumerate(self.seats) for k in (0, 1) if i in both[k]]
                    )
                    asked.add(i)
                for seat_ in seats:
                    if not self.seats[seat_[0]][seat_[1]][i] and seat_ not in came:
                        came[seat_] = (i, place)
                        queue.append(seat_)
        return False

    def shift(self, came, i, place):
        self.load[i] += 1
        while True:
            step = came[place]
            self.seats[place[0]][place[1]][i] = False
            if step is None:
                return
            i, onward = step
            del self.seats[place[0]][place[1]][i]
            place = onward

    def settle(self, i, e, kind):
        """`i` here for good, if a complete assignment remains; otherwise nothing has changed."""
        saved = [tuple(dict(side) for side in both) for both in self.seats], list(self.load)
        places = [(f, k) for f, both in enumerate(self.seats) for k in (0, 1) if both[k].get(i) is False]
        beside = [place for place in places if place[0] == e]
        if not (beside and beside[0][1] == kind):
            bumped = next(who for who, fixed in self.seats[e][kind].items() if not fixed)
            self.drop(bumped, e, kind)
            away = beside or (places[:1] if self.load[i] >= self.limits[i] else [])
            for place in away:
                self.drop(i, *place)
            self.seats[e][kind][i] = True
            self.load[i] += 1
            if away and not self.fill(*away[0]):
                self.seats, self.load = saved
                return False
        self.seats[e][kind][i] = True
        return True

    def drop(self, i, e, kind):
        del self.seats[e][kind][i]
        self.load[i] -= 1


def pair_tickets(pool, seed, firm):
    return [digest(f"{seed}:P:{firm}:{row[0]}", pool["hash"]) for row in pool["I"]]


def seat(pool, seed, firms, plan, priors):
    loads, teams = list(priors), []
    for e, firm in enumerate(firms):
        drum, team = pair_tickets(pool, seed, firm), []
        for p in range(pool["team"]):
            kind = 1 if p else 0
            for i in sorted(range(len(drum)), key=lambda i: (loads[i], drum[i])):
                full = loads[i] - priors[i] >= plan.limits[i]
                if i in plan.fit[e][kind] and i not in team and not full and plan.settle(i, e, kind):
                    break
            team.append(i)
            loads[i] += 1
        teams.append((firm, *(pool["I"][i][0] for i in team)))
    return teams


# --- result and replacements ------------------------------------------------------------------------------


def result(pool, bundle, seed):
    """The record we would have written, and its teams."""
    take, places, drawn, spare = quotas(pool), Counter(), [], []
    for key, firm, number, row in tickets(pool, seed):
        places[row[1]] += in_lot(pool, row)
        place = places[row[1]] - take[row[1]][1]
        if row[4] == "M" or (in_lot(pool, row) and place <= 0):
            drawn.append(("D" if row[4] == "E" else "M", len(drawn) + 1, firm, row[1], key, number))
        elif in_lot(pool, row) and place <= pool["reserve"]:
            spare.append(("V", row[1], place, firm, key, number))
    cap, teams = pair(pool, seed, [row[2] for row in drawn])
    rows = [
        ("SSJ-RESULT/1",),
        ("draw", pool["draw"]),
        ("frozen", digest(bundle["frozen"], pool["hash"])),
        ("public", "|".join(bundle["public"])),
        ("seed", seed),
        *(("Q", code, *pair_) for code, pair_ in take.items()),
        *drawn,
        *sorted(spare, key=lambda row: row[1:3]),
        ("C", "INFEASIBLE" if cap is None else cap),
        *(("T", *team) for team in teams),
    ]
    return write(rows), teams


def write(rows):
    return "".join("\t".join(map(str, row)) + "\n" for row in rows)


def check_result(mine, theirs):
    if mine == theirs:
        return
    pairs = itertools.zip_longest(mine.split("\n"), theirs.split("\n"))
    number, row = next((n, (a or "").split("\t")) for n, (a, b) in enumerate(pairs, start=1) if a != b)
    who = {"D": 2, "M": 2, "V": 3, "T": 1}.get(row[0])
    what = WORDS.get(row[0], "记录的其他内容") + (f"（{row[who]}）" if who else "")
    raise Refusal(f"结果记录第 {number} 行与重新计算的不一致：{what}。")


def check_replacements(pool, bundle, seed, teams):
    teams = {firm: list(team) for firm, *team in teams}
    r = prev = digest(bundle["result"], pool["hash"])
    left = []
    for number, record in enumerate(bundle["replacements"], start=1):
        said = [line.partition("\t")[::2] for line in lines_of(record)]
        one = dict(said)
        firm, out = one.get("entity"), one.get("out")
        gone = {who for where, who in left if where == firm}
        away = sorted({value for tag, value in said if tag == "unavailable"} | gone)
        incoming = steps_in(pool, seed, teams, firm, out, away)
        head = [("SSJ-REPLACE/1",), ("draw", pool["draw"]), ("seq", number), ("prev", prev), ("result", r)]
        asked = [("entity", firm), ("out", out), ("reason", one.get("reason")), *(("unavailable", who) for who in away)]
        known = set(away) <= {row[0] for row in pool["I"]} and re.fullmatch(ID, one.get("reason") or "")
        if incoming is None or not known or write([*head, *asked, ("in", incoming)]) != record:
            raise Refusal(f"第 {number} 份人员替换记录与重新计算的不一致。请使用公布的原始记录核验。")
        left.append((firm, out))
        teams[firm][teams[firm].index(out)] = incoming
        prev = digest(record, pool["hash"])


def steps_in(pool, seed, teams, firm, out, away):
    """Who replaces `out`: the least busy, then the smallest ticket; None when nobody may."""
    team = teams.get(firm, [])
    if out not in team:
        return None
    load = Counter(who for members in teams.values() for who in members)
    order = []
    for row, ticket in zip(pool["I"], pair_tickets(pool, seed, firm)):
        who, leads, most, prior = row[0], row[1] == "1", int(row[2]), int(row[3])
        may = who not in team and who not in away and (who, firm) not in pool["A"] and (not most or load[who] < most)
        if may and (leads or team[0] != out):
            order.append((prior + load[who], ticket, who))
    return min(order)[2] if order else None


# --- the whole bundle -------------------------------------------------------------------------------------


def verify(bundle):
    """Yield (title, sentence) for every check passed; raise Refusal at the first that fails, its title in args[1]."""
    title = "证据包"
    try:
        shape(bundle)
        yield title, "内容齐全。"
        title = "名录未改动"
        pool = parse(bundle["frozen"])
        check_commitment(bundle, pool)
        yield title, f"封存的 {len(pool['E'])} 户、{len(pool['I'])} 名检查人员与封存公告一致。"
        title = "号码未改动"
        seed = check_seed(pool, bundle)
        yield title, "封存密钥、抽取号码与公布的一致，合成结果相符。"
        title = "结果由号码算出"
        mine, teams = result(pool, bundle, seed)
        check_result(mine, bundle["result"])
        drawn = sum(line[:2] in ("D\t", "M\t") for line in mine.split("\n"))
        yield title, f"重新计算的 {drawn} 户和 {len(teams)} 个检查组与公布的逐字节相同。"
        title = "人员替换"
        check_replacements(pool, bundle, seed, teams)
        number = len(bundle["replacements"])
        yield title, f"{number} 次替换均按规则算出。" if number else "没有人员替换。"
    except Refusal as refusal:
        raise Refusal(str(refusal), title) from None


def shape(bundle):
    good = isinstance(bundle, dict) and bundle.get("format") == "SSJ-BUNDLE/1" and set(bundle) == KEYS
    lists = good and all(isinstance(bundle[key], list) for key in ("public", "replacements"))
    values = [bundle[key] for key in TEXTS] + bundle["public"] + bundle["replacements"] if lists else [None]
    if not all(isinstance(value, str) for value in values):
        raise Refusal("这不是完整的 SSJ-BUNDLE/1 证据包。请从公示网站重新下载原始文件。")


def main(paths):
    if len(paths) != 1:
        print("用法：python3 verify_draw.py 证据包.json")
        return 2
    try:
        with open(paths[0], encoding="utf-8") as file:
            bundle = json.load(file)
    except (OSError, ValueError):
        print("✗ 证据包：文件读不出来。请从公示网站重新下载原始文件。")
        return 1
    try:
        for title, sentence in verify(bundle):
            print(f"✓ {title}：{sentence}")
    except Refusal as refusal:
        print(f"✗ {refusal.args[1]}：{refusal.args[0]}")
        print("核验未通过。")
        return 1
    print("核验通过：名单和检查组只由封存的名录和公开的号码决定。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""核验导出的留痕记录：python3 verify_trail.py 文件夹 [--published 检查点] [--keys 密钥清单] [--receipt 回执 …]

Replays an exported log of 阳城县公安局 from the first event to the last: every line as the protocol writes it, the
Merkle root (RFC 9162 over SHA-256) at every published checkpoint and printed receipt, every signature, and the details
where they were exported too. Prints what it checked; exit status 1 on any difference. Take checkpoints, keys and
receipts from somewhere else than the log: what lies beside it may come from the same hands.

One file, Python 3.9 or newer, standard library only; it shares no code with the bureau's system, so that agreement
means something. It is longer than a module should be because it must travel alone.
"""

import argparse
import base64
import binascii
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

PAYLOAD = re.compile(
    rb'\{"act":"([a-z0-9_.]+)","detail":"([0-9a-f]{64})","obj":"([a-z0-9_]+/[A-Za-z0-9._:-]+)",'
    rb'"public":(?:null|"[0-9a-f]{64}"),"seq":(0|[1-9][0-9]*),"state":"([0-9a-f]{64})","ts":"([0-9TZ:.-]+)",'
    rb'"v":1,"who":"([0-9a-f]{64})"\}'
)
RECEIPT = re.compile("(0|[1-9][0-9]{0,17}):([0-9a-f]{64})")
SIZE = re.compile("0|[1-9][0-9]{0,17}")
EPOCH = re.compile(r"[^\s+]+/(20[0-9]{2})-([1-9][0-9]{0,3})")
ROTATION = re.compile("rotation (0|[1-9][0-9]{0,17})")
NAME = re.compile(r"[^\s+]{1,100}")
ED25519, SM2 = b"\x01", b"\xffSM2-SM3"
LENGTHS = {ED25519: 32, SM2: 65}
PARTS = ("who", "detail", "state")
SHOWN = 20
GOOD, BAD, MISSING, UNCHECKED = "签名有效", "签名无效", "没有此密钥的签名", "国密签名未核验（本机没有国密模块）"


class Refusal(Exception):
    """The sentence a reader needs."""


# --- the tree ---------------------------------------------------------------------------------------------


def sha256(data):
    return hashlib.sha256(data).digest()


def grow(peaks, size, leaf):
    """Add a leaf to the roots of the perfect subtrees of `size` leaves, largest first."""
    while size & 1:
        leaf = sha256(b"\x01" + peaks.pop() + leaf)
        size >>= 1
    peaks.append(leaf)


def fold(peaks):
    """The root of the whole tree, hex."""
    if not peaks:
        return sha256(b"").hex()
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = sha256(b"\x01" + peak + root)
    return root.hex()


class Log:
    """What the replay of the events found. `hashes`: per event, when details follow, those of who, detail and state,
    then what was done and to what."""

    def __init__(self):
        self.size, self.root, self.backward, self.latest = 0, "", 0, b""
        self.roots, self.epochs, self.hashes, self.wrong = {}, {}, [], []

    def read(self, match):
        """One line, or None for one that is not as the protocol writes it. Returns its three hashes, act and object."""
        if match is None:
            self.wrong.append(f"第 {self.size} 条：不是规定的格式，可能被改动过。")
            return None
        act, detail, obj, seq, state, ts, who = match.groups()
        if int(seq) != self.size:
            self.wrong.append(f"第 {self.size} 条：这里写的是第 {seq.decode()} 条，有缺漏或者调换。")
        if act == b"log.epoch":
            self.epochs[obj.decode()] = self.size
        self.backward += ts < self.latest
        self.latest = ts
        return who, detail, state, act, obj


def replay(path, sizes, keep):
    """Read events.jsonl; `sizes` are those at which the root is wanted, `keep` says whether details will follow."""
    log, peaks = Log(), []
    if 0 in sizes:
        log.roots[0] = fold([])
    with open(path, "rb") as file:
        for line in file:
            hashes = log.read(PAYLOAD.fullmatch(line[:-1]) if line.endswith(b"\n") else None)
            if keep:
                log.hashes.append(hashes)
            grow(peaks, log.size, sha256(b"\x00" + line[:-1]))
            log.size += 1
            if log.size in sizes:
                log.roots[log.size] = fold(peaks)
    log.root = fold(peaks)
    return log


# --- Ed25519 (RFC 8032) -----------------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def recover(y, sign):
    """The x of a point, or None where there is no such point."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point(data):
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    x = recover(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, base):
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add(found, base)
        base = add(base, base)
        number >>= 1
    return found


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover(BASE_Y, 0), BASE_Y, 1, recover(BASE_Y, 0) * BASE_Y % P)


def ed25519(text, signature, key):
    """Whether this is the key's signature of the text."""
    public = point(key)
    if len(signature) != 64 or public is None:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    digest = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    minus = (P - public[0], public[1], 1, P - public[3])
    x, y, z, _ = add(times(scalar, BASE), times(digest, minus))
    inverse = pow(z, P - 2, P)
    x, y = x * inverse % P, y * inverse % P
    return scalar < ORDER and (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


# --- SM2 over SM3, by the machine's openssl ---------------------------------------------------------------

SM2_HEADER = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")


def sm2(text, signature, key):
    """GOOD, BAD, or UNCHECKED where this machine cannot tell."""
    asked = ["openssl", "ecparam", "-name", "SM2", "-noout"]
    if not shutil.which("openssl") or subprocess.run(asked, capture_output=True, check=False).returncode:
        return UNCHECKED
    body = base64.encodebytes(SM2_HEADER + key).decode()
    pem = f"-----BEGIN PUBLIC KEY-----\n{body}-----END PUBLIC KEY-----\n".encode()
    with tempfile.TemporaryDirectory() as place:
        for name, data in (("text", text), ("signature", signature), ("key.pem", pem)):
            with open(os.path.join(place, name), "wb") as file:
                file.write(data)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-digest", "sm3"]
        command += ["-pkeyopt", "distid:1234567812345678", "-in", "text", "-sigfile", "signature"]
        done = subprocess.run(command, cwd=place, capture_output=True, check=False)
    return GOOD if done.returncode == 0 else BAD


# --- notes, checkpoints, keys -----------------------------------------------------------------------------


def decoded(text):
    try:
        data = base64.b64decode(text.encode(), validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("含有无法识别的编码，不是原文件。") from None
    if base64.b64encode(data).decode() != text:
        raise Refusal("编码写法不唯一，不是原文件。")
    return data


def note_of(data):
    """(text, [(name, key number, signature)]) of a signed note."""
    try:
        text, _, below = data.decode().rpartition("\n\n")
    except UnicodeDecodeError:
        raise Refusal("不是 UTF-8 文本，不是原文件。") from None
    lines = below.split("\n")
    if not text or lines.pop() or not lines:
        raise Refusal("没有签名行，或者格式不完整。")
    signatures = []
    for line in lines:
        name, _, value = line[2:].partition(" ")
        raw = decoded(value)
        if not line.startswith("— ") or not NAME.fullmatch(name) or len(raw) < 5:
            raise Refusal("签名行格式不对。")
        signatures.append((name, raw[:4], raw[4:]))
    return text + "\n", signatures


def checkpoint_of(text):
    """(origin, size, hex root) of a note's text."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not SIZE.fullmatch(lines[1]) or len(decoded(lines[2])) != 32:
        raise Refusal("应为三行：日志名称、记录数、总校验码。")
    return lines[0], int(lines[1]), decoded(lines[2]).hex()


def place_of(origin, size):
    match = EPOCH.fullmatch(origin)
    if not match:
        raise Refusal("日志名称应以“/年份-序号”结尾。")
    return int(match[1]), int(match[2]), size


def key_of(text):
    """(name, key number, kind, raw key) of `name+number+base64`."""
    name, _, rest = text.partition("+")
    number, _, value = rest.partition("+")
    data = decoded(value)
    kind = next((kind for kind in LENGTHS if data.startswith(kind)), None)
    if not kind or len(data) != len(kind) + LENGTHS[kind] or not NAME.fullmatch(name):
        raise Refusal("密钥清单里的验证密钥格式不对。")
    keyid = sha256(name.encode() + b"\n" + data)[:4]
    if keyid.hex() != number:
        raise Refusal("密钥清单里的密钥编号与内容不符。")
    return name, keyid, kind, data[len(kind) :]


def keys_in(lines):
    """(keys that sign checkpoints, keys of the administrators)"""
    sign, epoch = ([key_of(line.split(" ", 1)[1]) for line in lines if line.startswith(r)] for r in ("sign ", "epoch "))
    if not sign or not all(line.startswith(("sign ", "epoch ")) for line in lines):
        raise Refusal("密钥清单每行应写作“sign 验证密钥”或“epoch 验证密钥”。")
    return sign, epoch


def periods_of(text):
    """[(place from which on, keys that sign, keys of the administrators)] of a list of keys and its rotations, each
    signed by the keys before."""
    first, *rotations = text.split("---\n")
    periods = [((0, 0, 0), *keys_in([line for line in first.splitlines() if line and not line.startswith("#")]))]
    for rotation in rotations:
        said, signatures = note_of(rotation.encode())
        demand(said, signatures, periods[-1][1])
        origin, number, *lines = said.rstrip("\n").split("\n")
        match = ROTATION.fullmatch(number)
        start = place_of(origin, int(match[1])) if match else periods[-1][0]
        if start <= periods[-1][0]:
            raise Refusal("密钥轮换应写明“rotation 记录数”，并且在前一次轮换之后。")
        sign, epoch = keys_in(lines)
        periods.append((start, sign, epoch or periods[-1][2]))
    return periods


def period_of(periods, at):
    return [period for period in periods if period[0] <= at][-1]


def demand(text, signatures, keys):
    """Every key must have signed, and one at least could be checked here. Returns what could not be checked."""
    found = {}
    for name, keyid, kind, key in keys:
        states = [judge(text, value, kind, key) for n, number, value in signatures if (n, number) == (name, keyid)]
        found[name, keyid] = next((s for s in (BAD, UNCHECKED, GOOD) if s in states), MISSING)
    for (name, _), state in found.items():
        if state in (BAD, MISSING):
            raise Refusal(f"密钥“{name}”：{state}。")
    if GOOD not in found.values():
        raise Refusal("本机核验不了任何一个签名，请换一台装有国密模块的机器。")
    return UNCHECKED in found.values()


def judge(text, signature, kind, key):
    if kind == SM2:
        return sm2(text.encode(), signature, key)
    return GOOD if ed25519(text.encode(), signature, key) else BAD


# --- what others remember ---------------------------------------------------------------------------------


def checkpoints(folder, periods, wrong):
    """[(origin, size, root)] of the notes signed rightly, how many SM2 signatures nobody could check here, and the
    names of the logs that both administrators opened."""
    found, unchecked, opened = [], 0, set()
    for name in sorted(os.listdir(folder)):
        try:
            with open(os.path.join(folder, name), "rb") as file:
                text, signatures = note_of(file.read())
            if text.split("\n")[1] == "epoch":
                opened.add(opened_by(text, signatures, periods))
                continue
            origin, size, root = checkpoint_of(text)
            unchecked += demand(text, signatures, period_of(periods, place_of(origin, size))[1])
            found.append((origin, size, root))
        except (Refusal, OSError) as refusal:
            wrong.append(("签名", f"{name}：{refusal}"))
    return found, unchecked, opened


def opened_by(text, signatures, periods):
    """The name of the log that this statement opens, signed by two administrators or more."""
    lines = text.split("\n")
    if len(lines) != 7 or not lines[5].strip() or lines[6]:
        raise Refusal("新起日志的说明应为六行。")
    origin, size, _ = checkpoint_of("\n".join([*lines[2:5], ""]))
    keys = period_of(periods, place_of(origin, size))[2]
    if len({key for _, _, _, key in keys}) < 2:
        raise Refusal("密钥清单里没有两名管理员的密钥。")
    demand(text, signatures, keys)
    if place_of(lines[0], 0) <= place_of(origin, size):
        raise Refusal("新日志的名称应排在原日志之后。")
    return lines[0]


def receipts(texts, wrong):
    """[(size, root)]"""
    found = []
    for text in texts:
        match = RECEIPT.fullmatch(text.strip())
        if match:
            found.append((int(match[1]), match[2]))
        else:
            wrong.append(("回执", f"“{text[:40]}”应写作“记录数:总校验码”。"))
    return found


def disagreement(log, size, root, published):
    """A sentence, empty where the log says the same."""
    if size > log.size:
        return f"{published}时有 {size} 条，现在只有 {log.size} 条：日志被截断。"
    if log.roots[size] != root:
        parts = f"{published}的总校验码 {root[:12]}… 与日志算出的 {log.roots[size][:12]}… 不一致"
        return f"第 {size} 条处{parts}：历史被改写。"
    return ""


def given_up(log, origin, size, notes, opened):
    """Whether the log goes on under a later name, by a signed checkpoint, from an event before this size. Whoever has
    the signing key alone could say so too: both administrators must have."""
    for later, at, root in notes:
        began = log.epochs.get("log/" + later.rpartition("/")[2])
        good = later in opened and began is not None and at > began and log.roots.get(at) == root
        if good and place_of(later, 0) > place_of(origin, 0) and size > began:
            return True
    return False


def compare(log, notes, opened, papers, wrong):
    """(checkpoints that agree, receipts that agree, checkpoints beyond the end of an epoch)"""
    kept, lost, agreed = [], 0, 0
    for origin, size, root in notes:
        if given_up(log, origin, size, notes, opened):
            lost += 1
        elif problem := disagreement(log, size, root, "公布"):
            wrong.append(("检查点", problem))
        else:
            kept.append(size)
    for size, root in papers:
        problem = disagreement(log, size, root, "打印")
        agreed += not problem
        wrong += [("回执", problem)] if problem else []
    return kept, agreed, lost


# --- details ----------------------------------------------------------------------------------------------


def details(path, hashes):
    """(values that were erased, what is wrong) of the restricted file with salts and values."""
    erased, wrong, number, gone, told = 0, [], 0, {}, {}
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                row = json.loads(line)
                pairs = [(row[part + "_salt"], row[part]) for part in PARTS]
                good = row["seq"] == number - 1 and number <= len(hashes) and hashes[number - 1] is not None
                good = good and all(opens(*pair, hashed) for pair, hashed in zip(pairs, hashes[number - 1]))
            except (ValueError, KeyError, TypeError, AttributeError):
                good, pairs = False, []
            erased += ("", "") in pairs
            if not good:
                wrong.append(("明细", f"第 {number - 1} 条：内容与记录里的校验码不符。"))
            else:
                wrong += erasure(number - 1, pairs, *hashes[number - 1][3:], gone, told)
    wrong += [
        ("明细", f"第 {seq} 条：内容没有了，其后没有依法删除的记录。")
        for obj, seq in gone.items()
        if told.get(obj, -1) <= seq
    ]
    if number != len(hashes):
        wrong.append(("明细", f"应有 {len(hashes)} 条，实际 {number} 条。"))
    return erased, wrong


def erasure(seq, pairs, act, obj, gone, told):
    """Who acted stays, and so does what tells of an erasure. Notes in `gone` and `told` what the end must balance."""
    wrong = []
    if pairs[0] == ("", ""):
        wrong.append(("明细", f"第 {seq} 条：办理人没有了，办理人从不删除。"))
    if ("", "") in pairs[1:]:
        gone[obj] = seq
    if act == b"detail.erase":
        told[obj] = seq
        if gone.get(obj) == seq:
            wrong.append(("明细", f"第 {seq} 条：依法删除的记录本身没有了内容。"))
    return wrong


def opens(salt, value, hashed):
    return (salt, value) == ("", "") or sha256(bytes.fromhex(salt) + value.encode()).hex().encode() == hashed


# --- all of it --------------------------------------------------------------------------------------------


def verify(options):
    """Prints a line per check; True when all agree."""
    wrong, good = [], []
    notes, unchecked, opened = signed(options, wrong)
    papers = receipts(options.receipt, wrong)
    path = os.path.join(options.folder, "details.jsonl")
    with_details = os.path.exists(path)
    sizes = {size for _, size, _ in notes} | {size for size, _ in papers}
    log = replay(os.path.join(options.folder, "events.jsonl"), sizes, with_details)
    wrong += [("逐条记录", text) for text in log.wrong]
    kept, agreed, lost = compare(log, notes, opened, papers, wrong)
    if not log.wrong:
        good.append(("逐条记录", f"共 {log.size} 条，编号连续，格式正确；时间倒退 {log.backward} 次。"))
    good.append(("总校验码", log.root))
    if kept:
        tail = log.size - max(kept)
        good.append(
            ("检查点", f"{len(kept)} 个签名有效，与日志一致，最后一个在第 {max(kept)} 条，其后 {tail} 条尚无检查点。")
        )
    if agreed:
        good.append(("回执", f"{agreed} 张与日志一致。"))
    if with_details:
        erased, problems = details(path, log.hashes)
        wrong += problems
        good += [] if problems else [("明细", f"{log.size} 条与校验码一致，其中 {erased} 条已依法删除。")]
    hints = list(limits(options, kept, agreed, lost, unchecked))
    tell(good, wrong, hints, "留痕记录完整，未发现改动。" if kept or agreed else "只核对了日志自身。")
    return not wrong


def limits(options, kept, agreed, lost, unchecked):
    """What this check could not say."""
    if lost:
        yield f"{lost} 个检查点属于已经结束的日志，超出了它的终点，请核对新起日志的说明。"
    if unchecked:
        yield f"{unchecked} 个检查点的国密签名未核验（本机没有国密模块）。"
    if kept and not (options.published and options.keys):
        yield "检查点或密钥清单取自导出的文件夹，请与公示网站或盖章存档的原文核对。"
    if not kept and not agreed:
        yield "没有检查点或回执可以对照：只能说明日志自身一致，不能说明没有被整个改写。"


def signed(options, wrong):
    folder = options.published or os.path.join(options.folder, "checkpoints")
    if not os.path.isdir(folder) or not os.listdir(folder):
        if options.published:
            wrong.append(("检查点", f"文件夹 {folder} 里没有检查点。"))
        return [], 0, set()
    try:
        with open(options.keys or os.path.join(options.folder, "keys.txt"), encoding="utf-8") as file:
            periods = periods_of(file.read())
    except (OSError, ValueError, Refusal) as refusal:
        why = refusal if isinstance(refusal, Refusal) else "文件打不开"
        wrong.append(("密钥清单", f"读不出来或者内容不对（{why}）。请用 --keys 指定。"))
        return [], 0, set()
    return checkpoints(folder, periods, wrong)


def tell(good, wrong, hints, sound):
    for title, text in good:
        print(f"✓ {title}：{text}")
    for title, text in wrong[:SHOWN]:
        print(f"✗ {title}：{text}")
    if len(wrong) > SHOWN:
        print(f"✗ 另有 {len(wrong) - SHOWN} 处。")
    for text in hints:
        print(f"△ {text}")
    print("核验未通过。" if wrong else f"核验通过：{sound}")


class Help(argparse.HelpFormatter):
    """The headings that argparse writes in English."""

    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, "用法：")


class Parser(argparse.ArgumentParser):
    """Says in Chinese what was not understood."""

    def error(self, message):
        self.exit(2, f"{self.format_usage()}✗ 命令写得不对，请核对文件夹和选项。\n")


def main(arguments):
    parser = Parser(
        description="核验导出的留痕记录。", usage="verify_trail.py 文件夹 [选项]", add_help=False, formatter_class=Help
    )
    parser._positionals.title, parser._optionals.title = "参数", "选项"
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    parser.add_argument("folder", metavar="文件夹", help="export_trail 导出的文件夹，内有 events.jsonl")
    parser.add_argument("--published", metavar="文件夹", help="另外取得的检查点文件夹")
    parser.add_argument("--keys", metavar="文件", help="另外取得的密钥清单")
    parser.add_argument(
        "--receipt", nargs="+", action="extend", default=[], metavar="回执", help="纸质文书上的回执，记录数:总校验码"
    )
    try:
        return 0 if verify(parser.parse_args(arguments)) else 1
    except OSError as error:
        print(f"✗ 文件读不出来：{error.filename}。请核对文件夹。")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

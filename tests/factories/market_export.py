"""The market bureau's other export: ten columns, N/A for what is missing, amounts like 50(万), dates as they come.

The same number of rows always gives the same file. Every firm and every person is invented.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from tests.factories.codes import credit_code

HEADER = (
    "企业名称",
    "统一社会信用代码",
    "注册日期",
    "企业类型",
    "法人代表",
    "注册资金",
    "经营范围",
    "所在省份",
    "地区",
    "注册地址",
)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂兰英华玉萍红建文斌宇浩凯健俊帆帅旭宁龙晓"
WORDS = "丰泽瑞祥兴隆和顺安康永盛恒源鑫达百川宏图嘉泰润德聚贤同济广信凤鸣沁水析城获泽"
TOWNS = ("凤城镇", "北留镇", "润城镇", "町店镇", "芹池镇", "次营镇", "横河镇", "河北镇")
TOWNS += ("蟒河镇", "东冶镇", "演礼镇", "白桑镇", "寺头乡", "西河乡", "董封乡")
TYPES = ("有限责任公司(自然人独资)", "个体工商户", "有限责任公司", "农民专业合作社", "个人独资企业", "N/A")
AMOUNTS = ("50(万)", "100(万)", "N/A", "-", "5(万元)", "1000.5(万人民币)")
MISSING = ("N/A", "-", "无", "null", "暂无", "")
# What a firm does, and how it calls itself. The last three are the police's business.
TRADES = (
    ("百货店", "日用百货、针纺织品、五金交电销售；互联网销售（除销售需要许可的商品）"),
    ("养殖专业合作社", "牲畜饲养；家禽饲养；农副产品销售；谷物种植"),
    ("建材有限公司", "建筑材料销售；建筑工程机械与设备租赁；土石方工程施工；园林绿化工程施工"),
    ("餐饮店", "餐饮服务；食品销售；酒类经营（不含住宿服务）"),
    ("运输有限公司", "道路货物运输（不含危险货物）；国内货物运输代理；装卸搬运"),
    ("科技有限公司", "技术服务、技术开发、技术咨询；软件开发；计算机软硬件及辅助设备零售；信息系统集成服务"),
    ("农业发展有限公司", "蔬菜种植；水果种植；中草药种植；农产品的生产、销售、加工、运输、贮藏及其他相关服务"),
    ("宾馆", "住宿服务；餐饮服务；停车场服务"),
    ("汽车服务部", "机动车修理和维护；汽车装饰用品销售；洗车服务"),
    ("文化娱乐有限公司", "歌舞娱乐活动；食品销售；酒类经营"),
)
POLICE_EVERY = 40


def firms(count: int, start: int = 0) -> Iterator[tuple[str, ...]]:
    """`count` rows below the header."""
    return (_firm(number) for number in range(start, start + count))


def write_csv(path: Path, count: int, encoding: str = "gb18030") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(firms(count))
    return path


def write_xlsx(path: Path, count: int) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "constant_memory": True}) as book:
        sheet = book.add_worksheet("企业名录")
        for line, row in enumerate((HEADER, *firms(count))):
            for column, value in enumerate(row):
                sheet.write_string(line, column, value)
    return path


def _firm(number: int) -> tuple[str, ...]:
    police = number % POLICE_EVERY == 0
    word, scope = TRADES[7 + number // POLICE_EVERY % 3] if police else TRADES[number % 7]
    town = TOWNS[number % len(TOWNS)]
    return (
        f"阳城县{_pick(WORDS, number, 1)}{_pick(WORDS, number, 29)}{_pick(WORDS, number, 31)}{number}{word}",
        credit_code(number),
        _day(number),
        TYPES[number % len(TYPES)],
        _gap(number, 53) or _pick(SURNAMES, number, 1) + _pick(GIVEN, number, 7) + _pick(GIVEN, number, 11),
        AMOUNTS[number % len(AMOUNTS)],
        _gap(number, 211) or scope,
        "山西省",
        _gap(number, 17) or (town if number % 3 else "阳城县"),
        _gap(number, 97) or f"山西省晋城市阳城县{town if number % 5 else ''}中街{number % 300 + 1}号",
    )


def _pick(letters: str, number: int, step: int) -> str:
    return letters[number * step // 7 % len(letters)]


def _gap(number: int, every: int) -> str:
    """One of the words for nothing in each `every`-th row."""
    return "" if number % every else MISSING[number // every % 5]


def _day(number: int) -> str:
    year, month, day = 1990 + number % 36, number % 12 + 1, number % 28 + 1
    shapes = (
        f"{year}-{month:02d}-{day:02d}",
        f"{year}/{month}/{day}",
        f"{year}年{month}月{day}日",
        f"{year}{month:02d}{day:02d}",
        f"{year}-{month:02d}-{day:02d} 00:00:00",
        "N/A",
    )
    return shapes[number % 7 % 6]

"""What the draft of the yearly summary says: each number worked out in plain Python from the sample's rows.

The draft's slips are kept beside the facts: what was written, what kind of slip it is, and what is true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiedui.sample.office import Sample
from jiedui.sample.projects import PLAZA
from jiedui.sample.rows import LAST_DAY, Row, text_of
from jiedui.sample.tally import BUILT, PUBLIC, SETTLED, Tally, Wanted
from jiedui.sample.wording import (
    at_least,
    han_hundreds,
    over,
    percent,
    roughly,
    swapped,
    tenths,
    wan,
    yi,
)

THIS, LAST = LAST_DAY.year, LAST_DAY.year - 1


@dataclass(frozen=True)
class Slip:
    """A wrong, unsupported or masked statement: what is written, of which kind it is, what is true."""

    written: str
    kind: str
    truth: str
    verdict: str = "contradicted"


@dataclass(frozen=True)
class _Year:
    """The sample seen from one year; ``where`` narrows by column titles."""

    tally: Tally
    year: int

    def n(self, ledger: str, where: Mapping[str, Wanted] | None = None) -> int:
        """How many."""
        return self.tally.count(ledger, self.year, where)

    def sum(self, ledger: str, column: str, where: Mapping[str, Wanted] | None = None) -> Decimal:
        """How much."""
        return self.tally.total(ledger, column, self.year, where)


def statements(sample: Sample) -> dict[str, str | Slip]:
    """Every number of the draft by the name that its template calls it by."""
    this, last = _Year(Tally(sample.rows), THIS), _Year(Tally(sample.rows), LAST)
    return {
        **_leadership(this),
        **_money(this, last),
        **_industry(this, sample.rows["target"]),
        **_sales(this, last, sample.rows["target"]),
        **_labour(this),
        **_people(this),
        **_rest(this),
    }


def _target(targets: list[Row], indicator: str) -> Decimal:
    """The target of this year."""
    return next(Decimal(str(row["目标值"])) for row in targets if row["指标"] == indicator and row["年度"] == THIS)


def _leadership(this: _Year) -> dict[str, str | Slip]:
    """Meetings, exchanges, pairings."""
    heads, pairs = int(this.sum("exchange", "人次")), this.n("pairing")
    return {
        "joint": f"{this.n('meeting', {'类别': '联席会议'})}次",
        "standing": f"{this.n('meeting', {'类别': '党委常委会'})}次",
        "executive": f"{this.n('meeting', {'类别': '政府常务会'})}次",
        "exchanges": f"{this.n('exchange')}次",
        "heads": Slip(f"{swapped(heads)}人次", "数字颠倒", f"{heads}人次"),
        "eastern": f"{this.n('exchange', {'方向': '东访西'})}次",
        "pairs": Slip(f"{pairs + 1}对", "多计一个", f"{pairs}对"),
        "village_pairs": f"{this.n('pairing', {'类别': '村村'})}对",
        "firm_pairs": f"{this.n('pairing', {'类别': '村企'})}对",
    }


def _money(this: _Year, last: _Year) -> dict[str, str | Slip]:
    """Funds, projects, donations."""
    arrived: dict[str, Wanted] = {"环节": "到位", "资金来源": PUBLIC}
    public, before = this.sum("fund", "金额", arrived), last.sum("fund", "金额", arrived)
    paid = this.sum("fund", "金额", {"环节": "支付", "资金来源": PUBLIC})
    allotted = this.sum("fund", "金额", {"环节": "下达", "资金来源": PUBLIC})
    projects, built = this.n("project"), this.n("project", {"状态": BUILT})
    cash = {"形式": "资金"}
    return {
        "public": wan(public),
        "public_growth": percent(public / before - 1),
        "province": wan(this.sum("fund", "金额", {"环节": "到位", "资金来源": "省级财政援助"})),
        "pay_rate": percent(paid / allotted),
        "projects": f"{projects}个",
        "built": f"{built}个",
        "built_rate": percent(Decimal(built) / projects),
        "served": roughly(this.sum("project", "受益人数"), 1000, "人"),
        "gifts": Slip(wan(last.sum("donation", "金额", cash)), "误用上年数", wan(this.sum("donation", "金额", cash))),
        "goods": roughly(this.sum("donation", "金额", {"形式": "物资"}), 10, "万元"),
        "plaza": han_hundreds(this.sum("donation", "金额", {"项目": PLAZA})),
        "plaza_built": f"{'一' if this.sum('project', '建成数量', {'项目名称': PLAZA}) == 1 else '零'}处",
    }


def _industry(this: _Year, targets: list[Row]) -> dict[str, str | Slip]:
    """Firms that came, parks, workshops."""
    settled = this.n("lead", {"阶段": SETTLED})
    planned = int(_target(targets, "引导落地企业数"))
    parks = this.tally.count("park")
    return {
        "settled": Slip(f"{planned}家", "把目标当成完成", f"{settled}家"),
        "invested": yi(this.sum("lead", "到位投资")),
        "jobs": f"{this.sum('lead', '带动就业')}人",
        "jobs_lifted": f"{this.sum('lead', '其中脱贫人口')}人",
        "parks": f"{parks}个",
        "park_firms": f"{this.tally.total('park', '入驻企业')}家",
        "workshops": f"{this.n('workshop')}个",
        "workshop_jobs": roughly(this.sum("workshop", "吸纳就业"), 10, "人"),
    }


def _sales(this: _Year, last: _Year, targets: list[Row]) -> dict[str, str | Slip]:
    """Consumption: the whole, tea, live shops, two towns."""
    sales, before = this.sum("purchase", "金额"), last.sum("purchase", "金额")
    tea = this.sum("purchase", "金额", {"品类": "茶叶"})
    live = {"渠道": "电商直播"}
    times = this.sum("purchase", "金额", live) / last.sum("purchase", "金额", live)
    town, neighbour = (this.sum("purchase", "金额", {"西部地区": name}) for name in ("药坪镇", "云寨镇"))
    return {
        "sales": Slip(wan(sales).replace("万元", "亿元"), "万写成亿", wan(sales)),
        "sales_growth": percent(sales / before - 1),
        "sales_rate": percent(sales / _target(targets, "消费协作金额")),
        "tea": over(tea, 100, "万元"),
        "tea_share": tenths(tea / sales),
        "live": roughly(this.sum("purchase", "金额", live), 100, "万元"),
        "live_times": f"{times.quantize(Decimal('0.1'))}倍",
        "fungi_town": wan(this.sum("purchase", "金额", {"西部地区": "菌溪镇"})),
        "herb_town": Slip(wan(neighbour), "误用邻镇数", wan(town)),
    }


def _labour(this: _Year) -> dict[str, str | Slip]:
    """Work found, near and far."""
    workers, lifted = int(this.sum("labour", "转移就业人数")), int(this.sum("labour", "其中脱贫人口"))
    eastern = this.sum("labour", "转移就业人数", {"去向": "东部就业"})
    return {
        "workers": f"{workers}人",
        "lifted": Slip(f"{workers + lifted // 10}人", "部分大于整体", f"{lifted}人"),
        "eastern_workers": f"{eastern}人",
        "eastern_share": percent(eastern / workers),
        "wage": Slip("4860元", "台账无此项", "", "unsupported"),
    }


def _people(this: _Year) -> dict[str, str | Slip]:
    """Specialists, courses, the seconded and what they brought home."""
    heads = this.sum("training", "人次")
    return {
        "talents": f"{this.n('talent')}名",
        "doctors": f"{this.n('talent', {'领域': '医疗'})}名",
        "courses": f"{this.n('training')}期",
        "trained": Slip(f"{heads}人", "人次写成人", f"{heads}人次"),
        "posted": f"{this.n('posting')}名",
        "visits": f"{this.n('visit')}次",
        "lessons": f"{this.n('lesson')}条",
        "worked": f"{this.n('lesson', {'状态': '见效'})}条",
        "called_on": Slip("**家", "数字被隐去", "", "unverifiable"),
    }


def _rest(this: _Year) -> dict[str, str | Slip]:
    """Model villages, inspection, publicity."""
    found, fixed = this.sum("inspection", "发现问题"), this.sum("inspection", "整改完成")
    return {
        "villages": f"{this.n('model_village')}个",
        "inspections": f"{this.n('inspection')}次",
        "found": f"{found}个",
        "fixed": f"{fixed}个",
        "articles": at_least(Decimal(this.n("publicity")), 10, "篇"),
        "high_articles": f"{this.n('publicity', {'级别': ('中央', '省级')})}篇",
        "income": Slip("7.6%", "台账无此项", "", "unsupported"),
    }


def official(sample: Sample) -> str:
    """The official whose year of secondment the sample tells in full."""
    return next(
        text_of(row, "姓名")
        for row in sample.rows["posting"]
        if row["挂职地区"] == "白荡镇" and row["类别"] == "党政干部"
    )

"""One office's year for the tests of the checker, and a checker opened upon it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from figures.conftest import enter, write_regions
from jiedui.base.periods import parse_period
from jiedui.book import Book
from jiedui.reports.check.session import Checker, Report

#: How the tests write verdicts.
SIGNS = {"confirmed": "是", "contradicted": "非", "unsupported": "无", "unverifiable": "隐"}


def signs(report: Report) -> str:
    """The verdicts of a report's statements, one sign each: ``是是非``."""
    return "".join(SIGNS[claim.checked.verdict] for claim in report.claims)


OFFICE = """
单位
名称 类型 所在地
平利县人民政府 党政机关 平利县
横山桥镇人民政府 党政机关 横山桥镇
平利县启明电机配件有限公司 企业 平利县
平利县秦芽茶业有限公司 企业 平利县
平利县五座桥茶业有限公司 企业 平利县
常州芳茂电机有限公司 企业 常州经开区
平利县苏陕协作产业园 园区 平利县
五星村村民委员会 村（社区） 五星村

项目台账
项目名称 类别 西部地区 批复日期 总投资 协作资金 开工日期 竣工日期 状态 受益户数 受益人数 建成数量
八仙镇高山茶园提质项目 产业发展 八仙镇 2022-03-01 820万元 700万元 2022-04-01 2022-11-20 验收 236 748 —
老县镇便民文化广场项目 公共服务 老县镇 2022-04-10 128万元 100万元 2022-05-01 2022-09-15 验收 386 1325 1
县城标准厂房项目 产业发展 平利县 2022-05-06 2000万元 1200万元 2022-07-01 — 在建 0 0 —

资金台账
日期 项目 西部地区 资金来源 环节 金额
2021-05-10 — 平利县 省级财政援助 到位 1500万元
2022-03-10 — 平利县 省级财政援助 到位 1600万元
2022-04-10 — 平利县 区县财政援助 到位 400万元
2022-04-20 八仙镇高山茶园提质项目 八仙镇 省级财政援助 下达 700万元
2022-05-20 县城标准厂房项目 平利县 省级财政援助 下达 1200万元
2022-06-20 八仙镇高山茶园提质项目 八仙镇 省级财政援助 拨付 650万元
2022-09-20 县城标准厂房项目 平利县 省级财政援助 拨付 984万元
2022-10-20 八仙镇高山茶园提质项目 八仙镇 省级财政援助 支付 600万元

社会帮扶台账
日期 捐赠方 受赠方 西部地区 形式 金额 项目
2022-05-05 常州芳茂电机有限公司 老县镇 老县镇 资金 30万元 老县镇便民文化广场项目
2022-06-06 江苏恒桥机械有限公司 老县镇 老县镇 资金 78万元 老县镇便民文化广场项目
2022-07-07 横山桥镇商会 八仙镇中心小学 八仙镇 物资 12.5万元 —

消费协作台账
日期 产品 品类 西部地区 销售方 采购方 渠道 方式 数量 计量单位 金额
2021-04-10 女娲茶 茶叶 八仙镇 平利县秦芽茶业有限公司 常州经开区总工会 单位采购 采购 1000 公斤 50万元
2022-04-10 女娲茶 茶叶 八仙镇 平利县秦芽茶业有限公司 常州经开区总工会 单位采购 采购 1500 公斤 75.5万元
2022-05-12 富硒大米 粮油 老县镇 平利县仙湖米业 横山桥镇人民政府 展销中心 帮助销售 8000 公斤 24.5万元
2022-11-12 香菇 菌菇 老县镇 平利县巴山菌业 某某超市 商超 帮助销售 2000 公斤 20万元

劳务协作台账
日期 西部地区 去向 用工单位 转移就业人数 其中脱贫人口
2021-03-06 八仙镇 东部就业 江苏恒桥机械有限公司 50 20
2022-03-06 八仙镇 东部就业 江苏恒桥机械有限公司 85 41
2022-04-06 老县镇 省内就近 平利县启明电机配件有限公司 40 22
2022-05-06 老县镇 公益岗位 — 15 15

招商台账
企业 来源地 落地地区 线索日期 签约日期 开工日期 投产日期 阶段 协议投资 到位投资 带动就业 其中脱贫人口
平利县启明电机配件有限公司 常州经开区 平利县 2022-01-10 2022-02-15 2022-03-20 2022-06-18 投产 3600万元 1980万元 112 54
平利县秦芽茶业有限公司 横山桥镇 八仙镇 2022-03-10 2022-05-15 — — 签约 900万元 — — —

帮扶车间台账
名称 西部地区 认定日期 运营企业 吸纳就业 其中脱贫人口 状态
八仙镇制茶车间 八仙镇 2021-05-20 平利县秦芽茶业有限公司 36 19 运营
老县镇电子装配车间 老县镇 2022-03-18 平利县启明电机配件有限公司 48 21 运营
五星村毛绒玩具车间 五星村 2022-08-26 — 27 14 停产

互访台账
日期 方向 层级 西部地区 东部地区 人次
2022-03-02 东访西 县 平利县 常州经开区 18
2022-06-08 西访东 县 平利县 常州经开区 12
2022-09-09 东访西 镇 八仙镇 横山桥镇 14

共建园区台账
园区 西部地区 东部地区 共建日期 面积 入驻企业 当年投资
平利县苏陕协作产业园 平利县 常州经开区 2021-03-01 500 12 8600万元

结对台账
签订日期 类别 西部单位 东部单位 西部地区 东部地区 到期日期
2022-04-22 镇镇 八仙镇人民政府 横山桥镇人民政府 八仙镇 横山桥镇 2025-12-31
2022-05-18 村村 五星村 三官村 五星村 横山桥镇 2025-12-31
2022-06-18 村村 太平庙村 芳桥村 太平庙村 横山桥镇 2025-12-31

人才交流台账
日期 姓名 领域 方向 西部地区 天数
2022-03-22 王辉然 农业 东派西 八仙镇 60
2022-04-12 蒋明雪 医疗 东派西 平利县 90
2022-05-12 周建平 教育 东派西 平利县 90
2022-06-12 何永安 医疗 西派东 平利县 30

培训台账
日期 名称 对象 西部地区 人次
2022-05-11 干部能力提升班 党政干部 平利县 46
2022-06-22 茶叶加工技术班 致富带头人 八仙镇 62

挂职台账
姓名 类别 派出单位 挂职单位 挂职地区 方向 挂职职务 开始日期 结束日期
李明远 党政干部 八仙镇人民政府 横山桥镇人民政府 横山桥镇 西派东 党委委员 2021-10-08 2022-10-14

督查台账
日期 类别 对象 督查人 发现问题 整改完成
2022-06-05 项目进度 高山茶园项目 陈立新 10 9
2022-09-05 资金使用 协作资金 陈立新 6 5

宣传台账
日期 标题 媒体 级别 西部地区
2022-04-23 携手启新程 县融媒 县级 平利县
2022-08-20 山海情深 陕西日报 省级 平利县

目标任务
指标 地区 年度 目标值 单位
财政援助资金 平利县 2022 1900 万元
消费协作金额 平利县 2022 100 万元
转移就业人数 平利县 2022 200 人
"""


@pytest.fixture(scope="session")
def office_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the office's book."""
    place = tmp_path_factory.mktemp("checked") / "book"
    with Book.create(place, actor="何静") as book:
        write_regions(book)
        enter(book, OFFICE)
    return place


@pytest.fixture(scope="session")
def checker(office_place: Path) -> Iterator[Checker]:
    """A checker on the office's book."""
    with Book.open(office_place) as book:
        found = Checker(book)
        yield found
        found.close()


@pytest.fixture(scope="session")
def check(checker: Checker) -> Callable[..., Report]:
    """Check a text as the county's report of 2022: ``check("全年两地互访3次。")``."""

    def checked(
        text: str, period: str = "2022", region: str = "平利县", day: date | None = date(2022, 12, 30)
    ) -> Report:
        return checker.check("总结.txt", text, period=parse_period(period), region=region, clock=day)

    return checked

"""A draft of the yearly summary, as a clerk wrote it in a hurry: most of it true, some of it not.

The text is a template filled with numbers from :mod:`jiedui.sample.facts`; the draft knows where every statement
stands, and of every slip what is true, so that a checker can be tried on it.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.oxml.ns import qn

from jiedui.sample.facts import THIS, Slip, official, statements
from jiedui.sample.office import Sample

_TEMPLATE = """岚溪县{year}年东西部协作工作总结

{year}年，岚溪县与澄湖区认真落实新一轮东西部协作部署，坚持以产业协作为重点、以项目资金为抓手、以人才交流为纽带，推动两地协作走深走实。现将有关情况总结如下。

一、加强组织领导，协作机制更加顺畅
两地党委、政府把协作工作摆在重要位置，召开联席会议{joint}，县委常委会专题研究{standing}、县政府常务会专题研究{executive}。全年两地各层级互访{exchanges}、{heads}，其中澄湖区来访{eastern}。两地全年新增结对{pairs}，其中村村结对{village_pairs}、村企结对{firm_pairs}，结对关系由县镇向村组、由机关向企业延伸。县协作办坚持月调度、季通报，把年度协议逐项分解到部门和镇村，做到事事有人抓、件件有着落。

二、管好项目资金，帮扶实效更加明显
严格执行项目库管理、公示公告和会签拨付制度，确保每一分钱都用在刀刃上。全年东部各级财政援助资金到位{public}，比上年增长{public_growth}，其中省级财政援助资金{province}。全年财政援助资金支付率达到{pay_rate}。全年安排协作项目{projects}，目前已完工{built}，完工率{built_rate}，项目受益群众{served}。社会力量踊跃参与，全年收到社会捐赠资金{gifts}，捐赠物资折款{goods}。在白荡镇企业和商会支持下，筹集{plaza}资金，在安澜社区建成便民文化广场{plaza_built}，搬迁群众有了休闲健身的好去处。

三、深化产业协作，发展动能更加强劲
坚持“请进来”与“走出去”相结合，瞄准茶饮、中药、电子等产业开展招商。全年引导东部企业落地{settled}，企业到位投资{invested}，带动就业{jobs}，其中脱贫人口{jobs_lifted}。截至年底，两地共建产业园区{parks}，入驻企业{park_firms}，标准厂房、烘干中心等配套设施陆续建成投用。全年新认定帮扶车间{workshops}，吸纳就业{workshop_jobs}，搬迁群众在家门口就能挣钱顾家。

四、拓宽销售渠道，消费协作更有活力
统筹机关食堂、工会福利、商超专柜、直播基地等渠道，让山货走进东部市民的餐桌。全年消费协作金额{sales}，同比增长{sales_growth}，完成年度目标任务的{sales_rate}。其中茶叶销售{tea}，占全部销售额{tea_share}；电商直播销售{live}，是上年的{live_times}。分镇看，菌溪镇销售{fungi_town}，药坪镇销售{herb_town}，“一镇一品”初见成效。

五、抓实劳务协作，稳岗就业更有保障
开展点对点输送和跟踪服务，在东部设立劳务联络站，及时协调工资、住宿等问题。全年帮助农村劳动力转移就业{workers}，其中脱贫人口{lifted}；东部就业{eastern_workers}，占转移就业总数的{eastern_share}。务工人员人均月工资{wage}，稳岗态势总体良好。

六、加强人才支援，智力帮扶更加精准
坚持需求导向、精准选派，推动优质资源向基层延伸。全年互派专业技术人才{talents}，其中医疗人才{doctors}；举办各类培训班{courses}，培训{trained}。全年选派挂职干部{posted}，双岔河镇赴白荡镇挂职干部{official}等同志立足岗位、勤学善思，把所见所闻变成家乡的所思所为。挂职干部全年开展调研{visits}，走访东部企业{called_on}，形成经验借鉴{lessons}，其中已见效{worked}。

七、强化监督宣传，工作氛围更加浓厚
全年新增乡村振兴示范村{villages}。全年开展各类督查{inspections}，发现问题{found}，整改完成{fixed}，未完成的已明确责任人和时限。各级媒体刊发协作宣传稿件{articles}，其中省级以上媒体刊发{high_articles}。全县农村居民人均可支配收入增长{income}，群众的获得感不断提升。

总的看，一年来的工作取得了新成绩，但也存在产业链条不长、品牌影响不大、个别项目推进不快等不足。下一步，我们将紧盯短板、务求实效，推动两地协作再上新台阶。

岚溪县东西部协作办公室
{next_year}年1月8日
"""
#: What is filled in but states no quantity.
_PLAIN = {"year", "next_year", "official"}


@dataclass(frozen=True)
class Stated:
    """One statement of the draft: from where to where, what it says, and its slip when it has one."""

    start: int
    end: int
    text: str
    slip: Slip | None = None


@dataclass(frozen=True)
class Draft:
    """The text, and every statement of quantity in it in order."""

    text: str
    stated: tuple[Stated, ...]

    @property
    def planted(self) -> tuple[Stated, ...]:
        """The statements that are wrong, unsupported or masked."""
        return tuple(one for one in self.stated if one.slip)

    @property
    def true(self) -> tuple[Stated, ...]:
        """The statements that the sample's rows bear out."""
        return tuple(one for one in self.stated if not one.slip)


def draft(sample: Sample) -> Draft:
    """The draft of the sample's second year."""
    said = statements(sample)
    plain = {"year": str(THIS), "next_year": str(THIS + 1), "official": official(sample)}
    text, stated = "", []
    for words, name, _, _ in string.Formatter().parse(_TEMPLATE):
        text += words
        if name in _PLAIN:
            text += plain[name]
        elif name:
            what = said[name]
            slip = what if isinstance(what, Slip) else None
            written = what.written if isinstance(what, Slip) else what
            stated.append(Stated(len(text), len(text) + len(written), written, slip))
            text += written
    return Draft(text, tuple(stated))


def write_draft_docx(sample: Sample, path: Path) -> Draft:
    """Write the draft as a Word document, one paragraph a line, and return it."""
    made = draft(sample)
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")
    for line in made.text.rstrip("\n").split("\n"):
        document.add_paragraph(line)
    document.save(str(path))
    return made

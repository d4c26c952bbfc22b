"""The tables of the contract with offices: what they may hand in, ledger by ledger, and what is counted of it.

A line is a column: its title, its name (``*`` when it must be filled), its type, and what goes with the type: the unit
of a number, the choices of a choice, the ledger that a reference leads to. The first line of a table is the ledger:
title, name, what one row counts as, the column by which a row counts to a period.
"""

REGISTERS = """
行政区划 region 个 -
代码 code* text
名称 name* text
上级 parent ref region
层级 level* choice 省/市/县/镇/村/园区
协作方 side choice 东部/西部
别名 aliases list

单位 organisation 家 -
名称 name* text
类型 kind* choice 党政机关/事业单位/村（社区）/企业/社会组织/学校/医院/园区
所在地 region* ref region
统一社会信用代码 uscc text
别名 aliases list

人员 person 人 -
姓名 name* text
单位 organisation text
职务 post text
手机 phone text
"""

LEDGERS = """
挂职台账 posting 人 start
姓名 person* text
类别 kind* choice 党政干部/专业技术人才
派出单位 from_org* text
挂职单位 to_org* text
挂职地区 to_region* ref region
方向 direction* choice 东派西/西派东
挂职职务 role* text
协管工作 duties list
开始日期 start* date
结束日期 end date

学习台账 study 次 date
日期 date* date
形式 kind* choice 理论中心组学习/专题讲座/学习报告会/培训会/三会一课/研讨会/政策研读
主题 topic* text
主办单位 organiser text
参加人 person* text
学时 hours number 小时

履职台账 duty 项 date
日期 date* date
类别 kind* choice 经济发展/园区更新/乡村振兴/生态农村/疫情防控/社会治理/其他
事项 subject* text
承担人 person* text
地点 place text
角色 role choice 牵头/参与/督查
成效 result text

调研台账 visit 次 date
日期 date* date
调研对象 host* ref organisation
对象类型 kind* choice 社区/村/企业/园区/机关
所在地 region* ref region
调研人 person* text
主题 theme* text
发现的做法 practice text

经验借鉴台账 lesson 条 date
日期 date* date
来源调研 visit ref visit
做法 practice* text
建议 proposal* text
采纳地区 adopter ref region
状态 status* choice 提出/采纳/实施/见效/未采纳
成效 result text
责任单位 owner text
办结时限 due date

互访台账 exchange 次 date
日期 date* date
方向 direction* choice 东访西/西访东
层级 level* choice 省/市/县/镇/村/部门
西部地区 west* ref region
东部地区 east* ref region
带队人 leader text
人次 heads* integer 人次
议题 topic text
成果 outcome text

结对台账 pairing 对 signed_on
签订日期 signed_on* date
类别 kind* choice 县县/镇镇/村村/村企/社会组织/学校/医院/部门
西部单位 west_party* text
东部单位 east_party* text
西部地区 west* ref region
东部地区 east* ref region
到期日期 valid_until date
协议名称 title text

项目台账 project 个 approved_on
项目名称 name* text
类别 kind* choice 产业发展/乡村建设/公共服务/劳务协作/消费协作/人才支援/易地搬迁后扶/其他
西部地区 west* ref region
东部地区 east ref region
建设地点 place text
批复日期 approved_on* date
总投资 budget money 万元
协作资金 east_fund money 万元
开工日期 started_on date
竣工日期 finished_on date
验收日期 accepted_on date
状态 status* choice 未开工/在建/完工/验收/移交
形象进度 progress number %
资产类型 asset choice 经营性/公益性/到户
受益户数 households integer 户
受益人数 people integer 人
实施单位 owner text
建成数量 built integer 处

资金台账 fund 笔 date
日期 date* date
项目 project ref project
西部地区 west* ref region
资金来源 source* choice 省级财政援助/市级财政援助/区县财政援助/镇村帮扶/社会捐赠/企业投入/其他财政
环节 stage* choice 到位/下达/拨付/支付
金额 amount* money 万元
凭证号 voucher text

社会帮扶台账 donation 笔 date
日期 date* date
捐赠方 donor* text
受赠方 recipient* text
西部地区 west* ref region
形式 kind* choice 资金/物资
金额 amount* money 万元
用途 purpose text
项目 project text

消费协作台账 purchase 笔 date
日期 date* date
产品 product* text
品类 category* choice 茶叶/中药材/粮油/果蔬/畜禽/菌菇/手工/其他
西部地区 west* ref region
销售方 seller* text
采购方 buyer* text
渠道 channel* choice 展销中心/单位采购/企业采购/商超/电商直播/832平台/其他
方式 mode* choice 采购/帮助销售
数量 quantity number
计量单位 uom text
金额 amount* money 万元

劳务协作台账 labour 批 date
日期 date* date
西部地区 west* ref region
去向 destination* choice 东部就业/省外其他/省内就近/公益岗位
用工单位 employer text
转移就业人数 workers* integer 人
其中脱贫人口 lifted integer 人
稳岗月数 months integer 月

人才交流台账 talent 人 date
日期 date* date
姓名 person* text
领域 field* choice 教育/医疗/农业/科技/文旅/其他
方向 direction* choice 东派西/西派东
西部地区 west* ref region
天数 days integer 天
成果 result text

培训台账 training 期 date
日期 date* date
名称 title* text
对象 audience* choice 党政干部/专技人才/致富带头人/务工人员/其他
西部地区 west* ref region
人次 heads* integer 人次
天数 days integer 天
地点 place text

招商台账 lead 家 found_on
企业 firm* ref organisation
行业代码 industry text
来源地 from_region* ref region
落地地区 to_region* ref region
线索日期 found_on* date
签约日期 signed_on date
开工日期 started_on date
投产日期 opened_on date
阶段 stage* choice 线索/洽谈/签约/开工/投产/终止
协议投资 planned money 万元
到位投资 paid_in money 万元
带动就业 jobs integer 人
其中脱贫人口 lifted integer 人
园区 park ref organisation

共建园区台账 park 个 since
园区 park* ref organisation
西部地区 west* ref region
东部地区 east* ref region
共建日期 since* date
面积 area number 亩
入驻企业 firms integer 家
当年投资 invested money 万元

帮扶车间台账 workshop 个 since
名称 name* text
西部地区 west* ref region
认定日期 since* date
运营企业 firm text
吸纳就业 workers integer 人
其中脱贫人口 lifted integer 人
状态 status* choice 运营/停产/退出

会议台账 meeting 次 date
日期 date* date
类别 kind* choice 联席会议/党委常委会/政府常务会/领导小组会/专题会
西部地区 west* ref region
东部地区 east ref region
议题 topic* text
议定事项 decisions integer 项
参会人次 heads integer 人次

示范村台账 model_village 个 since
村 village* ref region
西部地区 west* ref region
确定日期 since* date
投入 invested money 万元
状态 status* choice 创建中/已验收

宣传台账 publicity 篇 date
日期 date* date
标题 title* text
媒体 media* text
级别 level* choice 中央/省级/市级/县级
西部地区 west* ref region

督查台账 inspection 次 date
日期 date* date
类别 kind* choice 疫情防控/安全生产/项目进度/资金使用/环境保护/其他
对象 subject* text
督查人 person* text
发现问题 found integer 个
整改完成 fixed integer 个

目标任务 target 项 year
指标 indicator* text
地区 region* ref region
年度 year* integer
目标值 value* number
单位 unit* text
"""

RULES = {
    "project": {"协作资金不得超过总投资"},
    "labour": {"其中脱贫人口不得超过转移就业人数"},
    "lead": {"其中脱贫人口不得超过带动就业"},
    "workshop": {"其中脱贫人口不得超过吸纳就业"},
    "inspection": {"整改完成不得超过发现问题"},
    "hamlet": {"同意户数不得超过户数"},
    "block": {"规划容积率必须大于 0", "规划地块数必须大于 0"},
    "fund": {"一个项目的支付合计不得超过拨付合计", "一个项目的拨付合计不得超过下达合计"},
}

#: The indicators: title, ledger, measure, narrowings, and after ``by`` the columns by which offices break it down.
INDICATORS = """
财政援助资金 fund sum(amount) stage=到位 source=省级财政援助/市级财政援助/区县财政援助
资金到位 fund sum(amount) stage=到位
资金下达 fund sum(amount) stage=下达
资金拨付 fund sum(amount) stage=拨付
资金支付 fund sum(amount) stage=支付
社会捐赠资金 donation sum(amount) kind=资金
物资折款 donation sum(amount) kind=物资
新增结对 pairing count by kind
新增县县结对 pairing count kind=县县
新增镇镇结对 pairing count kind=镇镇
新增村村结对 pairing count kind=村村
新增村企结对 pairing count kind=村企
新增社会组织结对 pairing count kind=社会组织
新增学校结对 pairing count kind=学校
新增医院结对 pairing count kind=医院
新增部门结对 pairing count kind=部门
协作项目数 project count
完工项目数 project count status=完工/验收/移交
总投资 project sum(budget)
受益户数 project sum(households)
受益人数 project sum(people)
建成数量 project sum(built) status=完工/验收/移交 by name
互访次数 exchange count by direction level
互访人次 exchange sum(heads) by direction level
消费协作金额 purchase sum(amount) by category channel
采购金额 purchase sum(amount) mode=采购 by category channel
帮助销售金额 purchase sum(amount) mode=帮助销售 by category channel
转移就业人数 labour sum(workers)
转移就业脱贫人口 labour sum(lifted)
东部就业人数 labour sum(workers) destination=东部就业
引导落地企业数 lead distinct(firm) stage=开工/投产
签约企业数 lead distinct(firm) stage=签约/开工/投产
协议投资 lead sum(planned) stage=签约/开工/投产
到位投资 lead sum(paid_in) stage=开工/投产
带动就业 lead sum(jobs) stage=开工/投产
共建园区数 park distinct(park)
入驻企业 park sum(firms)
帮扶车间数 workshop count status=运营/停产
车间吸纳就业 workshop sum(workers) status=运营/停产
选派挂职干部 posting count by kind direction
专技人才人数 talent count
专技人才天数 talent sum(days)
培训期数 training count by audience
培训人次 training sum(heads) by audience
学习次数 study count by kind person
学时 study sum(hours) by kind person
调研次数 visit count by kind
调研单位数 visit distinct(host) by kind
重点工作数 duty count
督查次数 inspection count
发现问题 inspection sum(found)
整改完成 inspection sum(fixed)
经验条数 lesson count
经验采纳数 lesson count status=采纳/实施/见效
经验见效数 lesson count status=见效
会议次数 meeting count by kind
示范村数 model_village count
宣传篇数 publicity count by level
"""

#: Ratios: title, what is divided, by what.
RATIOS = {
    "县均财政援助资金": ("财政援助资金", "受援县数"),
    "拨付率": ("财政援助资金拨付", "财政援助资金下达"),
    "支付率": ("财政援助资金支付", "财政援助资金下达"),
    "完工率": ("完工项目数", "协作项目数"),
    "整改率": ("整改完成", "发现问题"),
}

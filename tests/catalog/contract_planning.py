"""The tables of the planning registers in the contract with offices; how they are written stands in ``contract``."""

PLANNING = """
企业台账 enterprise 家 year
企业 firm* ref organisation
年度 year* integer
行业代码 industry text
地块 parcel ref parcel
用地面积 land* number 亩
建筑面积 floor number 平方米
税收 tax money 万元
营业收入 sales money 万元
工业增加值 value_added money 万元
综合能耗 energy number 吨标准煤
主要污染物 pollutants number 当量
研发投入 rnd money 万元
职工人数 staff integer 人
用电量 power number 万千瓦时
规模 scale choice 规上/规下
投产年份 opened integer
加减分 bonus number
一票否决 veto list
散乱污 scattered choice 是/否
处置方式 disposal choice 关停取缔/整合搬迁/升级改造
处置进展 cleared list
销号日期 struck_off date
评价等级 grade text
意向厂房面积 need number 平方米

地块台账 parcel 宗 -
地块编号 code* text
所在地 region* ref region
面积 area* number 亩
用途 use* choice 工业/宅基地/耕地/永久基本农田/生态红线/道路/公共服务/空闲
更新片区 block text
容积率 plot_ratio number
边界 geometry text

更新片区台账 block 个 -
名称 name* text
所在地 region* ref region
规划容积率 plot_ratio* number
规划地块数 slots* integer 块
主导产业 themes list
整理费用 clearing money 万元
最早腾空年 earliest integer
边界 geometry text

自然村台账 hamlet 个 -
名称 name* text
所在地 region* ref region
户数 households* integer 户
人口 people integer 人
宅基地面积 homestead* number 亩
同意户数 consenting integer 户
位置 geometry text
旧房面积 floor number 平方米
预计同意年份 consent_year integer
最迟搬迁年份 must_by integer
更新片区 block ref block

农户台账 household 户 -
户编号 code* text
户主 head text
自然村 hamlet* ref hamlet
人口 people* integer 人
现有住房面积 floor number 平方米
是否同意 consents choice 是/否
优先类别 priority choice 无/高龄/残疾/烈军属/特困
选房意向 wishes list
联户编号 group text
旧房确权面积 certified number 平方米
签约轮次 round integer
应安置面积 entitled number 平方米
应安置套数 homes integer 套

集聚区台账 site 个 -
名称 name* text
所在地 region* ref region
可建户数 capacity* integer 户
占地面积 area* number 亩
固定成本 setup_cost money 万元
每户成本 unit_cost money 万元
配套 services list
最早可用年 available_from integer
位置 geometry text
分期户数 stages list
更新片区 block ref block
占用地块数 block_slots integer 块

房源台账 dwelling 套 -
房号 code* text
集聚区 site* ref site
户型 kind* text
面积 floor* number 平方米
楼层 storey text
排号 row text
位次 place integer
预留 reserve text
楼层差价 adjust number 元/平方米

分房异议台账 objection 条 date
农户 household* ref household
提出日期 date* date
提出人 by text
异议内容 about* text
处理结果 decision choice 成立/不成立
处理依据 grounds text
处理日期 decided_on date

分房台账 allotment 次 frozen_on
名称 name* text
集聚区 site* ref site
冻结日期 frozen_on* date
参加户数 households integer 户
房源套数 dwellings integer 套
名册根 root text
规则摘要 rules_hash text
状态 status* choice 冻结/已抽签/已结算
抽签日期 drawn_on date
公共随机数 beacon text
种子 seed text
记录摘要 transcript_hash text

承接资源台账 resource 项 year
地区 region* ref region
年度 year* integer
要素 factor* choice 劳动力/工业用地/标准厂房/能耗指标/原料/物流/配套企业
细类 detail text
数量 quantity* number
单位 unit* text
价格 price number 元/单位
"""

#: The rules of rows and of sums, by ledger: how many, and the words that the user is told.

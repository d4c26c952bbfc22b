/** All that the page says, in Chinese and in English; {names} are filled with what a finding holds. */

const WORDS = {
  title: ["分房抽签核验", "Verifying an allotment of homes"],
  lead: [
    "在您自己的电脑上，把整场抽签从头重算一遍。本页不联网，文件不会离开这台电脑。",
    "Reckons the whole draw again on your own computer. This page makes no connection; no file leaves the computer.",
  ],
  choose: ["一、选择公布的文件", "1. Choose the published files"],
  drop: ["把公布的文件一起拖到这里，或点此选择", "Drop the published files here, or choose them"],
  notice: ["对照张贴的公告（可不填）", "Compare with the printed notice (optional)"],
  noticeRoot: ["公告上的名册根值", "Root of the roster on the notice"],
  noticeRules: ["公告上的规则摘要", "Hash of the rules on the notice"],
  noticeFault: ["应为 64 位十六进制数字", "64 hexadecimal digits are needed"],
  run: ["开始核验", "Verify"],
  steps: ["二、逐步核验", "2. Step by step"],
  mine: ["三、查我家", "3. Look up a household"],
  code: ["户编号", "Number of the household"],
  look: ["查询", "Look up"],
  nobody: ["名册里没有这个户编号", "The roster has no household of this number"],
  waiting: ["选好文件后自动开始。", "Starts when the files are chosen."],
  working: ["正在核验……", "Verifying …"],
  agrees: ["全部相符：名册、种子、顺序号、选房、结算都由公布的文件得出。", "Everything agrees: roster, seed, order, homes and settlement follow from the published files."],
  differs: ["有 {count} 处不符，请看下面逐条说明。", "Things that do not agree: {count}. Each is told below."],
  partly: ["到目前公布的文件全部相符；还没有公布的，公布后再来核验。", "All that has been published so far agrees; come again when the rest is published."],
  ok: ["相符", "agrees"],
  bad: ["{count} 处不符", "faults: {count}"],
  skipped: ["无法核验", "cannot be verified"],
  later: ["尚未公布", "not yet published"],
  more: ["……另有 {count} 条同类", "… {count} more of this kind"],
  hashes: ["本次算出的摘要，请与公告、结果单上的逐字对照", "Hashes as reckoned here, to be compared with the notices"],
  hashRoot: ["名册根值", "Root of the roster"],
  hashRules: ["规则摘要", "Hash of the rules"],
  hashCommitments: ["承诺文件摘要", "Hash of the commitments"],
  hashReveals: ["揭示文件摘要", "Hash of the reveals"],
  hashSeed: ["种子", "Seed"],
  hashTranscript: ["抽签记录摘要", "Hash of the transcript"],
  ignored: ["未识别的文件：{names}", "Files that were not recognised: {names}"],
  proof: ["名册证明", "Proof in the roster"],
  proofHolds: ["本户资料在冻结的名册里，一字未改（第 {number} 条）。", "This household stands in the frozen roster unchanged (entry {number})."],
  proofFails: ["本户资料与冻结的名册不一致！", "This household is not as the roster was frozen!"],
  proofPath: ["证明路径（从本户逐层合并到根值，共 {count} 步）", "The way to the root ({count} steps)"],
  left: ["左", "left"],
  right: ["右", "right"],
  leaf: ["本户", "own leaf"],
  root: ["根值", "root"],
  number: ["顺序号", "Number in the order"],
  call: ["叫号", "Called as"],
  home: ["选得房屋", "Home"],
  homeless: ["本次未选得房屋", "No home in this draw"],
  uncalled: ["未到场，过号作废", "absent, the turn was lost"],
  wish: ["满足第 {wish} 意向", "wish {wish} met"],
  beyond: ["意向以外调剂", "beyond the wishes"],
  same: ["与重算结果一致", "as reckoned here"],
  notSame: ["与重算结果不一致，应为 {expected}", "not as reckoned here: {expected}"],
  settlement: ["结算（元）", "Settlement (yuan)"],
  storey: ["{storey} 层", "storey {storey}"],
  squareMetres: ["{area} 平方米", "{area} m²"],
  toPay: ["应补差价", "to be paid by the household"],
  toGet: ["应退", "to be paid to the household"],
  footer: ["核验方法见《分房抽签协议》jiedui/allot/1。本程序与抽签程序没有一行相同的代码。", "By the protocol jiedui/allot/1. This program and the one that drew have no line in common."],
  notRead: ["未选", "not chosen"],
};

const FILE_WORDS = {
  roster: ["名册", "roster"],
  rules: ["规则", "rules"],
  freeze: ["冻结公告", "freeze"],
  commitments: ["见证承诺", "commitments"],
  reveals: ["见证揭示", "reveals"],
  transcript: ["抽签记录", "transcript"],
  settlement: ["结算", "settlement"],
};

const STEP_WORDS = {
  files: ["文件完整、格式正确、属于同一场抽签", "The files are whole, in form and of one draw"],
  roster: ["名册与冻结时一致", "The roster is as it was frozen"],
  rules: ["规则与冻结时一致", "The rules are as they were frozen"],
  commitments: ["见证人按时承诺，人数足够", "Witnesses committed in time, enough of them"],
  reveals: ["揭示的数与承诺相符", "What was revealed is what was committed to"],
  seed: ["种子由名册、规则、承诺、揭示和公共随机数算出", "The seed is made of roster, rules, commitments, reveals and beacon"],
  order: ["顺序号、叫号、房号签由种子得出", "Order, calls and lots are the seed's"],
  choice: ["每户所得房屋符合规则", "Everyone has the home that the rules give"],
  settlement: ["每户结算与价格、面积相符", "Every settlement follows from prices and areas"],
};

const LINE_WORDS = {
  floor: ["建筑面积", "floor area"],
  homes: ["房号", "homes"],
  household: ["户编号", "household"],
  entitled: ["应安置面积房款", "entitled area"],
  over: ["超面积房款", "area above"],
  market: ["市场价房款", "at the market's price"],
  adjust: ["楼层差价", "storey adjustment"],
  short: ["不足面积补偿", "area short"],
  compensation: ["旧房补偿", "old house"],
  bonus: ["按期签约奖", "signing bonus"],
  transition: ["过渡费", "transition"],
  moving: ["搬家费", "moving"],
  pays: ["应付合计", "household pays"],
  receives: ["应得合计", "household receives"],
  difference: ["差额（应付减应得）", "difference"],
};

const FAULT_WORDS = {
  missing: ["没有这个文件", "the file is missing"],
  encoding: ["不是 UTF-8 文本", "it is no UTF-8 text"],
  json: ["第 {path} 个字符处不是 JSON", "no JSON at character {path}"],
  deep: ["第 {path} 个字符处层次过深", "too deep at character {path}"],
  twice: ["第 {path} 个字符处有重复的字段", "a key stands twice at character {path}"],
  half: ["第 {path} 个字符处有残缺的字符", "half a character at {path}"],
  number: ["第 {path} 个字符处不是允许范围内的整数", "no whole number in range at character {path}"],
  text: ["{path} 应为文本", "{path} must be a text"],
  boolean: ["{path} 应为 true 或 false", "{path} must be true or false"],
  integer: ["{path} 应为 {least} 至 {most} 的整数", "{path} must be a whole number from {least} to {most}"],
  hash: ["{path} 应为 64 位小写十六进制数字", "{path} must be 64 lower-case hexadecimal digits"],
  time: ["{path} 应为 UTC 时间", "{path} must be a time in UTC"],
  word: ["{path} 应为：{words}", "{path} must be one of: {words}"],
  list: ["{path} 应为列表", "{path} must be a list"],
  record: ["{path} 应为一条记录", "{path} must be a record"],
  unknown: ["{path} 是多余的字段", "{path} is a field too many"],
  absent: ["缺字段 {path}", "the field {path} is missing"],
  sorted: ["{path} 未按编号排列，或编号重复", "{path} is not in the order of the codes, or stands twice"],
};

const FINDING_WORDS = {
  "allot-file": ["{reason}", "{reason}"],
  "allot-other-draw": ["属于另一场抽签：写的是“{who}”，应为“{expected}”", "belongs to another draw: it says “{who}”, not “{expected}”"],
  "allot-other-notice": ["与您填的公告不一样：公告 {expected}，文件 {found}", "is not that of your notice: the notice has {expected}, the file {found}"],
  "allot-roster-changed": ["名册被改过：{who} 的资料与冻结时不一样", "the roster was changed: {who} is not as it was frozen"],
  "allot-roster-dropped": ["名册被删过：冻结时的第 {number} 条不见了", "the roster was cut: frozen entry {number} is gone"],
  "allot-roster-added": ["名册被加过：{who} 冻结时没有", "the roster was added to: {who} was not frozen"],
  "allot-root": ["名册根值不对：应为 {expected}，写的是 {found}", "the root is {expected}, not {found}"],
  "allot-rules-changed": ["规则被改过：冻结时的摘要是 {expected}，现在是 {found}", "the rules were changed: their hash was {expected} when frozen and is {found}"],
  "allot-times": ["承诺截止、公共随机数、揭示截止的先后不对", "the times of commitments, beacon and reveals are not in their order"],
  "allot-commitments-changed": ["承诺文件被改过：摘要应为 {expected}，写的是 {found}", "the commitments were changed: their hash is {expected}, not {found}"],
  "allot-reveals-changed": ["揭示文件被改过：摘要应为 {expected}，写的是 {found}", "the reveals were changed: their hash is {expected}, not {found}"],
  "allot-no-witness": ["“{who}”不是见证人、没有承诺、重复或顺序不对", "“{who}” is no witness, has not committed, stands twice or out of order"],
  "allot-quorum": ["承诺的见证人只有 {found} 位，至少要 {expected} 位", "{found} witnesses committed, {expected} are needed"],
  "allot-late": ["“{who}”的时间 {found} 不在规定时限内", "the time of “{who}”, {found}, is outside what is allowed"],
  "allot-reveal": ["“{who}”揭示的数与事先的承诺不符", "what “{who}” revealed is not what was committed to"],
  "allot-missing": ["未揭示的见证人名单不对（第 {number} 位应为 {expected}）", "the list of witnesses who did not reveal is wrong (number {number} is {expected})"],
  "allot-beacon": ["公共随机数“{who}”不是公告的形式（{expected}）", "the beacon “{who}” has none of the announced shapes ({expected})"],
  "allot-seed": ["种子不对：应为 {expected}，写的是 {found}", "the seed is {expected}, not {found}"],
  "allot-seed-reused": ["种子是以前抽签“{who}”用过的", "the seed was used before, in “{who}”"],
  "allot-order": ["顺序号不是种子抽出的：第 {number} 号应为 {expected}，写的是 {who}", "the order is not the seed's: number {number} is {expected}, not {who}"],
  "allot-calls": ["叫号不符：第 {number} 位应为 {expected}，写的是 {who}", "the calls do not follow: number {number} is {expected}, not {who}"],
  "allot-lots": ["房号签不是种子抽出的：{who}", "the lots are not the seed's: {who}"],
  "allot-household-lost": ["漏了或重复了一户：{who}", "a household is missing or stands twice: {who}"],
  "allot-home-twice": ["一套房给了两户：{who}（{household}）", "a home is given twice: {who} ({household})"],
  "allot-home-unknown": ["房源里没有 {who}（给了 {household}）", "there is no home {who} (given to {household})"],
  "allot-not-eligible": ["{who} 的人口不符合 {home} 的户型", "{who} has not the people for the kind of {home}"],
  "allot-swapped": ["{who} 与 {other} 的房屋被对调（应为 {home} 与 {others}）", "{who} and {other} have each other's home (theirs are {home} and {others})"],
  "allot-home-wrong": ["{who} 的房屋应为 {expected}，写的是 {found}", "the home of {who} is {expected}, not {found}"],
  "allot-wish": ["选房结果第 {number} 行（{who}）的次序或意向不对（应为 {expected}）", "line {number} of the homes ({who}) is out of order or names another wish (it is {expected})"],
  "allot-unallotted": ["未选得房屋的名单不对：第 {number} 位应为 {expected}", "the list of those without a home is wrong: number {number} is {expected}"],
  "allot-left": ["剩余房源名单不对：第 {number} 位应为 {expected}", "the list of homes left is wrong: number {number} is {expected}"],
  "allot-transcript-changed": ["结算依据的是另一份抽签记录：摘要应为 {expected}，写的是 {found}", "the settlement was made of another transcript: the hash is {expected}, not {found}"],
  "allot-settlement": ["{who} 的结算不对：{detail}", "the settlement of {who} is wrong: {detail}"],
};

const SETTLEMENT_TURN = ["第 {number} 位应为 {expected}", "number {number} is {expected}"];
const SETTLEMENT_LINE = ["{line}应为 {expected}，写的是 {found}", "{line} is {expected}, not {found}"];
const LIST_MARKS = [["、", "；"], [", ", "; "]];
const FINDING = ["{title}（{file}.json）：{words}", "{title} ({file}.json): {words}"];

let language = 0;

/** One wording in the language of the page, filled. */
function said(pair, details = {}) {
  return pair[language].replace(/\{(\w+)\}/g, (whole, name) => (details[name] === undefined ? whole : String(details[name])));
}

/** A hash by its first digits: all of them stand among the hashes. */
function shortened(value) {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 16)}…` : value;
}

/** Hundredths as a decimal number with two places. */
function decimal(hundredths) {
  const size = hundredths < 0n ? -hundredths : hundredths;
  const whole = String(size / 100n).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${hundredths < 0n ? "−" : ""}${whole}.${String(size % 100n).padStart(2, "0")}`;
}

/** The value of a line of a settlement: codes as they are, areas in square metres, money in yuan. */
function lineValue(name, value) {
  if (name === "homes") return value.join(LIST_MARKS[language][0]) || "—";
  if (Array.isArray(value)) return value.map((each) => decimal(BigInt(each))).join(" + ") || "0.00";
  return decimal(BigInt(value));
}

/** What is wrong with a settlement, line by line, or with its place. */
function settlementDetail(finding) {
  if (!finding.lines) return said(SETTLEMENT_TURN, finding);
  const lines = finding.lines.map(({ name, expected, found }) => {
    const [right, wrong] = [expected, found].map((value) => lineValue(name, value));
    return said(SETTLEMENT_LINE, { line: said(LINE_WORDS[name]), expected: right, found: wrong });
  });
  return lines.join(LIST_MARKS[language][1]);
}

/** What a finding says. */
function findingWords(finding) {
  const details = { ...finding, who: finding.who || "—" };
  for (const name of ["expected", "found", "who"]) details[name] = shortened(details[name]);
  if (finding.code === "allot-file") details.reason = said(FAULT_WORDS[finding.why], finding);
  if (finding.code === "allot-settlement") details.detail = settlementDetail(finding);
  const words = said(FINDING_WORDS[finding.code], details);
  return said(FINDING, { title: said(FILE_WORDS[finding.file]), file: finding.file, words });
}

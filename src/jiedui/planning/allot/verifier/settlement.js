/** What a household pays and receives (section 9), in whole numbers of any size. */

/** Area × price in 分, to the 分, half upwards. */
function money(area, price) {
  const hundredths = area * price + 50n;
  const quotient = hundredths / 100n;
  return hundredths % 100n < 0n ? quotient - 1n : quotient;
}

/** The smaller of two. */
function least(a, b) {
  return a < b ? a : b;
}

/** A number, or 0 where it is below. */
function aboveNought(a) {
  return a > 0n ? a : 0n;
}

/** What is above the entitled area: a line for each tier, and the rest at the market's price. */
function overLines(prices, beyond) {
  const over = [];
  let before = 0n;
  for (const tier of prices.over) {
    const upTo = BigInt(tier.up_to);
    over.push(money(aboveNought(least(beyond, upTo) - before), BigInt(tier.price)));
    before = upTo;
  }
  return { over, market: money(aboveNought(beyond - before), BigInt(prices.market_price)) };
}

/** The sum of whole numbers. */
function total(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0n);
}

/** The settlement of a household with the homes that it got, as the file has it (sums as BigInt). */
function settled(household, homes, prices) {
  const floor = total(homes.map((home) => BigInt(home.floor)));
  const entitled = BigInt(household.entitled);
  const bonus = prices.bonuses.find((each) => each.round === household.round);
  const lines = {
    entitled: money(least(floor, entitled), BigInt(prices.entitled_price)),
    ...overLines(prices, floor - entitled),
    adjust: total(homes.map((home) => money(BigInt(home.floor), BigInt(home.adjust)))),
    short: money(aboveNought(entitled - floor), BigInt(prices.short_price)),
    compensation: money(BigInt(household.old), BigInt(prices.compensation_price)),
    bonus: bonus ? BigInt(bonus.amount) : 0n,
    transition: BigInt(household.people) * BigInt(prices.transition_price) * BigInt(prices.transition_months),
    moving: BigInt(prices.moving),
  };
  const pays = lines.entitled + total(lines.over) + lines.market + lines.adjust;
  const receives = lines.short + lines.compensation + lines.bonus + lines.transition + lines.moving;
  const codes = homes.map((home) => home.code);
  return { household: household.code, homes: codes, floor, ...lines, pays, receives, difference: pays - receives };
}

//! The words that numbers are made of.
//!
//! Lives here: one table from words to what they mean in a number. Stays out: grammar; words that matter only next
//! to a number are compared where they matter.

use crate::lookup::{WordMap, WordSet};

/// What a word means in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lexeme {
    /// Nothing.
    Other,
    /// "Zero" to "nineteen".
    Unit(u8),
    /// "Twenty" to "ninety".
    Tens(u8),
    /// "Hundred".
    Hundred,
    /// "Thousand", "million", as a power of ten.
    Scale(u8),
    /// "Dozen".
    Dozen,
    /// "Half".
    Half,
    /// "Quarter": a fraction, or a part of a year.
    Quarter,
    /// "First" to "nineteenth".
    OrdinalUnit(u8),
    /// "Twentieth" to "ninetieth".
    OrdinalTens(u8),
    /// "Hundredth", "thousandth", "millionth", as a power of ten.
    OrdinalPower(u8),
    /// "Thirds", "fifths", "twentieths": the denominator; "firsts" only behind tens ("twenty-firsts").
    Parts(u8),
    /// "Hundredths", "millionths": the denominator as a power of ten.
    PartsPower(u8),
    /// "Hundreds", "millions", as a power of ten.
    Many(u8),
    /// "Dozens".
    Dozens,
    /// "Several".
    Several,
    /// "Doubled", "tripling": the multiple.
    Multiplied(u8),
    /// "Halved".
    Halved,
    /// "Twice", "thrice".
    Times(u8),
    /// "Twofold", "tenfold".
    Fold(u8),
    /// "Double", "triple": a multiple only as a verb or before an article.
    Multiply(u8),
    /// "A", "an".
    Article,
    /// "Minus", "negative".
    Negative,
    /// "And".
    And,
    /// A month, from 1.
    Month(u8),
    /// "Couple", "few", "handful": vague after an article.
    SmallNumber,
}

/// What a word means in a number, in any case, by its bytes.
pub(crate) fn lexeme(word: &[u8]) -> Lexeme {
    match LEXEMES.get_bytes(word) {
        // A month is a name; "may" and "march" are verbs.
        Some(Lexeme::Month(_)) if !word.first().is_some_and(u8::is_ascii_uppercase) => {
            Lexeme::Other
        }
        Some(lexeme) => lexeme,
        None => Lexeme::Other,
    }
}

use Lexeme::{
    And, Article, Dozen, Dozens, Fold, Half, Halved, Hundred, Many, Month, Multiplied, Multiply,
    Negative, OrdinalPower, OrdinalTens, OrdinalUnit, Parts, PartsPower, Quarter, Scale, Several,
    SmallNumber, Tens, Times, Unit,
};

#[rustfmt::skip]
static LEXEMES: WordMap<Lexeme, 182> = WordMap::new([
    ("zero", Unit(0)), ("nought", Unit(0)), ("naught", Unit(0)), ("one", Unit(1)), ("two", Unit(2)),
    ("three", Unit(3)), ("four", Unit(4)), ("five", Unit(5)), ("six", Unit(6)), ("seven", Unit(7)),
    ("eight", Unit(8)), ("nine", Unit(9)), ("ten", Unit(10)), ("eleven", Unit(11)), ("twelve", Unit(12)),
    ("thirteen", Unit(13)), ("fourteen", Unit(14)), ("fifteen", Unit(15)), ("sixteen", Unit(16)),
    ("seventeen", Unit(17)), ("eighteen", Unit(18)), ("nineteen", Unit(19)),
    ("twenty", Tens(20)), ("thirty", Tens(30)), ("forty", Tens(40)), ("fourty", Tens(40)), ("fifty", Tens(50)),
    ("sixty", Tens(60)), ("seventy", Tens(70)), ("eighty", Tens(80)), ("ninety", Tens(90)),
    ("hundred", Hundred),
    ("thousand", Scale(3)), ("lakh", Scale(5)), ("lakhs", Scale(5)), ("million", Scale(6)), ("mln", Scale(6)),
    ("crore", Scale(7)), ("crores", Scale(7)), ("billion", Scale(9)), ("trillion", Scale(12)), ("quadrillion", Scale(15)),
    ("dozen", Dozen), ("doz", Dozen), ("dz", Dozen), ("dozs", Dozen), ("dzs", Dozen), ("half", Half), ("quarter", Quarter),
    ("first", OrdinalUnit(1)), ("second", OrdinalUnit(2)), ("third", OrdinalUnit(3)), ("fourth", OrdinalUnit(4)),
    ("fifth", OrdinalUnit(5)), ("sixth", OrdinalUnit(6)), ("seventh", OrdinalUnit(7)), ("eighth", OrdinalUnit(8)),
    ("ninth", OrdinalUnit(9)), ("tenth", OrdinalUnit(10)), ("eleventh", OrdinalUnit(11)),
    ("twelfth", OrdinalUnit(12)), ("thirteenth", OrdinalUnit(13)), ("fourteenth", OrdinalUnit(14)),
    ("fifteenth", OrdinalUnit(15)), ("sixteenth", OrdinalUnit(16)), ("seventeenth", OrdinalUnit(17)),
    ("eighteenth", OrdinalUnit(18)), ("nineteenth", OrdinalUnit(19)),
    ("twentieth", OrdinalTens(20)), ("thirtieth", OrdinalTens(30)), ("fortieth", OrdinalTens(40)),
    ("fiftieth", OrdinalTens(50)), ("sixtieth", OrdinalTens(60)), ("seventieth", OrdinalTens(70)),
    ("eightieth", OrdinalTens(80)), ("ninetieth", OrdinalTens(90)), ("hundredth", OrdinalPower(2)),
    ("thousandth", OrdinalPower(3)), ("millionth", OrdinalPower(6)), ("billionth", OrdinalPower(9)),
    ("trillionth", OrdinalPower(12)),
    ("halves", Parts(2)), ("thirds", Parts(3)), ("quarters", Parts(4)), ("fourths", Parts(4)), ("fifths", Parts(5)),
    ("sixths", Parts(6)), ("sevenths", Parts(7)), ("eighths", Parts(8)), ("ninths", Parts(9)), ("tenths", Parts(10)),
    ("firsts", Parts(1)), ("elevenths", Parts(11)), ("twelfths", Parts(12)), ("thirteenths", Parts(13)),
    ("fourteenths", Parts(14)), ("fifteenths", Parts(15)), ("sixteenths", Parts(16)), ("seventeenths", Parts(17)),
    ("eighteenths", Parts(18)), ("nineteenths", Parts(19)), ("twentieths", Parts(20)), ("thirtieths", Parts(30)),
    ("fortieths", Parts(40)), ("fiftieths", Parts(50)), ("sixtieths", Parts(60)), ("seventieths", Parts(70)),
    ("eightieths", Parts(80)), ("ninetieths", Parts(90)), ("hundredths", PartsPower(2)), ("thousandths", PartsPower(3)),
    ("millionths", PartsPower(6)), ("billionths", PartsPower(9)), ("trillionths", PartsPower(12)),
    ("tens", Many(1)), ("hundreds", Many(2)), ("thousands", Many(3)), ("millions", Many(6)), ("billions", Many(9)),
    ("trillions", Many(12)),
    ("dozens", Dozens), ("several", Several),
    ("doubled", Multiplied(2)), ("doubling", Multiplied(2)), ("doubles", Multiplied(2)),
    ("tripled", Multiplied(3)), ("tripling", Multiplied(3)), ("triples", Multiplied(3)), ("trebled", Multiplied(3)),
    ("quadrupled", Multiplied(4)), ("quadrupling", Multiplied(4)), ("quintupled", Multiplied(5)),
    ("sextupled", Multiplied(6)),
    ("halved", Halved), ("halving", Halved), ("twice", Times(2)), ("thrice", Times(3)),
    ("twofold", Fold(2)), ("threefold", Fold(3)), ("fourfold", Fold(4)), ("fivefold", Fold(5)), ("sixfold", Fold(6)),
    ("sevenfold", Fold(7)), ("eightfold", Fold(8)), ("ninefold", Fold(9)), ("tenfold", Fold(10)),
    ("double", Multiply(2)), ("triple", Multiply(3)), ("treble", Multiply(3)), ("quadruple", Multiply(4)),
    ("a", Article), ("an", Article), ("minus", Negative), ("negative", Negative), ("and", And),
    ("january", Month(1)), ("february", Month(2)), ("march", Month(3)), ("april", Month(4)), ("may", Month(5)),
    ("june", Month(6)), ("july", Month(7)), ("august", Month(8)), ("september", Month(9)), ("october", Month(10)),
    ("november", Month(11)), ("december", Month(12)), ("jan", Month(1)), ("feb", Month(2)), ("mar", Month(3)),
    ("apr", Month(4)), ("jun", Month(6)), ("jul", Month(7)), ("aug", Month(8)), ("sep", Month(9)),
    ("sept", Month(9)), ("oct", Month(10)), ("nov", Month(11)), ("dec", Month(12)),
    ("couple", SmallNumber), ("few", SmallNumber), ("handful", SmallNumber),
]);

/// What a word of money is called: an ISO 4217 code, or the name where it belongs to several states.
pub(crate) fn currency_word(word: &str) -> Option<&'static str> {
    if !MONEY.has(word) {
        return None;
    }
    let mut codes = CURRENCY_CODES.iter().filter(|_| word.len() == 3);
    let exact = codes.find(|code| **code == word).copied();
    exact.or_else(|| {
        CURRENCY_NAMES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word))
            .map(|(_, code)| *code)
    })
}

/// What any word of money is called.
#[cfg(test)]
pub(super) fn currency_names() -> impl Iterator<Item = &'static str> {
    let names = CURRENCY_NAMES.iter().map(|(_, code)| *code);
    CURRENCY_CODES.iter().copied().chain(names)
}

/// All words of money.
static MONEY: WordSet<{ CURRENCY_CODES.len() + CURRENCY_NAMES.len() }> = {
    let mut words = [""; CURRENCY_CODES.len() + CURRENCY_NAMES.len()];
    let mut at = 0;
    while at < words.len() {
        words[at] = match at.checked_sub(CURRENCY_CODES.len()) {
            None => CURRENCY_CODES[at],
            Some(at) => CURRENCY_NAMES[at].0,
        };
        at += 1;
    }
    WordSet::new(words)
};

/// The currency of "MUSD", "MEUR": millions of it.
pub(crate) fn currency_of_millions(word: &str) -> Option<&'static str> {
    let code = word.strip_prefix('M')?;
    currency_word(code).filter(|currency| *currency == code)
}

/// The currency of a sign.
pub(crate) fn currency_sign(sign: char) -> Option<&'static str> {
    Some(match sign {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' | '￥' => "JPY",
        '₹' => "INR",
        '₩' => "KRW",
        '₽' => "RUB",
        '₿' => "BTC",
        '₺' => "TRY",
        '₫' => "VND",
        '₴' => "UAH",
        '₪' => "ILS",
        '฿' => "THB",
        '₡' => "CRC",
        '₱' => "PHP",
        '₦' => "NGN",
        '元' => "CNY",
        _ => return None,
    })
}

/// The currency of a dollar sign after a country's letters ("C$", "HK $").
pub(crate) fn dollar_of(letters: &str) -> Option<&'static str> {
    const DOLLARS: &[(&str, &str)] = &[
        ("us", "USD"),
        ("usd", "USD"),
        ("c", "CAD"),
        ("ca", "CAD"),
        ("cad", "CAD"),
        ("a", "AUD"),
        ("au", "AUD"),
        ("aud", "AUD"),
        ("hk", "HKD"),
        ("nz", "NZD"),
        ("s", "SGD"),
        ("nt", "TWD"),
        ("mex", "MXN"),
        ("mxn", "MXN"),
        ("r", "BRL"),
    ];
    let found = DOLLARS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(letters));
    found.map(|(_, code)| *code)
}

const CURRENCY_CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CNY", "CHF", "CAD", "AUD", "NZD", "HKD", "SGD", "SEK", "NOK",
    "DKK", "INR", "BRL", "MXN", "KRW", "RUB", "PLN", "CZK", "HUF", "TRY", "ZAR", "TWD", "THB",
    "ILS", "BTC", "ETH", "UAH", "VND", "IDR", "MYR", "PHP", "AED", "SAR", "NGN", "KES", "EGP",
];

#[rustfmt::skip]
const CURRENCY_NAMES: &[(&str, &str)] = &[
    ("usd", "USD"), ("eur", "EUR"), ("gbp", "GBP"), ("jpy", "JPY"), ("cny", "CNY"), ("rmb", "CNY"), ("btc", "BTC"),
    ("dollar", "USD"), ("dollars", "USD"), ("euro", "EUR"), ("euros", "EUR"), ("pound", "GBP"), ("pounds", "GBP"),
    ("sterling", "GBP"), ("yen", "JPY"), ("yuan", "CNY"), ("renminbi", "CNY"), ("rupee", "INR"), ("rupees", "INR"),
    ("franc", "franc"), ("francs", "franc"), ("lira", "lira"), ("liras", "lira"), ("peso", "peso"), ("pesos", "peso"),
    ("krona", "SEK"), ("kronor", "SEK"), ("krone", "krone"), ("kroner", "krone"), ("rouble", "RUB"),
    ("roubles", "RUB"), ("ruble", "RUB"), ("rubles", "RUB"), ("zloty", "PLN"), ("markka", "markka"),
    ("marks", "mark"), ("bitcoin", "BTC"), ("bitcoins", "BTC"), ("satoshi", "satoshi"), ("satoshis", "satoshi"), ("cent", "cent"), ("cents", "cent"),
    ("pence", "penny"), ("penny", "penny"), ("元", "CNY"), ("円", "JPY"), ("원", "KRW"),
];

/// The state that a currency's name is given with ("Swiss francs"), and the code of the pair where it has one.
pub(crate) const CURRENCY_STATES: WordSet<20> = WordSet::new([
    "us",
    "american",
    "canadian",
    "australian",
    "swiss",
    "british",
    "turkish",
    "finnish",
    "french",
    "danish",
    "norwegian",
    "swedish",
    "mexican",
    "chinese",
    "japanese",
    "indian",
    "hong",
    "belgian",
    "german",
    "singapore",
]);

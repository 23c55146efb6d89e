//! From tokens to quantities: a numeral with its sign, unit, range and hedge.
//!
//! One pass from left to right. Where a numeral starts, everything that belongs to it is read at once, and reading
//! goes on behind it; every look around is bounded, so the time is linear in the text.

use rust_decimal::Decimal;

use super::context;
use super::hedge;
use super::lexicon::{
    CURRENCY_STATES, Lexeme, currency_of_millions, currency_sign, currency_word, dollar_of, lexeme,
};
use super::numeral::{Form, Numeral, numeral, power_of_ten};
use super::pair::{is_by_of_change, is_of_change};
use super::token::{Token, TokenKind, Tokens};
use super::unit::percent_end;
use super::version::version;
use super::{Kind, Modifier, Printed, Quantity, Values, order};
use crate::lookup::words;

/// Reads every quantity of a text, in order and without overlap. Numbers above 10 to the 24th are left out.
pub fn read(text: &str) -> Vec<Quantity> {
    let mut room = Room::default();
    room.read(text);
    room.found
}

/// Room for what is found in a text, kept for the next one.
#[derive(Debug, Default)]
pub struct Room {
    tokens: Vec<Token>,
    found: Vec<Quantity>,
}

impl Room {
    /// Reads every quantity of a text as [`read`] does.
    pub fn read(&mut self, text: &str) -> &mut Vec<Quantity> {
        self.found.clear();
        let tokens = Tokens::in_room(text, std::mem::take(&mut self.tokens));
        self.found = read_tokens(&tokens, std::mem::take(&mut self.found), false).found;
        self.tokens = tokens.into_room();
        self.found.retain(|quantity| {
            quantity
                .nominal()
                .is_none_or(|number| order(number.abs(), LARGEST).is_le())
        });
        &mut self.found
    }
}

/// What is larger counts nothing that a report is about, and could not be multiplied by a hundred: 10 to the 24th.
const LARGEST: Decimal = Decimal::from_parts(2_701_131_776, 466_537_709, 54_210, false, 0);

/// Reads every quantity of a text, and before its parts what two of them say together: "from 10 to 15" is a range,
/// "12 out of 48" a share. In order of their starts.
pub fn read_with_wholes(text: &str) -> Vec<Quantity> {
    let tokens = Tokens::new(text);
    let reader = read_tokens(&tokens, Vec::new(), true);
    let mut all = reader.wholes;
    all.extend(reader.found);
    all.sort_by_key(Quantity::start);
    all
}

/// Whether a word or a mark may make a quantity of the text that it stands in. A text without such a word has none.
pub fn has_number(word: &str) -> bool {
    let counts = |lexeme| {
        !matches!(
            lexeme,
            Lexeme::Other | Lexeme::Article | Lexeme::And | Lexeme::Month(_) | Lexeme::Negative
        )
    };
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        return true;
    }
    // Most words are one token.
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return counts(lexeme(word.as_bytes()));
    }
    let tokens = Tokens::new(word);
    (0..tokens.len()).any(|at| match tokens.kind(at) {
        TokenKind::Digits => true,
        TokenKind::Word(lexeme) => counts(lexeme),
        TokenKind::Mark(mark) => mark.is_numeric(),
    })
}

fn read_tokens<'a>(tokens: &'a Tokens<'a>, found: Vec<Quantity>, with_wholes: bool) -> Reader<'a> {
    let mut reader = Reader {
        tokens,
        found,
        with_wholes,
        wholes: Vec::new(),
        last: None,
        after_version: None,
        done: 0,
    };
    let mut next = 0;
    while let Some(at) = tokens.telling_from(next) {
        next = reader.read_at(at).max(at + 1);
    }
    reader
}

pub(super) struct Reader<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) found: Vec<Quantity>,
    /// Whether it is asked what two numbers say together.
    with_wholes: bool,
    /// What they say, in the order of their starts.
    pub(super) wholes: Vec<Quantity>,
    /// The last number of `found`, if it was a plain one with or without a hedge.
    pub(super) last: Option<Last>,
    /// The token after the last version.
    after_version: Option<usize>,
    /// The token after the last quantity: nothing before it is looked at as a part of the next one.
    done: usize,
}

/// The number that was read last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Last {
    pub(super) amount: Amount,
    pub(super) kind: Kind,
    pub(super) modifier: Modifier,
    /// Its first token, hedge included, and the token after it.
    pub(super) outer: (usize, usize),
}

/// The unit of a number and the tokens that a number with its unit is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub(super) numeral: Numeral,
    pub(super) unit: Unit,
    pub(super) first: usize,
    pub(super) next: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    None,
    Percent,
    Currency(&'static str),
}

impl Unit {
    pub(super) fn currency(self) -> Option<&'static str> {
        match self {
            Unit::Currency(currency) => Some(currency),
            Unit::None | Unit::Percent => None,
        }
    }
}

/// What sort of number a unit and the form of its numeral make.
pub(super) fn kind_of(unit: Unit, form: Form) -> Kind {
    match (unit, form) {
        (Unit::Percent, _) => Kind::Percent,
        (Unit::Currency(_), _) => Kind::Money,
        (Unit::None, Form::Ordinal) => Kind::Ordinal,
        (Unit::None, Form::Fraction) => Kind::Ratio,
        (Unit::None, Form::Cardinal) => Kind::Count,
    }
}

impl Amount {
    /// Scales the number, if that is within reach.
    fn multiply(&mut self, scale: Decimal) {
        let numeral = &mut self.numeral;
        if let Some(scaled) = numeral.scaled(scale, numeral.next) {
            *numeral = Numeral {
                place: scaled.place.min(scaled.value.abs()),
                form: numeral.form,
                ..scaled
            };
        }
    }
}

impl Reader<'_> {
    /// Reads what starts at a token and says where to go on.
    fn read_at(&mut self, at: usize) -> usize {
        let tokens = self.tokens;
        match tokens.kind(at) {
            TokenKind::Digits => {
                if let Some(next) = self.version(at) {
                    return next;
                }
                if let Some(next) = context::not_a_quantity(tokens, at) {
                    return next;
                }
                self.number(at)
            }
            TokenKind::Mark('.') if !tokens.glued(at) => self.number(at),
            TokenKind::Mark(mark) if !mark.is_ascii() => self.number(at),
            TokenKind::Mark(_)
            | TokenKind::Word(
                Lexeme::Other
                | Lexeme::And
                | Lexeme::Month(_)
                | Lexeme::Negative
                | Lexeme::Parts(_)
                | Lexeme::PartsPower(_),
            ) => at + 1,
            TokenKind::Word(lexeme) => self.word(at, lexeme),
        }
    }

    fn word(&mut self, at: usize, lexeme: Lexeme) -> usize {
        let tokens = self.tokens;
        let multiple = |number: u8| Decimal::from(number);
        match lexeme {
            Lexeme::Several => self.vague_scale(at, at + 1),
            Lexeme::Dozens => self.vague(at, at + 1, Some(Decimal::from(24))),
            Lexeme::Many(power) => self.many(at, power),
            Lexeme::Article
                if matches!(tokens.lexeme(at + 1), Some(Lexeme::SmallNumber))
                    && !tokens.is(at + 2, words!["more"]) =>
            {
                self.vague_scale(at, at + 2)
            }
            Lexeme::Multiplied(number) | Lexeme::Fold(number) => {
                self.multiple(at, at + 1, multiple(number))
            }
            Lexeme::Halved => self.multiple(at, at + 1, Decimal::new(5, 1)),
            Lexeme::Multiply(number)
                if tokens.is(
                    at + 1,
                    words!["the", "in", "its", "our", "their", "that", "what"],
                ) || tokens.is_before(at, words!["to", "will", "than"]) =>
            {
                self.multiple(at, at + 1, multiple(number))
            }
            Lexeme::Times(number) => {
                if is_comparison(tokens, at + 1) {
                    self.multiple(at, at + 1, multiple(number))
                } else {
                    let count = Amount {
                        numeral: Numeral::in_words(multiple(number), at + 1),
                        unit: Unit::None,
                        first: at,
                        next: at + 1,
                    };
                    self.amount(count, Kind::Count)
                }
            }
            Lexeme::Article
            | Lexeme::Unit(_)
            | Lexeme::Tens(_)
            | Lexeme::Half
            | Lexeme::Quarter
            | Lexeme::Hundred
            | Lexeme::OrdinalUnit(_)
            | Lexeme::OrdinalTens(_)
            | Lexeme::OrdinalPower(_) => self.number(at),
            _ => at + 1,
        }
    }

    /// A version, alone or in a list of versions.
    fn version(&mut self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let listed = self.after_version.is_some_and(|end| {
            at - end <= 3
                && (end..at).all(|joint| {
                    tokens.is_mark(joint, &[',', '/', '&', '-', '–'])
                        || tokens.is(joint, words!["and", "or", "to", "through", "v"])
                })
        });
        let version = version(tokens, at, listed, self.after_version)?;
        let first = version.first.max(self.done);
        self.after_version = Some(version.next);
        self.done = version.next;
        let (start, end) = self.bytes(first, version.next);
        self.found.push(Quantity::from(Printed {
            start,
            end,
            outer_start: start,
            outer_end: end,
            kind: Kind::Version,
            modifier: Modifier::Exact,
            nominal: None,
            currency: None,
            values: Values::vague(None),
            version: version.parts,
        }));
        self.last = None;
        Some(version.next)
    }

    /// A numeral with all that belongs to it.
    fn number(&mut self, at: usize) -> usize {
        let tokens = self.tokens;
        let Some(mut numeral) = numeral(tokens, at) else {
            return at + 1;
        };
        if context::is_attached(tokens, at, &numeral) {
            return numeral.next;
        }
        if numeral.form == Form::Cardinal
            && tokens.glued(numeral.next)
            && context::is_ordinal_suffix(tokens.str(numeral.next))
        {
            numeral.form = Form::Ordinal;
            numeral.next += 1;
        }
        let first_lexeme = tokens.lexeme(at);
        let single_word = numeral.next == at + 1;
        let ratio = self
            .one_in(at, numeral)
            .or_else(|| self.divided(at, numeral));
        let fits = match numeral.form {
            Form::Ordinal if numeral.in_words => context::orders(tokens, at, &numeral),
            // "3rd-party".
            Form::Ordinal => {
                !(tokens.is_mark(numeral.next, &['-'])
                    && tokens.is(numeral.next + 1, words!["party"]))
            }
            Form::Fraction => !numeral.in_words || context::is_share(tokens, at, &numeral),
            Form::Cardinal if first_lexeme == Some(Lexeme::Unit(1)) && single_word => {
                ratio.is_some()
                    || context::is_label(tokens, at)
                    || self.range_follows(at, numeral)
                    || self.amount_of(at, numeral).unit != Unit::None
                    || self.is_echoed(numeral)
                    || context::counts_one(tokens, at, numeral.next)
            }
            Form::Cardinal => true,
        };
        if !fits {
            return numeral.next;
        }
        if let Some(ratio) = ratio {
            return self.amount(ratio, Kind::Ratio);
        }
        let amount = self.amount_of(at, numeral);
        if amount.unit == Unit::None
            && numeral.form == Form::Cardinal
            && let Some(end) = self.end_of_multiple(amount.next)
        {
            return self.multiple(amount.first, end, numeral.value);
        }
        if let Some(other) = self.range(&amount) {
            return self.ranged(amount, other);
        }
        let kind = match (amount.unit, numeral.form) {
            (Unit::None, Form::Fraction) if self.is_length(amount.next) => Kind::Count,
            (Unit::None, Form::Cardinal) if self.labels(at, &amount) => Kind::Ordinal,
            (unit, form) => kind_of(unit, form),
        };
        self.amount(amount, kind)
    }

    /// "Half a day" and "half-day" are lengths, "half of the group" is a share.
    fn is_length(&self, next: usize) -> bool {
        let joint = self.tokens.lexeme(next) == Some(Lexeme::Article)
            || self.tokens.is_mark(next, &['-', '\u{2011}']);
        joint && hedge::is_time_unit_at(self.tokens, next + 1)
    }

    fn labels(&self, at: usize, amount: &Amount) -> bool {
        amount.numeral.scale == Decimal::ONE
            && !amount.numeral.punctuated
            && context::is_label(self.tokens, at)
    }

    /// The numeral with its sign and its unit.
    fn amount_of(&self, at: usize, numeral: Numeral) -> Amount {
        let tokens = self.tokens;
        let mut amount = Amount {
            numeral,
            unit: Unit::None,
            first: at,
            next: numeral.next,
        };
        if numeral.form != Form::Ordinal {
            self.take_currency_before(&mut amount);
            // "$10m", "€4.2 m": a unit of length costs nothing.
            if amount.unit != Unit::None && tokens.is(amount.next, words!["m"]) {
                amount.multiply(power_of_ten(6));
                amount.next += 1;
            }
            self.take_sign(&mut amount);
            self.take_echo(&mut amount);
            self.take_unit_behind(&mut amount);
        }
        debug_assert!(amount.next <= tokens.len());
        amount
    }

    /// "$", "US $", "USD", "EUR " before the number.
    fn take_currency_before(&self, amount: &mut Amount) {
        let tokens = self.tokens;
        let Some(before) = self.free_before(amount.first) else {
            return;
        };
        if let Some(currency) = tokens.mark(before).and_then(currency_sign) {
            // "10 $ 30 $": the sign belongs to the number before it.
            if before > 0 && tokens.is_digits(before - 1) && !tokens.glued(amount.first) {
                return;
            }
            amount.first = before;
            amount.unit = Unit::Currency(currency);
            if tokens.is_mark(before, &['$']) && before > 0 {
                self.take_dollar_state(before, amount);
            }
        } else if tokens.is_word(before) && tokens.str(before).len() == 3 {
            let after_number = before > 0 && tokens.is_digits(before - 1);
            if let Some(currency) = currency_word(tokens.str(before)).filter(|_| !after_number) {
                amount.first = before;
                amount.unit = Unit::Currency(currency);
            }
        } else if let Some(currency) = currency_of_millions(tokens.str(before)) {
            // "MUSD 60".
            amount.first = before;
            amount.multiply(power_of_ten(6));
            amount.unit = Unit::Currency(currency);
        }
    }

    /// The letters before a dollar sign: "US$", "C $", "U.S. $".
    fn take_dollar_state(&self, sign: usize, amount: &mut Amount) {
        let tokens = self.tokens;
        let Some(before) = self.free_before(sign) else {
            return;
        };
        if let Some(currency) = tokens
            .is_word(before)
            .then(|| dollar_of(tokens.str(before)))
            .flatten()
        {
            let article = tokens.lexeme(before) == Some(Lexeme::Article) && !tokens.glued(sign);
            if !article {
                amount.first = before;
                amount.unit = Unit::Currency(currency);
            }
        }
    }

    /// "-5", "−5", "minus five".
    fn take_sign(&self, amount: &mut Amount) {
        let tokens = self.tokens;
        let Some(before) = self.free_before(amount.first) else {
            return;
        };
        let dash = tokens.is_mark(before, &['-', '\u{2212}'])
            && tokens.glued(amount.first)
            && (!tokens.glued(before)
                || tokens.is_mark(before.wrapping_sub(1), &['(', '~', '<', '>']));
        let word = tokens.lexeme(before) == Some(Lexeme::Negative)
            && !(before > 0 && tokens.is_digits(before - 1));
        if dash || word {
            amount.first = before;
            amount.numeral.value = -amount.numeral.value;
        }
    }

    /// "Five (5)" is one number.
    fn take_echo(&self, amount: &mut Amount) {
        if self.is_echoed(amount.numeral) {
            amount.next = amount.numeral.next + 3;
        }
    }

    fn is_echoed(&self, numeral: Numeral) -> bool {
        let tokens = self.tokens;
        let next = numeral.next;
        numeral.in_words
            && tokens.is_mark(next, &['('])
            && tokens.is_digits(next + 1)
            && tokens.is_mark(next + 2, &[')'])
            && tokens.str(next + 1).parse() == Ok(numeral.value)
    }

    /// "%", "percent", "€", "Swiss francs" behind the number.
    fn take_unit_behind(&self, amount: &mut Amount) {
        let tokens = self.tokens;
        let next = amount.next;
        if amount.unit == Unit::None
            && let Some(end) = percent_end(tokens, next)
        {
            amount.unit = Unit::Percent;
            amount.next = end;
            return;
        }
        // "1.5 M€".
        if amount.unit == Unit::None
            && matches!(tokens.str(next), "M" | "Mio" | "k" | "K")
            && tokens.glued(next + 1)
            && let Some(currency) = tokens.mark(next + 1).and_then(currency_sign)
        {
            let power = if matches!(tokens.str(next), "k" | "K") {
                3
            } else {
                6
            };
            amount.multiply(power_of_ten(power));
            amount.unit = Unit::Currency(currency);
            amount.next = next + 2;
            return;
        }
        // "12-cent".
        let hyphen = usize::from(tokens.is_mark(next, &['-']) && tokens.glued(next));
        let state = usize::from(tokens.is(next + hyphen, &CURRENCY_STATES));
        let at = next + hyphen + state;
        let sign = tokens
            .mark(at)
            .filter(|_| state + hyphen == 0)
            .and_then(currency_sign)
            // "5 $10 vouchers": the sign belongs to the number behind it.
            .filter(|_| !(tokens.glued(at + 1) && tokens.is_digits(at + 1)));
        if let Some(currency) =
            currency_of_millions(tokens.str(at)).filter(|_| amount.unit == Unit::None)
        {
            amount.multiply(power_of_ten(6));
            amount.unit = Unit::Currency(currency);
            amount.next = at + 1;
            return;
        }
        let word = tokens
            .is_word(at)
            .then(|| currency_word(tokens.str(at)))
            .flatten();
        let Some(currency) = sign.or(word) else {
            return;
        };
        let state_code = state == 1 && currency == "franc" && tokens.is(at - 1, words!["swiss"]);
        if amount.unit == Unit::None {
            amount.unit = Unit::Currency(if state_code { "CHF" } else { currency });
        } else if sign.is_some() {
            return;
        }
        amount.next = at + 1;
        // "75 USD million".
        if let Some(Lexeme::Scale(power)) = tokens.lexeme(amount.next)
            && amount.numeral.scale == Decimal::ONE
        {
            amount.multiply(power_of_ten(power));
            amount.next += 1;
        }
        self.take_cents(amount);
    }

    /// "3 dollars and 50 cents".
    fn take_cents(&self, amount: &mut Amount) {
        let tokens = self.tokens;
        let and = usize::from(tokens.lexeme(amount.next) == Some(Lexeme::And));
        let at = amount.next + and;
        if !(tokens.is_digits(at)
            || matches!(tokens.lexeme(at), Some(Lexeme::Unit(_) | Lexeme::Tens(_))))
        {
            return;
        }
        let Some(cents) = numeral(tokens, at) else {
            return;
        };
        let small = cents.value < Decimal::ONE_HUNDRED && cents.value.fract().is_zero();
        let named = tokens.is(cents.next, words!["cent", "cents", "pence"]);
        let spoken = !named && self.is_spoken(amount, &cents, at);
        let sum = amount
            .numeral
            .value
            .checked_add(cents.value / Decimal::ONE_HUNDRED);
        if small
            && (named || spoken)
            && amount.unit != Unit::Currency("cent")
            && let Some(value) = sum
        {
            amount.numeral.value = value;
            amount.next = cents.next + usize::from(named);
        }
    }

    /// "15 dollars 50", "15 dollars and 50": two digits behind a word of money, with nothing that they count.
    fn is_spoken(&self, amount: &Amount, cents: &Numeral, at: usize) -> bool {
        let tokens = self.tokens;
        let whole = amount.numeral.value.fract().is_zero()
            && amount.numeral.place.is_zero()
            && tokens.is_word(at - 1)
            && !matches!(amount.unit, Unit::Currency("penny" | "satoshi"));
        let two_digits = cents.form == Form::Cardinal
            && cents.scale == Decimal::ONE
            && !cents.punctuated
            && if cents.in_words {
                cents.value >= Decimal::TEN
            } else {
                tokens.str(at).len() == 2 && cents.next == at + 1
            };
        let and = tokens.lexeme(at - 1) == Some(Lexeme::And);
        let next = cents.next;
        let ends = tokens.is_mark(next, &['.', '!', '?', ';', ')', '\n'])
            || !and && (tokens.is_mark(next, &[',']) || context::is_function_word(tokens, next));
        whole && two_digits && ends && context::not_a_quantity(tokens, at).is_none()
    }

    /// "One in three", "nine out of ten". "12 out of 48" are two counts.
    fn one_in(&self, at: usize, part: Numeral) -> Option<Amount> {
        let tokens = self.tokens;
        let out_of = tokens.is(part.next, words!["out"]) && tokens.is(part.next + 1, words!["of"]);
        if !out_of && !tokens.is(part.next, words!["in"]) || part.form != Form::Cardinal {
            return None;
        }
        let mut whole_at = part.next + 1 + usize::from(out_of);
        // "One in every three."
        whole_at += usize::from(tokens.is(whole_at, words!["every", "each"]));
        if tokens.is_digits(whole_at) && context::not_a_quantity(tokens, whole_at).is_some() {
            return None;
        }
        let whole = numeral(tokens, whole_at)?;
        let one = part.value == Decimal::ONE;
        let usual = [3, 4, 5, 10, 100].map(Decimal::from).contains(&whole.value);
        let counted = context::is_plural_noun(tokens, whole.next) && !one && !out_of;
        let fits = whole.form == Form::Cardinal
            && part.value < whole.value
            && whole.value <= Decimal::ONE_THOUSAND
            && (one || usual)
            && !counted
            && !tokens.is_before(at, words!["version"])
            // "Up from 1 in 20 towns", but "from 1 in 50 to 1 in 40".
            && !(tokens.is_before(at, words!["from"])
                && !(one && tokens.is(whole.next, words!["to"])));
        let value = part.value.checked_div(whole.value)?;
        fits.then(|| Amount {
            numeral: Numeral::fraction(value, whole.next),
            unit: Unit::None,
            first: at,
            next: whole.next,
        })
    }

    /// "1 over 3", with nothing that is counted behind it: "2 over 3 years" is no division.
    fn divided(&self, at: usize, part: Numeral) -> Option<Amount> {
        let tokens = self.tokens;
        if part.form != Form::Cardinal
            || !tokens.is(part.next, words!["over"])
            || self.hedge(at, part.next).is_some()
        {
            return None;
        }
        let whole_at = part.next + 1;
        let whole = numeral(tokens, whole_at).filter(|whole| whole.form == Form::Cardinal)?;
        let ends = !tokens.is_word(whole.next)
            && !tokens.is_mark(
                whole.next,
                &['%', '+', '-', '–', '/', ':', '(', '$', '€', '£'],
            );
        let value = part.value.checked_div(whole.value)?;
        (ends && !tokens.is_mark(whole_at, &['.'])).then(|| Amount {
            numeral: Numeral::fraction(value, whole.next),
            unit: Unit::None,
            first: at,
            next: whole.next,
        })
    }

    /// The end of "5x", "10-fold" and "3 times as".
    fn end_of_multiple(&self, next: usize) -> Option<usize> {
        let tokens = self.tokens;
        if tokens.is(next, words!["x"]) && tokens.glued(next) {
            return Some(next + 1);
        }
        if tokens.is_mark(next, &['-']) && tokens.is(next + 1, words!["fold"]) {
            return Some(next + 2);
        }
        (tokens.is(next, words!["times"]) && is_comparison(tokens, next + 1)).then_some(next + 1)
    }

    fn range_follows(&self, at: usize, numeral: Numeral) -> bool {
        let amount = self.amount_of(at, numeral);
        self.range(&amount).is_some()
    }

    /// The second number of a range that starts with this one.
    fn range(&self, one: &Amount) -> Option<Amount> {
        let tokens = self.tokens;
        let joint = one.next;
        // "Rose by 3 percentage points to 43%".
        let is_points = one.unit == Unit::Percent
            && tokens.is(joint, words!["to"])
            && tokens.is_before(joint, words!["points", "point"]);
        if one.numeral.form != Form::Cardinal || is_points {
            return None;
        }
        let is_from = || {
            let from = tokens.is_before(one.first, words!["from"])
                || self
                    .hedge(one.first, one.next)
                    .is_some_and(|(_, first)| tokens.is_before(first, words!["from"]));
            from && !self.is_ranging(one.first)
        };
        let alternatives = tokens.is(joint, words!["or"]);
        let spaced = tokens.is_mark(joint, &['-']) && !tokens.glued(joint);
        let joined = match tokens.mark(joint) {
            Some('-') if spaced => !tokens.glued(joint + 1),
            Some('-' | '\u{2010}' | '\u{2011}' | '~') => {
                tokens.glued(joint) && tokens.glued(joint + 1)
            }
            Some('–') => tokens.glued(joint) == tokens.glued(joint + 1),
            Some(_) => false,
            None => {
                alternatives
                    || tokens.is(joint, words!["to", "through", "thru"]) && !is_from()
                    || tokens.is(joint, words!["and"]) && self.is_between(one.first)
            }
        };
        if !joined {
            return None;
        }
        let mut at = joint + 1;
        at += usize::from(tokens.mark(at).and_then(currency_sign).is_some());
        at += usize::from(tokens.lexeme(at) == Some(Lexeme::Negative));
        let starts = tokens.is_digits(at)
            || matches!(tokens.lexeme(at), Some(Lexeme::Unit(_) | Lexeme::Tens(_)));
        if !starts || tokens.is_digits(at) && self.is_no_end(at) {
            return None;
        }
        let numeral = numeral(tokens, at)?;
        let other = self.amount_of(at, numeral);
        let (low, high) = (Self::first_of(one, &other)?, other.numeral.value);
        let same_unit =
            one.unit == other.unit || one.unit == Unit::None || joint_currency(one, &other);
        let next_to = low.checked_add(Decimal::ONE) == Some(high) && high <= Decimal::from(12);
        // "Rose by 30 to 225", "rose by 256 to 1,100", but "rose by 10 to 15".
        let is_exact = low >= Decimal::ONE_HUNDRED
            && low
                .checked_rem(Decimal::TEN)
                .is_some_and(|rest| !rest.is_zero());
        let is_far = is_exact
            || low
                .checked_mul(Decimal::from(5))
                .is_some_and(|far| far <= high);
        let is_change = is_by_of_change(tokens, one.first)
            || one.unit == other.unit && is_of_change(tokens, one.first);
        if is_far && tokens.is(joint, words!["to"]) && is_change {
            return None;
        }
        let suffix = tokens.glued(other.next) && context::is_ordinal_suffix(tokens.str(other.next));
        // "45 - 50 members"; but a hyphen with space around it is mostly a dash.
        let shared = other.unit != Unit::None
            || context::is_plural_noun(tokens, other.next)
            || self.hedge(one.first, one.next).is_some();
        (numeral.form == Form::Cardinal
            && low < high
            && same_unit
            && !suffix
            && (!spaced || shared)
            && (!alternatives || next_to))
            .then_some(other)
    }

    /// "Ranging from 10 to 15", "anywhere from 10 to 15": a range, where "from 10 to 15" may be a change.
    fn is_ranging(&self, first: usize) -> bool {
        self.free_before(first).is_some_and(|from| {
            self.tokens.is(from, words!["from"]) && is_ranging(self.tokens, from)
        })
    }

    fn is_between(&self, first: usize) -> bool {
        self.free_before(first)
            .is_some_and(|before| self.tokens.is(before, words!["between"]))
    }

    /// Whether the digits behind a joint are no number. The joint itself makes them look like part of an identifier.
    fn is_no_end(&self, at: usize) -> bool {
        let tokens = self.tokens;
        if tokens.glued(at) {
            let mut end = at + 1;
            if tokens.is_mark(end, &['-', '/', ':'])
                && tokens.glued(end + 1)
                && tokens.is_digits(end + 1)
            {
                return true;
            }
            while end < at + 16
                && tokens.is_mark(end, &['.', ','])
                && tokens.glued(end + 1)
                && tokens.is_digits(end + 1)
            {
                end += 2;
            }
            let word = tokens.str(end);
            return tokens.glued(end)
                && tokens.is_word(end)
                && !(word.len() <= 3 && matches!(word, "K" | "k" | "M" | "B" | "bn" | "m" | "x"));
        }
        context::not_a_quantity(tokens, at).is_some()
    }

    /// The lower end, in the scale of the upper one: the 2 of "2 to 3 million".
    pub(super) fn first_of(one: &Amount, other: &Amount) -> Option<Decimal> {
        let value = one.numeral.value;
        let scale = other.numeral.scale;
        let scaled = value.checked_mul(scale)?;
        let inherits = one.numeral.scale == Decimal::ONE
            && scale > Decimal::ONE_HUNDRED
            && scaled < other.numeral.value;
        Some(if inherits { scaled } else { value })
    }

    fn ranged(&mut self, one: Amount, other: Amount) -> usize {
        let low = Self::first_of(&one, &other).unwrap_or(one.numeral.value);
        let unit = if other.unit == Unit::None {
            one.unit
        } else {
            other.unit
        };
        // "Two to three times as many".
        let times = (unit == Unit::None)
            .then(|| self.end_of_multiple(other.next))
            .flatten();
        let other_next = times.unwrap_or(other.next);
        let kind = match unit {
            Unit::None if times.is_some() => Kind::Ratio,
            _ => kind_of(unit, Form::Cardinal),
        };
        let between = usize::from(self.is_between(one.first) || self.is_ranging(one.first));
        let outer = match self.hedge(one.first, other.next) {
            Some((_, first)) => first,
            None => one.first - between,
        };
        let (start, end) = self.bytes(one.first, other_next);
        let (outer_start, _) = self.bytes(outer, other_next);
        self.found.push(Quantity::from(Printed {
            start,
            end,
            outer_start,
            outer_end: end,
            kind,
            modifier: Modifier::Range,
            nominal: None,
            currency: unit.currency(),
            values: Values::range(low, other.numeral.value),
            version: Box::default(),
        }));
        self.done = other_next;
        self.last = None;
        other_next
    }

    /// "Hundreds", "thousands of", "tens of thousands".
    fn many(&mut self, at: usize, power: u8) -> usize {
        let tokens = self.tokens;
        let mut next = at + 1;
        let mut least = power_of_ten(power);
        if tokens.is(next, words!["of"]) {
            if let Some(Lexeme::Many(more)) = tokens.lexeme(next + 1) {
                least = least.saturating_mul(power_of_ten(more));
                next += 2;
            }
        } else if power == 1 {
            return next;
        }
        self.vague(at, next, Some(least))
    }

    /// "Several", "a couple of hundred", "a few thousand".
    fn vague_scale(&mut self, first: usize, next: usize) -> usize {
        let tokens = self.tokens;
        let at = next + usize::from(tokens.is(next, words!["of"]));
        let scale = match tokens.lexeme(at) {
            Some(Lexeme::Hundred) => Decimal::ONE_HUNDRED,
            Some(Lexeme::Scale(power)) => power_of_ten(power),
            Some(Lexeme::Dozen) => Decimal::from(12),
            _ => return self.vague(first, next, Some(Decimal::TWO)),
        };
        let least = scale.saturating_mul(Decimal::TWO);
        self.vague(first, at + 1, Some(least))
    }

    fn vague(&mut self, first: usize, next: usize, least: Option<Decimal>) -> usize {
        let outer = self.hedge(first, next).map_or(first, |(_, first)| first);
        let (start, end) = self.bytes(first, next);
        let (outer_start, _) = self.bytes(outer, next);
        self.found.push(Quantity::from(Printed {
            start,
            end,
            outer_start,
            outer_end: end,
            kind: Kind::Count,
            modifier: Modifier::Vague,
            nominal: None,
            currency: None,
            values: Values::vague(least),
            version: Box::default(),
        }));
        self.last = None;
        self.done = next;
        next
    }

    /// A number to itself: "doubled", "3x".
    fn multiple(&mut self, first: usize, next: usize, number: Decimal) -> usize {
        let (modifier, outer) = self.hedge(first, next).unwrap_or((Modifier::Exact, first));
        let values = match modifier {
            Modifier::Over => Values::from(number),
            Modifier::Nearly => Values::nearly_multiple(number),
            Modifier::About => Values::about(number),
            Modifier::UpTo => Values::up_to(number),
            Modifier::Below => Values::below(number),
            Modifier::Exact | Modifier::Range | Modifier::Vague => Values::multiple(number),
        };
        self.push(
            first,
            next,
            outer,
            next,
            Kind::Ratio,
            modifier,
            number,
            None,
            values,
        )
    }

    /// A number with its hedge.
    fn amount(&mut self, amount: Amount, kind: Kind) -> usize {
        let tokens = self.tokens;
        let Amount {
            numeral,
            unit,
            first,
            next,
        } = amount;
        let before = self.hedge(first, next);
        let behind = if kind == Kind::Ordinal {
            None
        } else {
            hedge::after(tokens, next, numeral.in_words)
        };
        let (modifier, outer, outer_next) = match (before, behind) {
            (before, Some((modifier, end))) => (modifier, before.map_or(first, |(_, at)| at), end),
            (Some((modifier, start)), None) => (modifier, start, next),
            (None, None) => (Modifier::Exact, first, next),
        };
        let number = numeral.value;
        let place = if kind == Kind::Percent && numeral.place.is_zero() {
            Decimal::ONE
        } else {
            numeral.place
        };
        let values = match modifier {
            // There is no step for a share: more than half is anything up to all.
            Modifier::Over if kind == Kind::Ratio => Values::from(number),
            Modifier::Over => Values::over(number),
            Modifier::Nearly => Values::nearly(number),
            Modifier::About => Values::about(number),
            Modifier::UpTo => Values::up_to(number),
            Modifier::Below => Values::below(number),
            Modifier::Exact | Modifier::Range | Modifier::Vague => Values::rounded(number, place),
        };
        let now = Last {
            amount,
            kind,
            modifier,
            outer: (outer, outer_next),
        };
        let before = self.last.filter(|last| last.outer.1 <= outer);
        if let Some(before) = before
            && let Some(merged) = self.two_bounds(&before, &now)
        {
            self.found.pop();
            self.found.push(merged);
            self.done = outer_next;
            self.last = None;
            return outer_next;
        }
        if self.with_wholes
            && let Some(before) = before
            && let Some(whole) = self.whole(&before, &now)
        {
            self.wholes.push(whole);
        }
        let next = self.push(
            first,
            next,
            outer,
            outer_next,
            kind,
            modifier,
            number,
            unit.currency(),
            values,
        );
        self.last = Some(now);
        next
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the fields of a quantity, in their order"
    )]
    fn push(
        &mut self,
        first: usize,
        next: usize,
        outer: usize,
        outer_next: usize,
        kind: Kind,
        modifier: Modifier,
        nominal: Decimal,
        currency: Option<&'static str>,
        values: Values,
    ) -> usize {
        let (start, end) = self.bytes(first, next);
        let (outer_start, outer_end) = self.bytes(outer, outer_next);
        self.found.push(Quantity::from(Printed {
            start,
            end,
            outer_start,
            outer_end,
            kind,
            modifier,
            nominal: Some(bare(nominal)),
            currency,
            values,
            version: Box::default(),
        }));
        self.last = None;
        self.done = outer_next;
        outer_next
    }

    /// The hedge before a number, as far as it does not belong to the number before.
    pub(super) fn hedge(&self, first: usize, next: usize) -> Option<hedge::Hedge> {
        hedge::before(self.tokens, first, next).filter(|(_, start)| *start >= self.done)
    }

    /// The token before one, if no number has it.
    pub(super) fn free_before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|before| *before >= self.done)
    }

    /// The bytes of the tokens `first..next`.
    pub(super) fn bytes(&self, first: usize, next: usize) -> (usize, usize) {
        let start = self.tokens.get(first).map_or(0, |token| token.start);
        let end = self
            .tokens
            .get(next.wrapping_sub(1))
            .map_or(start, |token| token.end);
        (start as usize, end.max(start) as usize)
    }
}

/// What is kept of a fraction such as one third.
pub(super) const DECIMALS: u32 = 15;

/// A number with no more decimals than these, and with none that tells nothing.
fn bare(number: Decimal) -> Decimal {
    // Most are whole.
    if number.scale() == 0 && number.is_sign_positive() {
        return number;
    }
    number.round_dp(DECIMALS).normalize()
}

/// "$10 to $15": both have the currency, or the second has none.
fn joint_currency(one: &Amount, other: &Amount) -> bool {
    matches!(one.unit, Unit::Currency(_)) && other.unit == Unit::None
}

/// Whether the words before a "from" make a range of what it starts.
fn is_ranging(tokens: &Tokens<'_>, from: usize) -> bool {
    tokens.is_before(
        from,
        words![
            "ranging",
            "ranges",
            "ranged",
            "range",
            "varying",
            "varies",
            "varied",
            "vary",
            "anywhere",
            "anything",
            "somewhere",
        ],
    )
}

/// Whether a comparison follows: "twice as many", "3 times the size".
fn is_comparison(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(
        at,
        words![
            "as", "more", "the", "larger", "higher", "greater", "faster", "bigger", "its", "their",
            "that", "what", "fewer", "less", "smaller", "our",
        ],
    )
}

//! What a rule reports, as plain data.
//!
//! Lives here: findings, labels, severities, certainties, faults and their categories, edits; problems, which are no
//! findings.
//! Stays out: colour, JSON, exit codes, and how anything was found. `Serialize` is for the cache: the machine contract has
//! types of its own.

use serde::{Deserialize, Serialize};

use crate::source::Place;

mod about;
mod figures;

pub use figures::{Figure, Standing};

/// How bad a finding is. Ordered: an error is greater than a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Worth a look; not shown unless asked for.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// All severities with their names, from the mildest.
    pub const ALL: [(Severity, &'static str); 3] = [
        (Severity::Note, "note"),
        (Severity::Warning, "warning"),
        (Severity::Error, "error"),
    ];

    /// The name in output, rules and options.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// How sure a check is of what it found. A rule maps it to a severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Certainty {
    /// A mere likeness.
    Unsure,
    /// The full key agrees, or convention rather than logic decides.
    Likely,
    /// Nothing but an error explains it.
    Sure,
}

impl Certainty {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Unsure => "unsure",
            Certainty::Likely => "likely",
            Certainty::Sure => "sure",
        }
    }
}

macro_rules! faults {
    ($($variant:ident $code:literal $category:ident $what:literal;)*) => {
        /// What is wrong, by the name that suppressions and rules use.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Fault {
            $(#[doc = $what] $variant,)*
        }

        impl Fault {
            /// Every fault, in the order of the reference.
            pub const ALL: &'static [Fault] = &[$(Fault::$variant),*];

            /// The name in output, rules and suppressions.
            pub fn code(self) -> &'static str {
                match self { $(Fault::$variant => $code,)* }
            }

            /// The usual category of the fault's findings.
            pub fn category(self) -> Category {
                match self { $(Fault::$variant => Category::$category,)* }
            }

            /// What is found, in one line.
            pub fn what(self) -> &'static str {
                match self { $(Fault::$variant => $what,)* }
            }
        }
    };
}

faults! {
    ValuesDisagree "values-disagree" Conflict "Two statements of one fact whose values cannot both be true.";
    GrowthOff "growth-off" Arithmetic "A stated growth, multiple or change that the stated values do not give.";
    ShareOff "share-off" Arithmetic "A share that its part and whole do not give, or shares that add up wrongly.";
    CountOff "count-off" Count "A number of items that is not the number of items listed.";
    ListedTwice "listed-twice" Roster "The same item twice in one list, or in two lists that exclude each other.";
    TotalOff "total-off" Sum "Parts that do not add up to their total, or a product that is not one.";
    SequenceBroken "sequence-broken" Sequence "Ordinals or versions that skip, repeat or go back.";
    TotalFell "total-fell" Regression "A total to date that is lower than it was before.";
    RosterDisagrees "roster-disagrees" Roster "Seats, members or affiliations of a body that differ between places.";
    NameVaries "name-varies" Name "The same person, organisation or place in several spellings.";
    YearStale "year-stale" Date "A year, or a plan, left over from another year.";
    DateDisagrees "date-disagrees" Date "One event at two dates or places, or a weekday that does not fit.";
    FactMissing "fact-missing" Other "What every earlier report stated, and a report does not.";
    CarriedOver "carried-over" CarriedOver "Last year's sentence again, and no longer true.";
    ParagraphRepeated "paragraph-repeated" Duplicate "A paragraph, list or section that stands twice.";
    Typo "typo" Typo "A misspelling.";
    WordRepeated "word-repeated" Typo "A word that stands twice in a row.";
    PunctuationOdd "punctuation-odd" Punctuation "Punctuation that cannot be meant.";
    PlaceholderLeft "placeholder-left" Placeholder "An editing mark or a placeholder left in the text.";
    SentenceCut "sentence-cut" Placeholder "A sentence, paragraph or label that ends in the middle.";
    ListMissing "list-missing" Placeholder "A list that is announced and does not come.";
    TermVaries "term-varies" Terminology "One term written in several ways.";
    Text "text" Other "What a house style forbids or requires.";
    SuppressionVoid "suppression-void" Config "A suppression that suppresses nothing, gives no reason or names no fault.";
}

impl Fault {
    /// The fault of a code.
    pub fn from_code(code: &str) -> Option<Fault> {
        Fault::ALL
            .iter()
            .copied()
            .find(|fault| fault.code() == code)
    }
}

/// The broad kind of a finding, for counting and filtering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Category {
    /// Two statements of one fact disagree.
    Conflict,
    /// Percentages, growth, multiples.
    Arithmetic,
    /// A count against its list.
    Count,
    /// Parts and totals.
    Sum,
    /// Membership, seats, items listed twice.
    Roster,
    /// People, organisations, places.
    Name,
    /// Ordinals and versions.
    Sequence,
    /// Years, dates, "last year".
    Date,
    /// A total that falls.
    Regression,
    /// Repeated text.
    Duplicate,
    /// Copied from an earlier report and stale.
    CarriedOver,
    /// Misspellings.
    Typo,
    /// Punctuation.
    Punctuation,
    /// Grammar.
    Grammar,
    /// Editing marks, cut sentences, lost lists.
    Placeholder,
    /// Spelling of terms.
    Terminology,
    /// None of these.
    Other,
    /// Suppressions and settings.
    Config,
}

impl Category {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Category::Conflict => "conflict",
            Category::Arithmetic => "arithmetic",
            Category::Count => "count",
            Category::Sum => "sum",
            Category::Roster => "roster",
            Category::Name => "name",
            Category::Sequence => "sequence",
            Category::Date => "date",
            Category::Regression => "regression",
            Category::Duplicate => "duplicate",
            Category::CarriedOver => "carried-over",
            Category::Typo => "typo",
            Category::Punctuation => "punctuation",
            Category::Grammar => "grammar",
            Category::Placeholder => "placeholder",
            Category::Terminology => "terminology",
            Category::Other => "other",
            Category::Config => "config",
        }
    }
}

impl Category {
    /// Whether its findings are about what is said, and not about how it is written.
    pub fn is_of_facts(self) -> bool {
        matches!(
            self,
            Category::Conflict
                | Category::Arithmetic
                | Category::Count
                | Category::Sum
                | Category::Roster
                | Category::Sequence
                | Category::Date
                | Category::Regression
        )
    }
}

/// A place with the words that are shown beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is stated there, in a few words.
    pub text: String,
}

/// One replacement of a span by a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub place: Place,
    /// The text put there.
    pub replacement: String,
}

/// What would mend a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fix {
    /// Edits that mend it together.
    Edits {
        /// Whether they can be applied without a person looking at them.
        safe: bool,
        /// The edits; they do not overlap.
        edits: Vec<Edit>,
    },
    /// The sides of a contradiction: each of them, with all of its edits, would mend it. Which one is right is not for
    /// a program to say.
    OneOf(Vec<Vec<Edit>>),
}

impl Fix {
    /// Every edit of every side.
    pub fn edits(&self) -> impl Iterator<Item = &Edit> {
        let (all, sides) = match self {
            Fix::Edits { edits, .. } => (edits.as_slice(), [].as_slice()),
            Fix::OneOf(sides) => ([].as_slice(), sides.as_slice()),
        };
        all.iter().chain(sides.iter().flatten())
    }

    fn edits_mut(&mut self) -> impl Iterator<Item = &mut Edit> {
        let (all, sides) = match self {
            Fix::Edits { edits, .. } => (edits.as_mut_slice(), [].as_mut_slice()),
            Fix::OneOf(sides) => ([].as_mut_slice(), sides.as_mut_slice()),
        };
        all.iter_mut().chain(sides.iter_mut().flatten())
    }
}

/// What a check found, before a rule gives it a name and a severity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detection {
    /// What is wrong.
    pub fault: Fault,
    /// The category, where it is not the fault's usual one.
    pub category: Category,
    /// How sure the check is.
    pub certainty: Certainty,
    /// Both sides and the arithmetic, in one calm sentence.
    pub message: String,
    /// What to do, and how it could be right.
    pub help: String,
    /// The place to look at first.
    pub primary: Label,
    /// Every other place involved, in the order to be read.
    pub related: Vec<Label>,
    /// Edits that would mend it.
    pub fix: Option<Fix>,
}

impl Detection {
    /// Every place that it points at.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        let labels = std::iter::once(&self.primary).chain(&self.related);
        let edits = self.fix.iter().flat_map(Fix::edits);
        labels
            .map(|label| label.place)
            .chain(edits.map(|edit| edit.place))
    }

    /// The same, to be told anew.
    pub fn places_mut(&mut self) -> impl Iterator<Item = &mut Place> {
        let labels = std::iter::once(&mut self.primary).chain(&mut self.related);
        let edits = self.fix.iter_mut().flat_map(Fix::edits_mut);
        labels
            .map(|label| &mut label.place)
            .chain(edits.map(|edit| &mut edit.place))
    }
}

/// A detection under the rule that reported it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The id of the rule.
    pub rule: String,
    /// The severity that the rule gives to it.
    pub severity: Severity,
    /// What was found. It is large, and findings are put in order.
    pub detection: Box<Detection>,
    /// Names the finding by its content: stable under edits elsewhere.
    pub fingerprint: String,
}

/// What a rule says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its id.
    pub id: String,
    /// What it finds, in one line.
    pub summary: String,
    /// What to do about its findings.
    pub help: Option<String>,
    /// The highest severity that it may report.
    pub severity: Severity,
}

/// Something amiss with a run rather than with what a report says. No finding: the reports may be fine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What it is with.
    pub of: ProblemOf,
    /// What is amiss.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where to look, if there is such a place.
    pub place: Option<Place>,
}

/// What a problem is with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ProblemOf {
    /// A rule of a pack or of the user.
    Rules,
    /// The settings.
    Settings,
    /// Reports, as far as they can be read.
    Reports,
    /// The baseline.
    Baseline,
}

impl ProblemOf {
    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            ProblemOf::Rules => "rules",
            ProblemOf::Settings => "settings",
            ProblemOf::Reports => "reports",
            ProblemOf::Baseline => "baseline",
        }
    }
}

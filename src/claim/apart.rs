//! What keeps two claims apart that look alike: why the join does not hold them to be about one fact.

/// Why two claims are not held to be about one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Apart {
    /// It is not told what one of them counts.
    Unmeasured,
    /// One is a number in a series, and each of a series has another.
    Rank,
    /// One stands in a report whose language is not understood.
    Language,
    /// Their reports are of different series.
    Series,
    /// One is, say, a percentage and the other is none, or one a change and the other a level.
    Kind,
    /// They count different things.
    Measure,
    /// They are about different periods.
    Period,
    /// They stand in one list or table.
    Siblings,
    /// They stand in one sentence.
    Sentence,
    /// Their sentences are the same, and they are two numbers of it.
    Slot,
    /// One is planned, hoped for, supposed or quoted.
    Mood,
    /// They are in different currencies.
    Currency,
    /// One holds for each of several or for some only.
    Part,
    /// One reaches over more time than the other.
    Reach,
    /// They count what belongs to different owners.
    Whose,
    /// Their headings name different editions.
    Edition,
    /// They name different months.
    Month,
    /// They name different years.
    Year,
    /// They name different places.
    Location,
    /// They name different rounds.
    Ordinal,
    /// The words before their nouns make them two things.
    Qualifier,
    /// Their headings name different things.
    Heading,
    /// Their sentences name different things.
    Names,
    /// Their sentences share too little.
    Words,
    /// They tell how far back something reaches.
    Span,
    /// There are too many like them to compare each with each.
    Crowded,
}

impl Apart {
    /// The reason in a few words.
    pub fn reason(self) -> &'static str {
        match self {
            Apart::Unmeasured => "nothing tells what it counts",
            Apart::Rank => "a number in a series: each has its own",
            Apart::Language => "another language than English",
            Apart::Series => "a report of another series",
            Apart::Kind => "another kind of number",
            Apart::Measure => "it counts something else",
            Apart::Period => "another period",
            Apart::Siblings => "another entry of the same list or table",
            Apart::Sentence => "in the same sentence",
            Apart::Slot => "another number of the same sentence, which stands there twice",
            Apart::Mood => "one of the two is planned, hoped for, supposed or quoted",
            Apart::Currency => "another currency",
            Apart::Part => "one of the two is of each or of a part",
            Apart::Reach => "one of the two is of more time",
            Apart::Whose => "of somebody else",
            Apart::Edition => "the headings name different editions",
            Apart::Month => "another month",
            Apart::Year => "another year is named",
            Apart::Location => "another place",
            Apart::Ordinal => "another round",
            Apart::Qualifier => "the words before the noun tell them apart",
            Apart::Heading => "the headings name different subjects",
            Apart::Names => "the sentences name different subjects",
            Apart::Words => "the sentences share too few words",
            Apart::Span => "it tells how far back something reaches, and each thing has its own",
            Apart::Crowded => "too many are like it to compare each pair",
        }
    }
}

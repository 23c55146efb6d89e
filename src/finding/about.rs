//! What is to be known of each fault: why it matters.

use super::Fault;

impl Fault {
    /// Why it matters, and when it is right all the same.
    pub fn why(self) -> &'static str {
        match self {
            Fault::ValuesDisagree => {
                "A reader who meets both values trusts neither. It happens where last year's text was copied and one of \
                 two places was brought up to date. Both can be right if they are of another day, place or way of \
                 counting; then the text should say so."
            }
            Fault::GrowthOff => {
                "A change is worked out once and stays when its values are corrected. Whoever does the sum finds out. \
                 It can be right if it is the change of something else than the values beside it."
            }
            Fault::ShareOff => {
                "A percentage and the two numbers that it comes from are often corrected one without the others. Some \
                 shares are of another whole than the one that is named, and where several answers are allowed, they \
                 add up to more than 100%."
            }
            Fault::CountOff => {
                "A list gains or loses an item, and the number before it stays. A list may also be only a part of what \
                 is counted; \"among them\" or \"including\" says so."
            }
            Fault::ListedTwice => {
                "An item that stands twice has often taken the place of one that is now missing, such as a person whose \
                 name was overwritten."
            }
            Fault::TotalOff => {
                "The parts were corrected and the total was not, or the other way round. A total may hold more than the \
                 parts that are named; then the text should say so."
            }
            Fault::SequenceBroken => {
                "A release, edition or meeting that is counted wrongly makes all later ones wrong. A number may be left \
                 out on purpose, as some do with the thirteenth."
            }
            Fault::TotalFell => {
                "A total to date cannot fall, so one of the two reports is wrong, or the way of counting has changed \
                 and the reader is not told."
            }
            Fault::RosterDisagrees => {
                "Seats, members and affiliations are looked up in reports for years afterwards. They change within a \
                 year as well; a date beside each list says which is which."
            }
            Fault::NameVaries => {
                "A name that is written in two ways is found by half of those who look for it, and people mind how \
                 their names are written. Two people may differ in one letter."
            }
            Fault::YearStale => {
                "A year that came along with last year's text tells of a plan that is long past, or dates this year's \
                 event to the last one. A report may look back on purpose."
            }
            Fault::DateDisagrees => {
                "People plan by dates. An event with two of them, or with a weekday that does not fit, is wrong in one \
                 place at least. An event that was moved has two dates, and the text should say so."
            }
            Fault::FactMissing => {
                "Readers look for the number that they found in every report so far. It may have been left out by \
                 mistake, or because it is no good news. A metric asks for it with `missing: true`, and then it is a \
                 note."
            }
            Fault::CarriedOver => {
                "A sentence that comes back word for word still calls things new that are a year old, or gives last \
                 year's number for this year."
            }
            Fault::ParagraphRepeated => {
                "A passage was moved and stayed in its old place, or was copied to be rewritten and never was."
            }
            Fault::Typo => {
                "A slip that a spell checker would find, or one that is seen only because the reports write the word \
                 rightly elsewhere. Words of your own can be listed under `words` in factlint.yaml."
            }
            Fault::WordRepeated => {
                "It is overlooked most easily at the end of a line. Some words may double, as in \"had had\"."
            }
            Fault::PunctuationOdd => {
                "Marks are left over where words were taken out: a space before a comma, a bracket that never closes."
            }
            Fault::PlaceholderLeft => {
                "A note to the editor, a TODO or an XX was meant to be replaced before anybody reads it."
            }
            Fault::SentenceCut => {
                "The rest of a sentence was lost, mostly where text was pasted. The reader cannot know what it said."
            }
            Fault::ListMissing => {
                "A colon announces what does not come: a list, a table or a picture was lost when the text was moved to \
                 another format."
            }
            Fault::TermVaries => {
                "A term in two spellings looks like two things, and is hard to search for. Terms of your own can be \
                 listed under `terms` in factlint.yaml."
            }
            Fault::Text => {
                "A house style is kept where somebody checks it. What it asks for is said by the rule."
            }
            Fault::SuppressionVoid => {
                "A suppression outlives what it was made for, and then hides what comes later. So one that suppresses \
                 nothing is told, and so is one without a reason: nobody can tell any more whether it still holds."
            }
        }
    }
}

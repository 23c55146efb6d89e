//! Sorts of which nobody and nothing is two at a time: "women" and "men", "passed" and "failed", "full" and "honorary" members.
//! Parts that are of such sorts are counted once, and are never more than their whole.

use crate::check::flow::Flow;
use crate::lookup::WordMap;
use crate::word;

/// What the sorts of one family tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Sex,
    Age,
    Hours,
    Term,
    Pay,
    /// What became of an application, a claim or a complaint.
    Outcome,
    Test,
    Finding,
    Game,
    Vote,
    /// Whether something is open.
    State,
    /// Who a membership is of: one, two or a family.
    Household,
    /// Whether a member is a person.
    Body,
    /// The rank of a member.
    Membership,
    School,
    Size,
    Length,
    Medal,
    Place,
    Owner,
    Bearing,
    Harm,
    Grade,
    Progress,
}

impl Family {
    /// Whether its words tell what was done.
    fn is_of_deeds(self) -> bool {
        matches!(
            self,
            Family::Outcome | Family::Test | Family::Game | Family::Vote | Family::Progress
        )
    }
}

/// The families that words belong to.
const SORTS: WordMap<Family, 127> = WordMap::new([
    ("women", Family::Sex),
    ("men", Family::Sex),
    ("female", Family::Sex),
    ("male", Family::Sex),
    ("females", Family::Sex),
    ("males", Family::Sex),
    ("girls", Family::Sex),
    ("boys", Family::Sex),
    ("girl", Family::Sex),
    ("boy", Family::Sex),
    ("adults", Family::Age),
    ("adult", Family::Age),
    ("children", Family::Age),
    ("full-time", Family::Hours),
    ("part-time", Family::Hours),
    ("permanent", Family::Term),
    ("temporary", Family::Term),
    ("paid", Family::Pay),
    ("unpaid", Family::Pay),
    ("accepted", Family::Outcome),
    ("approved", Family::Outcome),
    ("declined", Family::Outcome),
    ("deferred", Family::Outcome),
    ("denied", Family::Outcome),
    ("dismissed", Family::Outcome),
    ("granted", Family::Outcome),
    ("pending", Family::Outcome),
    ("refused", Family::Outcome),
    ("rejected", Family::Outcome),
    ("upheld", Family::Outcome),
    ("withdrawn", Family::Outcome),
    ("approvals", Family::Outcome),
    ("deferrals", Family::Outcome),
    ("refusals", Family::Outcome),
    ("rejections", Family::Outcome),
    ("withdrawals", Family::Outcome),
    ("passed", Family::Test),
    ("failed", Family::Test),
    ("passes", Family::Test),
    ("failures", Family::Test),
    ("inconclusive", Family::Test),
    ("positive", Family::Finding),
    ("negative", Family::Finding),
    ("indeterminate", Family::Finding),
    ("won", Family::Game),
    ("lost", Family::Game),
    ("drawn", Family::Game),
    ("drew", Family::Game),
    ("tied", Family::Game),
    ("wins", Family::Game),
    ("losses", Family::Game),
    ("draws", Family::Game),
    ("ties", Family::Game),
    ("defeats", Family::Game),
    ("for", Family::Vote),
    ("against", Family::Vote),
    ("abstained", Family::Vote),
    ("abstaining", Family::Vote),
    ("abstentions", Family::Vote),
    ("abstention", Family::Vote),
    ("opposed", Family::Vote),
    ("yes", Family::Vote),
    ("no", Family::Vote),
    ("yeas", Family::Vote),
    ("nays", Family::Vote),
    ("spoilt", Family::Vote),
    ("open", Family::State),
    ("closed", Family::State),
    ("affiliate", Family::Membership),
    ("associate", Family::Membership),
    ("associates", Family::Membership),
    ("corporate", Family::Body),
    ("family", Family::Household),
    ("full", Family::Membership),
    ("honorary", Family::Membership),
    ("individual", Family::Body),
    ("institutional", Family::Body),
    ("joint", Family::Household),
    ("life", Family::Membership),
    ("ordinary", Family::Membership),
    ("provisional", Family::Membership),
    ("single", Family::Household),
    ("supporting", Family::Membership),
    ("primary", Family::School),
    ("secondary", Family::School),
    ("tertiary", Family::School),
    ("large", Family::Size),
    ("medium", Family::Size),
    ("medium-sized", Family::Size),
    ("small", Family::Size),
    ("long", Family::Length),
    ("short", Family::Length),
    ("gold", Family::Medal),
    ("silver", Family::Medal),
    ("bronze", Family::Medal),
    ("golds", Family::Medal),
    ("silvers", Family::Medal),
    ("bronzes", Family::Medal),
    ("rural", Family::Place),
    ("suburban", Family::Place),
    ("urban", Family::Place),
    ("private", Family::Owner),
    ("public", Family::Owner),
    ("north", Family::Bearing),
    ("south", Family::Bearing),
    ("east", Family::Bearing),
    ("west", Family::Bearing),
    ("killed", Family::Harm),
    ("dead", Family::Harm),
    ("injured", Family::Harm),
    ("wounded", Family::Harm),
    ("missing", Family::Harm),
    ("unhurt", Family::Harm),
    ("excellent", Family::Grade),
    ("good", Family::Grade),
    ("fair", Family::Grade),
    ("satisfactory", Family::Grade),
    ("poor", Family::Grade),
    ("unsatisfactory", Family::Grade),
    ("cancelled", Family::Progress),
    ("completed", Family::Progress),
    ("finished", Family::Progress),
    ("ongoing", Family::Progress),
    ("postponed", Family::Progress),
    ("unfinished", Family::Progress),
    ("begun", Family::Progress),
    ("planned", Family::Progress),
]);

/// What may stand between a number and its sort: "were", "voted".
const BETWEEN: &[&str] = &[
    "are", "were", "is", "was", "have", "has", "had", "been", "being", "voted", "rated", "marked",
];

/// Whether all parts are of sorts that exclude each other.
pub(super) fn exclude_each_other(flow: &Flow<'_>, places: &[usize]) -> bool {
    let view = flow.report.document.view.as_str();
    let mut family = None;
    let mut named: Vec<word::Stem> = Vec::new();
    places.iter().all(|at| {
        let bare = flow.skip(at + 1, BETWEEN);
        let placed = flow.skip(bare, &["from", "in"]);
        let is_placed = placed > bare;
        let has = (at + 1..bare).any(|at| flow.is(at, &["has", "have", "had"]));
        let Some(word) = flow.word(flow.skip(placed, &["the"])) else {
            return false;
        };
        let Some(own) = SORTS.get(word.of(view)) else {
            return false;
        };
        // Only where things are is told with a preposition: "12 in the north", and not "12 in public".
        // "16 have nursery classes", but "16 have passed".
        let is_fit = (!is_placed || own == Family::Bearing) && (!has || own.is_of_deeds());
        let is_new = *family.get_or_insert(own) == own && !named.contains(&word.stem);
        named.push(word.stem);
        is_fit && is_new
    })
}

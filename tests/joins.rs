//! The join, by pairs of statements: which must be held to be about one fact, and which must not.
//!
//! The number that is meant stands in angle brackets, which the reports do not have. Statements of one pair stand in
//! one report, in paragraphs of their own, unless the pair names two years. `heading | text` puts a heading above.

use factlint::claim::{ClaimId, Ledger, Strength};
use factlint::corpus::{Corpus, Settings};
use factlint::source::Sources;

/// Statements of one report that are about one fact.
const SAME: &[(&str, &str)] = &[
    (
        "The online library counted more than <60,000> unique readers from 31 countries in 2021.",
        "The online library counted more than <40,000> unique readers from 31 countries in 2021.",
    ),
    (
        "The autumn fair in Bergen drew bakers from <14> countries this year.",
        "The autumn fair took place in Bergen and brought bakers from <19> countries together.",
    ),
    (
        "The guild now has <21> associate members in the form of schools and museums.",
        "Schools and museums joined in numbers, and the guild has <24> associate members today.",
    ),
    (
        "More than <40> ovens were lit at the harbour festival in Narvik.",
        "At the harbour festival of Narvik, bakers lit <52> ovens for a night.",
    ),
    (
        "The bakers of Oslo sold <3,359> loaves of rye bread at the winter market.",
        "The winter market was a success: <3,900> loaves of rye bread went over the counter of the bakers of Oslo.",
    ),
    (
        "Our apprentices come from <17> countries and speak nine languages.",
        "The apprentices of the guild come from <19> countries and speak nine languages.",
    ),
    (
        "The newsletter was read by <12,000> subscribers every month.",
        "Every month <15,000> subscribers read the newsletter.",
    ),
    (
        "The hearth scholarship supported <six> students of the bakery school.",
        "<Eight> students of the bakery school were supported by the hearth scholarship.",
    ),
    (
        "The Rye Works project merged <1,305> recipes from volunteers.",
        "Volunteers of the Rye Works project merged <1,505> recipes.",
    ),
    (
        "The repair of the mill cost <$45,500> and was paid by donors.",
        "Donors paid <$54,500> for the repair of the mill.",
    ),
    (
        "The survey of mills was answered by <280> millers in spring.",
        "In spring, <230> millers answered the survey of mills.",
    ),
    (
        "The Hearth podcast has reached <250,000> listeners from 193 countries.",
        "With <150,000> listeners, the Hearth podcast was heard in 193 countries.",
    ),
    (
        "The Millers committee met <16> times during the year.",
        "During the year the Millers committee met <19> times.",
    ),
    (
        "The bakers' choir of Vardø sang <nine> concerts for sailors.",
        "Sailors heard <seven> concerts of the bakers' choir of Vardø.",
    ),
    (
        "<82> percent of the respondents of the flour survey bake daily.",
        "In the flour survey, <77> percent of the respondents bake daily.",
    ),
    (
        "The guild archive holds <4,063> photographs of village ovens.",
        "Photographs of village ovens are kept in the guild archive: <4,603> photographs so far.",
    ),
    (
        "The Narvik bakery school trained <120> apprentices in sourdough.",
        "In sourdough alone, <150> apprentices were trained at the Narvik bakery school.",
    ),
    (
        "The flour fund gave <$15,000> to small mills in the north.",
        "Small mills in the north received <$18,000> from the flour fund.",
    ),
    (
        "The sourdough exam was passed by <128> bakers.",
        "<138> bakers passed the sourdough exam.",
    ),
    (
        "The Crust magazine printed <11> issues with recipes of readers.",
        "Recipes of readers filled the <13> issues of the Crust magazine.",
    ),
    (
        "The Harbour Oven was rebuilt by <33> volunteers from the district.",
        "<43> volunteers from the district rebuilt the Harbour Oven.",
    ),
    (
        "Members of the guild baked for <560> families after the flood.",
        "After the flood, bread for <650> families came from members of the guild.",
    ),
    (
        "The mentoring programme of the guild has <13> mentors for young bakers.",
        "Young bakers find <18> mentors in the mentoring programme of the guild.",
    ),
    (
        "The Bergen fair had <46> stands run by millers.",
        "Millers ran <44> stands at the Bergen fair.",
    ),
    (
        "The market is worth <$7.7 billion> by 2030 according to the flour board.",
        "According to the flour board, a market of <$6.7 billion> is to be had by 2030.",
    ),
    (
        "The oven map lists <300> public ovens in all districts.",
        "All districts together have <360> public ovens on the oven map.",
    ),
    (
        "The bread museum welcomed <58,000> visitors from abroad.",
        "From abroad came <85,000> visitors to the bread museum.",
    ),
    (
        "The guild celebrated its <tenth> anniversary with a parade in Oslo.",
        "A parade in Oslo marked the <eleventh> anniversary of the guild.",
    ),
    (
        "The rye hotline answered <2,237> calls from home bakers.",
        "Home bakers made <2,273> calls to the rye hotline.",
    ),
    (
        "The spelt working group has <25> organizations as partners.",
        "Partners of the spelt working group are <35> organizations.",
    ),
    (
        "The street ovens of Vardø burned <900> tonnes of birch wood.",
        "Birch wood, <700> tonnes of it, was burned in the street ovens of Vardø.",
    ),
    (
        "The training tour visited <12> villages along the coast.",
        "Along the coast, the training tour came to <15> villages.",
    ),
    (
        "The youth team of the guild won <four> medals at the northern games of bakers.",
        "At the northern games of bakers, <five> medals went to the youth team of the guild.",
    ),
    (
        "The grain bank stores <180> varieties of barley.",
        "<190> varieties of barley are stored in the grain bank.",
    ),
    (
        "The night bakery serves <1,100> customers on weekdays.",
        "On weekdays, <1,700> customers come to the night bakery.",
    ),
    (
        "The co-operative of millers bought <six> lorries for deliveries.",
        "For deliveries, the co-operative of millers bought <nine> lorries.",
    ),
    (
        "The recipe website had <74,782> unique views in the season of baking.",
        "In the season of baking the recipe website had <47,782> unique views.",
    ),
    (
        "A grant of <€30,000> went to the tide mill of Moss for its wheel.",
        "The tide mill of Moss received a grant of <€36,000> for its wheel.",
    ),
    (
        "Guild members own <64> water mills on the river Glomma.",
        "On the river Glomma, <46> water mills belong to guild members.",
    ),
    (
        "The dough festival offered <200> workshops on fermentation.",
        "On fermentation, the dough festival offered <250> workshops.",
    ),
];

/// Statements of one report that look alike and are about two facts.
const DIFFERENT: &[(&str, &str)] = &[
    (
        "The spring fair in Oslo drew bakers from <14> countries.",
        "The autumn fair in Bergen drew bakers from <19> countries.",
    ),
    (
        "The Rye Works project had <121> commits from 8 bakers.",
        "The Old Oven project had <151> commits from 5 bakers.",
    ),
    (
        "At the meeting in April, <46> teams took part.",
        "At the meeting in October, <44> teams took part.",
    ),
    (
        "The guild has <21> associate members.",
        "The guild has <52> silver members.",
    ),
    (
        "The release named Barley was made by <680> contributors.",
        "The release named Spelt was made by <710> contributors.",
    ),
    (
        "Bakers from <17> countries passed the exam.",
        "Readers of the magazine live in <193> countries.",
    ),
    (
        "In 2019 the library had <300> readers.",
        "In 2021 the library had <500> readers.",
    ),
    (
        "The guild plans to open <12> ovens along the coast.",
        "The guild opened <9> ovens along the coast.",
    ),
    (
        "The newsletter had <267,000> views.",
        "The podcast had <74,000> views.",
    ),
    (
        "Oslo has <12> bakeries of the guild.",
        "Bergen has <9> bakeries of the guild.",
    ),
    (
        "Four apprentices from <three> towns came in spring to Narvik.",
        "Nine apprentices from <five> towns came in autumn to Moss.",
    ),
    (
        "Millers | The committee has <five> seats.",
        "Bakers | The committee has <seven> seats.",
    ),
    (
        "Barley Update | The project had <3,359> changes by 147 authors during the year.",
        "Spelt Update | The project had <2,237> changes by 111 authors during the year.",
    ),
    (
        "The summit in Denver had <50> countries among its attendees.",
        "The summit in Shanghai had <45> countries among its attendees.",
    ),
    (
        "The virtual fair had <10,000> attendees from many countries.",
        "The fair days of Oslo had <800> attendees from many countries.",
    ),
    (
        "The first round of the scholarship took <four> students.",
        "The second round of the scholarship took <three> students.",
    ),
    (
        "The guild raised <$5,000> for the mill of Moss.",
        "The guild raised <€5,500> for the mill of Moss.",
    ),
    (
        "The school has <four> students from Vardø this term.",
        "Another <six> students from Hamar take part in the course.",
    ),
    (
        "There are <25> groups that celebrate the anniversary.",
        "There are past <40> groups in the register of the guild.",
    ),
    (
        "<40> percent of the bakers use rye.",
        "<25> percent of the millers use spelt.",
    ),
    (
        "The oven of Narvik was built by <33> volunteers.",
        "The oven of Vardø was built by <43> volunteers.",
    ),
    (
        "The workshop lasted <three> days.",
        "The fair lasted <five> days.",
    ),
    (
        "The working group has <16> organizations.",
        "The guild has <560> organizations.",
    ),
    (
        "Ann Lee has been a member for <eight> years.",
        "Bo Chen has been a member for <three> years.",
    ),
    (
        "Version 2 of the recipe book has <120> pages.",
        "The annual report has <40> pages.",
    ),
    (
        "Monday's course had <20> participants.",
        "Friday's course had <35> participants.",
    ),
    (
        "The Barley team merged <1,000> changes.",
        "The guild as a whole merged <47,500> changes.",
    ),
    (
        "Hearth Days in Turkey had <300> guests.",
        "Hearth Days in Korea had <500> guests.",
    ),
    (
        "The fair of June had <200> stands.",
        "The fair of July had <150> stands.",
    ),
    (
        "The magazine was sent to <10> libraries in Oslo.",
        "The magazine was sent to <20> libraries in Bergen.",
    ),
    (
        "The board has <27> members.",
        "The committee of millers has <nine> members.",
    ),
    (
        "Last year the tour visited <12> villages.",
        "This year the tour visited <15> villages.",
    ),
    (
        "The junior class baked <40> loaves.",
        "The senior class baked <90> loaves.",
    ),
    (
        "We now count <25> million loaves of rye.",
        "We now count <6> million loaves of spelt.",
    ),
    (
        "Each of the <six> instructors gave two lessons.",
        "The <nine> instructors of the summer school come from abroad.",
    ),
    (
        "In its <tenth> year the guild opened a school.",
        "In its <third> year the school opened a hostel.",
    ),
    (
        "The old mill grinds <12> sacks an hour.",
        "The new mill grinds <30> sacks an hour.",
    ),
    (
        "The fair had <200> sponsors in all.",
        "The fair had <20> gold sponsors.",
    ),
    (
        "Over <25> weeks the bakers wrote recipes.",
        "In <12> weeks the millers wrote a handbook.",
    ),
    (
        "The choir sang <nine> concerts in Vardø.",
        "The orchestra played <seven> concerts in Vardø.",
    ),
    (
        "Seven bakers from Moss won <two> prizes.",
        "Two millers from Hamar won <five> prizes.",
    ),
];

/// A statement of this year's report about last year, and one of last year's report.
const SAME_OVER_YEARS: &[(&str, &str)] = &[
    (
        "The flour survey counted <25> million ovens in use.",
        "In 2020 the flour survey counted <15> million ovens in use.",
    ),
    (
        "The bakery school of Narvik has <180> students of sourdough.",
        "Last year the bakery school of Narvik had <210> students of sourdough.",
    ),
    (
        "The university library of Moss lent <84,000> books to students.",
        "The university library of Moss lent 79,500 books to students, compared to <81,000> books in 2020.",
    ),
];

/// A statement of last year's report and one of this year's about this year.
const DIFFERENT_OVER_YEARS: &[(&str, &str)] = &[
    (
        "The flour survey counted <25> million ovens in use.",
        "The flour survey counted <40> million ovens in use.",
    ),
    (
        "Bakers from <17> countries passed the sourdough exam.",
        "Bakers from <33> countries passed the sourdough exam.",
    ),
    (
        "Northside Hospital treated <12,400> patients in its emergency room.",
        "Northside Hospital treated <13,900> patients in its emergency room.",
    ),
    (
        "The university library of Moss lent <84,000> books to students.",
        "The university library of Moss lent <79,500> books to students, fewer than last year.",
    ),
    (
        "The city council of Hamar planted <310> trees along the river.",
        "The city council of Hamar planted <450> trees along the river this year.",
    ),
    (
        "The rowing club has <142> members and six boats.",
        "The rowing club now has <163> members and seven boats.",
    ),
    (
        "A grant of <$20,000> went to the tide mill of Moss.",
        "A grant of <$25,000> went to the tide mill of Moss.",
    ),
    (
        "The board met <seven> times, and all seats were filled.",
        "The board met <nine> times, and all seats were filled.",
    ),
    (
        "<82> percent of the respondents of the reader survey were satisfied.",
        "<77> percent of the respondents of the reader survey were satisfied.",
    ),
    (
        "In December the night clinic saw <1,100> children with fever.",
        "In December the night clinic saw <900> children with fever.",
    ),
    (
        "The guild celebrated its <tenth> anniversary in Oslo.",
        "The guild celebrated its <eleventh> anniversary in Oslo.",
    ),
    (
        "The summer reading programme reached <2,300> children in 14 villages.",
        "The summer reading programme reached <2,800> children in 14 villages.",
    ),
    (
        "As of December 2020, the archive holds <4,063> photographs of village ovens.",
        "As of December 2021, the archive holds <4,603> photographs of village ovens.",
    ),
];

/// A report with a statement in it, and where the number that is meant stands in the view.
fn report(statements: &[&str]) -> (String, Vec<usize>) {
    titled("Yearbook", statements)
}

fn titled(title: &str, statements: &[&str]) -> (String, Vec<usize>) {
    let mut text = format!("# {title}\n");
    let mut marks = Vec::new();
    for statement in statements {
        text.push('\n');
        let body = match statement.split_once(" | ") {
            Some((heading, body)) => {
                text.extend(["## ", heading, "\n\n"]);
                body
            }
            None => statement,
        };
        let mark = body.find('<').expect("a statement marks its number");
        marks.push(text.len() + mark);
        text.push_str(&body.replace(['<', '>'], ""));
        text.push('\n');
    }
    (text, marks)
}

fn strength(reports: &[(&str, String)], marks: &[(usize, usize)]) -> Option<Strength> {
    strength_with(reports, marks, Settings::default())
}

fn strength_with(
    reports: &[(&str, String)],
    marks: &[(usize, usize)],
    settings: Settings,
) -> Option<Strength> {
    let mut sources = Sources::default();
    let ids: Vec<_> = reports
        .iter()
        .map(|(name, text)| sources.add(*name, text.as_str()).unwrap())
        .collect();
    let corpus = Corpus::read(&sources, &ids, settings);
    let ledger = Ledger::of(&corpus);
    let claim = |(report, mark): (usize, usize)| -> Option<ClaimId> {
        ledger.claims.iter().position(|claim| {
            let read = &corpus.reports[claim.report];
            let span = read.document.view.span(claim.extent);
            read.name == reports[report].0 && span.range().contains(&mark)
        })
    };
    let first = claim(marks[0]).unwrap_or_else(|| panic!("not read: {reports:?}"));
    let second = claim(marks[1]).unwrap_or_else(|| panic!("not read: {reports:?}"));
    let joined = ledger.joins.iter().find(|join| {
        (join.first, join.second) == (first, second) || (join.first, join.second) == (second, first)
    });
    joined.map(|join| join.strength)
}

fn in_one_report((first, second): (&str, &str)) -> Option<Strength> {
    let (text, marks) = report(&[first, second]);
    strength(&[("2021.md", text)], &[(0, marks[0]), (0, marks[1])])
}

fn over_years((first, second): (&str, &str)) -> Option<Strength> {
    let ((before, first), (after, second)) = (report(&[first]), report(&[second]));
    strength(
        &[("2020.md", before), ("2021.md", after)],
        &[(0, first[0]), (1, second[0])],
    )
}

/// As [`over_years`], with the year of each report in its title.
fn over_titled_years((first, second): (&str, &str)) -> Option<Strength> {
    let (before, first) = titled("Yearbook 2020", &[first]);
    let (after, second) = titled("Yearbook 2021", &[second]);
    strength(
        &[("2020.md", before), ("2021.md", after)],
        &[(0, first[0]), (1, second[0])],
    )
}

/// The pairs whose join is not the wanted one.
fn wrong(
    pairs: &[(&str, &str)],
    join: fn((&str, &str)) -> Option<Strength>,
    wanted: bool,
) -> Vec<String> {
    let held =
        |pair: &(&str, &str)| join(*pair).is_some_and(|strength| strength >= Strength::FullKey);
    let wrong = pairs.iter().filter(|pair| held(pair) != wanted);
    wrong
        .map(|(first, second)| format!("{first}\n{second}"))
        .collect()
}

#[test]
fn statements_of_one_fact_join() {
    assert!(SAME.len() >= 40);
    let wrong = wrong(SAME, in_one_report, true);
    assert!(
        wrong.is_empty(),
        "{} of {} did not join:\n\n{}",
        wrong.len(),
        SAME.len(),
        wrong.join("\n\n")
    );
}

#[test]
fn statements_of_two_facts_do_not_join() {
    assert!(DIFFERENT.len() >= 40);
    let wrong = wrong(DIFFERENT, in_one_report, false);
    assert!(
        wrong.is_empty(),
        "{} of {} joined:\n\n{}",
        wrong.len(),
        DIFFERENT.len(),
        wrong.join("\n\n")
    );
}

#[test]
fn statements_about_last_year_join_with_its_report() {
    assert_eq!(
        wrong(SAME_OVER_YEARS, over_years, true),
        Vec::<String>::new()
    );
    assert_eq!(
        wrong(SAME_OVER_YEARS, over_titled_years, true),
        Vec::<String>::new()
    );
}

#[test]
fn statements_of_two_years_do_not_join() {
    assert_eq!(
        wrong(DIFFERENT_OVER_YEARS, over_years, false),
        Vec::<String>::new()
    );
    assert_eq!(
        wrong(DIFFERENT_OVER_YEARS, over_titled_years, false),
        Vec::<String>::new()
    );
}

#[test]
fn names_of_one_subject_join_if_the_settings_say_so() {
    let (text, marks) = report(&[
        "In Narvik the Guild of Bakers runs <40> bakeries on the west coast.",
        "Some <52> bakeries on the west coast are run by the Oven Club.",
    ]);
    let strength = |aliases: &[&[&str]]| {
        let names = |names: &&[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let settings = Settings {
            aliases: aliases.iter().map(names).collect(),
            ..Settings::default()
        };
        let reports = [("2021.md", text.clone())];
        strength_with(&reports, &[(0, marks[0]), (0, marks[1])], settings)
    };
    assert!(strength(&[]).is_none_or(|strength| strength < Strength::FullKey));
    let aliases: &[&str] = &["Guild of Bakers", "Oven Club"];
    assert!(strength(&[aliases]) >= Some(Strength::FullKey));
}

#[test]
fn statements_in_another_language_do_not_join() {
    let (text, marks) = report(&[
        "Der Verein hat im Jahr 2021 in Bergen <40> Bäckereien an der Küste.",
        "Der Verein hat im Jahr 2021 in Bergen <52> Bäckereien an der Küste.",
    ]);
    let reports = [("2021.md", text)];
    assert_eq!(strength(&reports, &[(0, marks[0]), (0, marks[1])]), None);
}

//! The join, by pairs of statements: which must be held to be about one fact, and which must not.
//!
//! The number that is meant stands in angle brackets, which the reports do not have. Statements of one pair stand in
//! one report, in paragraphs of their own, unless the pair names two years. `heading | text` puts a heading above.

use factlint::claim::{Apart, ClaimId, Ledger, Strength};
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
        "At the time of asking, <23> percent of the rye bakers had used the oven for three months or less.",
        "About <41> percent of the rye bakers felt at home with the oven in less than a month of use.",
    ),
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
    (
        "We had <18,400> readers in 2020.",
        "We had <19,400> readers in 2020.",
    ),
    (
        "The board has <nine> members.",
        "In 2020 the board had <ten> members.",
    ),
    (
        "Our membership stood at <1,204> at the end of the year.",
        "Our membership rose to 1,310, from <1,250> in 2020.",
    ),
    (
        "Our income was <£4.2m>, and the spending of the mill £3.1m.",
        "Our income was £5.0m (2020: <£4.5m>).",
    ),
];

/// A statement of last year's report and one of this year's about this year.
const DIFFERENT_OVER_YEARS: &[(&str, &str)] = &[
    (
        "We had <400> guests from Norway.",
        "In 2020 we had <450> guests from Denmark.",
    ),
    (
        "The board has <nine> members, and the council has 12 members.",
        "In 2020 the council had <eleven> members.",
    ),
    (
        "We lent <4,000> books to schools.",
        "In 2020 we lent <4,100> books.",
    ),
    (
        "Our spending was <£4.2m>.",
        "Our income was £5.0m (2020: <£4.5m>).",
    ),
    ("It has <40> rooms.", "In 2020 it had <42> rooms."),
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

/// Statements of one report, and how sure it is that they are about one fact, or what keeps them apart.
const KIN: &[(&str, &str, &str)] = &[
    (
        "The guild of Oslo has <40> bakers in its old halls.",
        "The guild of Oslo has <52> bakers in its old halls.",
        "SameSentence",
    ),
    (
        "The guild has <40> bakers.",
        "The guild has <52> bakers.",
        "Alike",
    ),
    (
        "The Oslo guild has <40> bakers today.",
        "The Oslo guild has <52> bakers today.",
        "SameSentence",
    ),
    (
        "It has <40> bakers today.",
        "It has <52> bakers today.",
        "Alike",
    ),
    (
        "The halls of the guild | The halls have <9> ovens and a cellar below.",
        "The school of the guild | The school has <12> ovens and a cellar below.",
        "Heading",
    ),
    (
        "The old mill | It holds <300> sacks of rye in its loft.",
        "The new mill | It holds <400> sacks of rye in its loft.",
        "Heading",
    ),
    (
        "Overview | The guild has <300> members in all its halls.",
        "The year in review | The guild counts <400> members in all its halls.",
        "FullKey",
    ),
    (
        "The Low Mill led with <23,100> visits and the Tide Barn came next with 22,500 visits of people from the coast.",
        "Next came the Rye Oven with <8,874> visits and the Tide Barn with 8,060 visits of people from the coast.",
        "Alike",
    ),
    (
        "The Low Mill led with <18,860> visits, ahead of the Tide Barn with 18,389 visits of people from the coast.",
        "The Tide Barn saw <18,389> visits of people from the coast.",
        "Alike",
    ),
    (
        "Income of the guild rose to <£390,748> in the year for the old mill.",
        "Our budget for the year had predicted that income of the guild would rise to <£384,000> for the old mill.",
        "Alike",
    ),
    (
        "The income of the guild from all its old halls came to <£390,748>.",
        "The expenditure of the guild for all its old halls came to <£378,812>.",
        "Measure",
    ),
    (
        "Bergen | There were <31> bakers on the first day.",
        "Narvik | There were <36> bakers on the first day.",
        "Heading",
    ),
    (
        "Bergen | Some <31> bakers from the coast baked for 850 guests at the fair.",
        "Narvik | At the fair <36> bakers from the coast baked for 850 guests.",
        "FullKey",
    ),
    (
        "The Fair of Bergen drew <900> guests from 40 towns to the quay.",
        "The Feast of Narvik drew <950> guests from 40 towns to the quay.",
        "Names",
    ),
    (
        "The fair was held in Bergen and drew <900> people from 40 towns.",
        "In Bergen <950> people came to the fair from 40 towns.",
        "FullKey",
    ),
    (
        "The fair was held online and drew <900> people from 40 towns.",
        "The fair drew <950> people from 40 towns.",
        "Alike",
    ),
    (
        "The combined fairs drew <900> guests to the quay of Bergen.",
        "The fairs drew <950> guests to the quay of Bergen.",
        "Alike",
    ),
    (
        "The new members of the guild were <30> young bakers from the north.",
        "The members of the guild were <300> bakers from the north.",
        "Alike",
    ),
    (
        "The guild welcomed <30> new bakers from the villages of the north.",
        "The guild has <300> bakers from the villages of the north.",
        "Qualifier",
    ),
    (
        "The guild wants to train <30> bakers in Bergen in 2023.",
        "In 2023 the guild will train <40> bakers in Bergen.",
        "FullKey",
    ),
    (
        "The market for rye is to reach <$3 million> in 2030.",
        "By 2030, <$4 million> is forecast for the market of rye.",
        "FullKey",
    ),
    (
        "The repair cost <$3,000> and was paid by the guild of Bergen.",
        "The repair cost <€4,000> and was paid by the guild of Bergen.",
        "Currency",
    ),
    (
        "In May the school had <30> pupils from the coast of the north.",
        "In June the school had <40> pupils from the coast of the north.",
        "Month",
    ),
    (
        "In 2019 the school had <30> pupils from the coast of the north.",
        "In 2020 the school had <40> pupils from the coast of the north.",
        "Period",
    ),
    (
        "The first round drew <30> bakers from the coast to the quay.",
        "The second round drew <40> bakers from the coast to the quay.",
        "Ordinal",
    ),
    (
        "Each hall has <9> ovens of brick from the works of Moss.",
        "The hall has <12> ovens of brick from the works of Moss.",
        "Part",
    ),
    (
        "The bakers' children sang <nine> songs on the quay of Bergen.",
        "The millers' children sang <twelve> songs on the quay of Bergen.",
        "Alike",
    ),
    (
        "The Guild Days 2020 | The days drew <900> guests to the halls.",
        "The Guild Days 2021 | The days drew <950> guests to the halls.",
        "Edition",
    ),
    (
        "Rye flour makes <30%> of the sales of the guild.",
        "Wheat flour makes <40%> of the sales of the guild.",
        "Alike",
    ),
    (
        "Sales of rye grew by <30%> over the year in the halls of Bergen.",
        "Sales of rye were <30%> of all sales in the halls of Bergen.",
        "Kind",
    ),
    (
        "The choir sang at the <third> fair of the guild in Bergen.",
        "The choir sang at the <fourth> fair of the guild in Bergen.",
        "Rank",
    ),
    (
        "The guild celebrated its <third> birthday on the quay of Bergen.",
        "On the quay of Bergen the guild celebrated its <fourth> birthday.",
        "FullKey",
    ),
    (
        "The guild has <4,063> loaves on the shelves of its cellar.",
        "On the shelves of the cellar there are <4,603> loaves.",
        "FullKey",
    ),
    (
        "The old mill grinds <30> sacks of rye an hour for the guild.",
        "The new mill grinds <40> sacks of rye an hour for the guild.",
        "Alike",
    ),
    (
        "The cellar of the guild has <2,400,000> litres of beer.",
        "Some <2,600,000> litres of beer lie there.",
        "Alike",
    ),
    (
        "The cellar of the guild has <24,000> litres of beer.",
        "Some <26,000> litres of beer lie there.",
        "Alike",
    ),
    (
        "The cellar of the guild has <240> litres of beer.",
        "Some <260> litres of beer lie there.",
        "Words",
    ),
    (
        "The Harvest Moon of Moss carried <300> sacks to the coast.",
        "On its way north, the Harvest Moon of Moss had <400> sacks aboard.",
        "FullKey",
    ),
    (
        "Bakers from <50> towns came to the spring fair in Bergen.",
        "The spring fair of Bergen had bakers from <60> towns.",
        "FullKey",
    ),
    (
        "Bakers from <50> towns came to eat.",
        "Millers from <60> towns stayed home.",
        "Whose",
    ),
    (
        "The guild has <40> bakers, 335 ovens and 850 guests.",
        "There are 335 ovens, 850 guests and <52> bakers.",
        "FullKey",
    ),
    (
        "The guild has <40> bakers and 335 ovens.",
        "There are 335 mills and <52> bakers.",
        "Words",
    ),
    (
        "The guild has <40> bakers and 12 ovens.",
        "There are 12 ovens and <52> bakers.",
        "Words",
    ),
    (
        "The halls are <twice> as large as the school of Moss.",
        "The halls are <three times> as large as the school of Moss.",
        "SameSentence",
    ),
    (
        "Of these, <30> were bakers of the coast.",
        "Of these, <40> were bakers of the coast.",
        "Unmeasured",
    ),
    (
        "The halls | These <30> bakers came by boat from the islands.",
        "The school | These <40> bakers came by boat from the islands.",
        "Heading",
    ),
    (
        "The guild has <seven> halls in Oslo.",
        "Halls of the guild: <nine>",
        "Measure",
    ),
    (
        "The guild of Oslo had <300> mills, up from 250 in 2020.",
        "In 2020 the guild of Oslo had <270> mills.",
        "Period",
    ),
    (
        "The guild of Oslo had 300 mills, up from <250> in 2020.",
        "In 2020 the guild of Oslo had <270> mills.",
        "FullKey",
    ),
    (
        "The days of the guild | The days drew <900> guests to the halls of the north.",
        "The Guild Days 2021 | The days drew <950> guests to the halls of the north.",
        "SameSentence",
    ),
    (
        "The Guild Days 3 | The days drew <900> guests to the halls of the north.",
        "The Guild Days 4 | The days drew <950> guests to the halls of the north.",
        "Edition",
    ),
    (
        "The bakers of Narvik had <40> ovens and 335 mills.",
        "In the north, the bakers of Narvik had <50> ovens and 335 mills on the quay.",
        "FullKey",
    ),
    (
        "Some ate. The guild of millers has <40> halls of stone.",
        "The guild of millers has <50> halls of stone.",
        "FullKey",
    ),
    (
        "A grant of <$3,000> went to the school of Moss for ovens.",
        "The school of Moss was given <$4,000> for its ovens.",
        "FullKey",
    ),
    (
        "The fund has paid <£390,000> for ovens since 2012.",
        "The fund paid <£45,000> for ovens.",
        "Reach",
    ),
    (
        "Over the years the choir has sung <620> concerts.",
        "The choir sang <14> concerts.",
        "Reach",
    ),
    (
        "To date the ferry has carried <9,800> millers.",
        "The ferry carried <3,100> millers this year.",
        "Reach",
    ),
    (
        "So far the school has trained <400> bakers.",
        "The school trained <40> bakers.",
        "Reach",
    ),
    (
        "The appeal raised <£40,000> for the mill.",
        "The appeal has raised <£310,000> for the mill in all.",
        "Reach",
    ),
    (
        "Since 2012 the school has trained <400> bakers.",
        "Since 2015 the school has trained <300> bakers.",
        "Reach",
    ),
    (
        "The mill ground <900> sacks of rye.",
        "Between 2012 and 2020 the mill ground <8,100> sacks of rye.",
        "Reach",
    ),
    (
        "With the most millers since 2012 the fair drew <900> guests to the quay of Moss.",
        "The fair drew <950> guests to the quay of Moss.",
        "FullKey",
    ),
    (
        "In June the ferry made <55> crossings.",
        "The ferry made <610> crossings.",
        "Part",
    ),
    (
        "Gifts came to <£84,000>.",
        "Gifts from bakers came to <£12,000>.",
        "Part",
    ),
    (
        "Helpers in the mill gave <2,000> hours.",
        "Helpers gave <9,000> hours.",
        "Part",
    ),
    (
        "Millers among our helpers gave <2,000> hours.",
        "Our 120 helpers gave <9,000> hours.",
        "Part",
    ),
    (
        "Our bakery in Moss sold bread for <£40,000>.",
        "Our bakeries sold bread for <£310,000>.",
        "Part",
    ),
    (
        "We built <12> ovens in Moss.",
        "In all we built <45> ovens.",
        "Part",
    ),
    (
        "We built <45> ovens.",
        "This includes <12> ovens built for schools.",
        "Part",
    ),
    (
        "We heard from <310> bakers.",
        "Of those, <45> bakers wrote letters.",
        "Part",
    ),
    (
        "The course costs <£9,000>.",
        "The course costs <£45> a visit.",
        "Part",
    ),
    (
        "Sales of bread came to <£14,000>.",
        "Sales of rye came to <£17,000>.",
        "Measure",
    ),
    (
        "Loans now total <£31,000>.",
        "Savings of the guild now total <£44,000>.",
        "Measure",
    ),
    (
        "Bakers made <4,000> visits.",
        "Millers made <900> visits.",
        "Measure",
    ),
    (
        "The guild had a surplus of <£12,000> in Moss.",
        "The guild paid <£25,000> in grants in Moss.",
        "Measure",
    ),
    (
        "We sold 31 ovens for <£6,300>, with a surplus of £1,200.",
        "We sold ovens with a surplus of <£400>.",
        "Measure",
    ),
    (
        "Arrears fell from £41,000 to <£29,000>.",
        "We have reduced the arrears by <£12,000>.",
        "Kind",
    ),
    (
        "Gifts from bakers came to <£12,000>.",
        "Gifts from bakers came to <£21,000>.",
        "FullKey",
    ),
    (
        "Members of the guild gave <4,000> hours to the mill of the north.",
        "Members gave <4,600> hours to the mill of the north.",
        "FullKey",
    ),
];

/// The same of statements in the reports of two years.
const KIN_OVER_YEARS: &[(&str, &str, &str)] = &[
    (
        "The guild has <40> bakers in the halls of the north.",
        "The guild has <52> bakers in the halls of the north.",
        "Period",
    ),
    (
        "In 2020 the guild had <40> bakers in the halls of the north.",
        "In 2020 the guild had <52> bakers in the halls of the north.",
        "SameSentence",
    ),
    (
        "The guild has <40> bakers in the halls of the north.",
        "A year before, the guild had <52> bakers in the halls of the north.",
        "FullKey",
    ),
    (
        "The guild has <40> bakers in the halls of the north.",
        "The guild grew from <52> bakers in 2020 to 60 in the halls of the north.",
        "FullKey",
    ),
    (
        "The sales of rye came to <86,000> sacks, up from 72,000.",
        "The sales of rye came to 93,000 sacks, up from <88,000>.",
        "FullKey",
    ),
    (
        "The fair of 2020 | The fair drew <900> guests to the quay of Bergen in spring.",
        "The fair of 2021 | In 2020 the fair drew <950> guests to the quay of Bergen in spring.",
        "FullKey",
    ),
    (
        "The rate of loaves sent back was <24>%.",
        "The rate of loaves sent back was 20%, down from <28>% the previous year.",
        "FullKey",
    ),
    (
        "In 2020 we took <310> calls.",
        "In 2021 we took 402 calls, a 20% increase on the <335> received in the previous year.",
        "FullKey",
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
    relation(reports, marks, settings).ok()
}

/// How sure it is that the numbers at two marks are about one fact, or what keeps them apart.
fn relation(
    reports: &[(&str, String)],
    marks: &[(usize, usize)],
    settings: Settings,
) -> Result<Strength, Apart> {
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
    ledger.relation(&corpus, first, second)
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
    join: impl Fn((&str, &str)) -> Option<Strength>,
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

/// The second has the names of the first, for want of its own, and begins with something else.
#[test]
fn what_is_beside_a_named_thing_is_another() {
    let in_one_paragraph = |(first, second): (&str, &str)| {
        let said = format!("{first} {second}");
        let marks: Vec<usize> = said.match_indices('<').map(|(at, _)| at).collect();
        let text = said.replace(['<', '>'], "");
        // A mark takes two bytes that the text has not.
        strength(&[("2021.md", text)], &[(0, marks[0]), (0, marks[1] - 2)])
    };
    let apart = [
        ("The Old Mill has <12> rooms.", "Its annex has <4> rooms."),
        (
            "The Baking Group raised <£1,200>.",
            "The choir raised <£4,000>.",
        ),
        (
            "The Oat House had <14,100> visitors.",
            "The shop had <5,000> visitors.",
        ),
    ];
    assert_eq!(wrong(&apart, in_one_paragraph, false), Vec::<String>::new());
    let together = [
        (
            "The Rye Guild has <1,395> members.",
            "The guild has <1,359> members.",
        ),
        ("The Old Mill has <12> rooms.", "It has <14> rooms."),
    ];
    assert_eq!(
        wrong(&together, in_one_paragraph, true),
        Vec::<String>::new()
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

#[test]
fn each_thing_that_two_statements_say_counts() {
    for (first, second, expected) in KIN {
        let found = kinship((first, second), false);
        assert_eq!(found, *expected, "\n{first}\n{second}");
    }
    for (first, second, expected) in KIN_OVER_YEARS {
        let found = kinship((first, second), true);
        assert_eq!(found, *expected, "\n{first}\n{second}");
    }
}

fn kinship((first, second): (&str, &str), years: bool) -> String {
    let (reports, marks) = if years {
        let (before, first) = titled("Yearbook 2020", &[first]);
        let (after, second) = titled("Yearbook 2021", &[second]);
        (
            vec![("2020.md", before), ("2021.md", after)],
            [(0, first[0]), (1, second[0])],
        )
    } else {
        let (text, marks) = titled("Yearbook 2021", &[first, second]);
        (vec![("2021.md", text)], [(0, marks[0]), (0, marks[1])])
    };
    relation(&reports, &marks, Settings::default()).map_or_else(
        |apart| format!("{apart:?}"),
        |strength| format!("{strength:?}"),
    )
}

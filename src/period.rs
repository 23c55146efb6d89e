//! Years, quarters, months and dates in prose, resolved against the period of a report.
//!
//! Lives here: calendar expressions ("in November 2019", "last year", "since 2020", "Q3") and the periods they name.
//! Stays out: the clock. What "this year" means is decided by the report.

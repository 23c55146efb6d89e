//! How often a fault was found rightly.
//!
//! The figures are of reports by other hands, which nobody had seen who worked on the rules. A person has read every
//! finding that is counted.

use super::Fault;

/// Findings of one fault that a person has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// How many were read.
    pub read: u32,
    /// How many of them were false.
    pub wrong: u32,
}

/// By fault, in the order of the reference. Whatever has not been measured is not here.
const FIGURES: &[(Fault, Figure)] = &[];

impl Fault {
    /// How many findings were read, and how many were false, if somebody has measured it.
    pub fn figure(self) -> Option<Figure> {
        let mut figures = FIGURES.iter();
        figures
            .find(|(fault, _)| *fault == self)
            .map(|(_, figure)| *figure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_once_each_in_order_and_can_be() {
        assert!(FIGURES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let mut figures = FIGURES.iter();
        assert!(figures.all(|(_, figure)| figure.read > 0 && figure.wrong <= figure.read));
    }
}

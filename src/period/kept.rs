//! Days and weekdays, as they are kept from one run to the next.

/// A day: its year, its month and its day in it.
pub(super) mod day {
    use jiff::civil::Date;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
    pub(in crate::period) fn serialize<S: Serializer>(
        day: &Date,
        into: S,
    ) -> Result<S::Ok, S::Error> {
        (day.year(), day.month(), day.day()).serialize(into)
    }

    pub(in crate::period) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Date, D::Error> {
        let (year, month, day) = Deserialize::deserialize(from)?;
        Date::new(year, month, day).map_err(D::Error::custom)
    }
}

/// A weekday, if there is one: its number, from 1 for Monday.
pub(super) mod weekday {
    use jiff::civil::Weekday;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for it"
    )]
    pub(in crate::period) fn serialize<S: Serializer>(
        weekday: &Option<Weekday>,
        into: S,
    ) -> Result<S::Ok, S::Error> {
        weekday.map(Weekday::to_monday_one_offset).serialize(into)
    }

    pub(in crate::period) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Weekday>, D::Error> {
        let number = Option::<i8>::deserialize(from)?;
        let weekday = number.map(Weekday::from_monday_one_offset).transpose();
        weekday.map_err(D::Error::custom)
    }
}

//! A hash that is small, and stable over versions and machines: the program is built with the same one.
//!
//! Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm": FNV-1a with 64 bits.

/// The hash of bytes.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    fnv1a_behind(0xcbf2_9ce4_8422_2325, bytes)
}

/// The hash of bytes behind others, by the hash of those.
pub(crate) fn fnv1a_behind(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

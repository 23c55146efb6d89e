//! Bytes for the reader `fixes`; see `tests/readers`.

#![no_main]

#[allow(dead_code)]
#[path = "../tests/readers/mod.rs"]
mod readers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| readers::fixes(bytes));

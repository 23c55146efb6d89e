//! The `factlint` program: everything it does is in the library's `cli` room.

fn main() -> std::process::ExitCode {
    factlint::cli::main()
}

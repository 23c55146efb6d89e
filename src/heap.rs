//! Memory that is asked of the system ahead of its use.
//!
//! Lives here: what the allocator of a platform has to be told. Stays out: what the memory is for.

/// Makes the calling thread have memory at hand for what it reads next, so that it seldom asks the system for some. No more of
/// it is taken than is written to.
///
/// The heap of a thread in the GNU C library grows by what an allocation lacks, with one call to the system each (`grow_heap`
/// in its `arena.c`), and all threads wait for such calls. What is taken at once and given back stays with the heap.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(crate) fn grow() {
    use std::cell::Cell;
    use std::sync::Once;

    /// More than a few reports of a usual length take while they are read.
    const AHEAD: usize = 8 << 20;
    /// So many reports are read with it.
    const TOGETHER: u32 = 8;
    /// Blocks up to the largest that was given back come from the heap and stay there, up to 32 MiB
    /// (`DEFAULT_MMAP_THRESHOLD_MAX` in `malloc.c`).
    const LARGEST: usize = 31 << 20;
    static FIRST: Once = Once::new();
    thread_local! {
        static CALLS: Cell<u32> = const { Cell::new(0) };
    }
    FIRST.call_once(|| take_and_give_back(LARGEST));
    if CALLS
        .replace(CALLS.get().wrapping_add(1))
        .is_multiple_of(TOGETHER)
    {
        take_and_give_back(AHEAD);
    }
}

/// Elsewhere memory is left to the allocator.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn grow() {}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn take_and_give_back(bytes: usize) {
    let mut block: Vec<u8> = Vec::new();
    // Where there is not so much, things are as they would be without it.
    let _ = block.try_reserve_exact(bytes);
    drop(std::hint::black_box(block));
}

//! Memory of one thread: at its height, and all that was asked for.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

thread_local! {
    static NOW: Cell<usize> = const { Cell::new(0) };
    static HEIGHT: Cell<usize> = const { Cell::new(0) };
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[allow(unsafe_code, reason = "an allocator is unsafe by its trait; this one only counts and passes on")]
// SAFETY: every call goes to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that ends has no counters any more.
        let _ = NOW.try_with(|now| {
            now.set(now.get().saturating_add(layout.size()));
            HEIGHT.set(HEIGHT.get().max(now.get()));
            ASKED.set(ASKED.get().saturating_add(layout.size()));
        });
        // SAFETY: as the caller promised.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        let _ = NOW.try_with(|now| now.set(now.get().saturating_sub(layout.size())));
        // SAFETY: as the caller promised.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// What some work took, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// The most that was held at one time.
    pub height: usize,
    /// All that was asked for, given back or not: a measure of work that no clock disturbs.
    pub asked: usize,
}

/// Does some work and measures it.
pub fn measured<T>(work: impl FnOnce() -> T) -> (T, Taken) {
    let before = NOW.get();
    HEIGHT.set(before);
    ASKED.set(0);
    let result = work();
    (result, Taken { height: HEIGHT.get().saturating_sub(before), asked: ASKED.get() })
}

//! How a process with an open engine ends: at once, without the library's C++ destructors.
//!
//! The destructors of the library's static objects pull the ground from under the engine's threads when a process
//! exits with the engine open (seen: a segmentation fault after the last test of a binary, or after an error that
//! ends `main`). They are registered while the engine runs, so a handler registered at its start would come after
//! them. The main thread's thread-local values, however, are dropped before any exit handler is called: one of
//! them registers, as the very last, the handler that leaves. What is stored is as safe as after any other end of
//! a process.

/// From now on `exit` on the main thread ends the process before it comes to the library's destructors.
pub(super) fn leave_without_destructors() {
    #[cfg(target_os = "linux")]
    linux::ARMED.store(true, std::sync::atomic::Ordering::Release);
}

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::{c_int, c_void};
    use std::sync::atomic::{AtomicBool, Ordering};

    pub(super) static ARMED: AtomicBool = AtomicBool::new(false);

    unsafe extern "C" {
        fn on_exit(handler: extern "C" fn(c_int, *mut c_void), argument: *mut c_void) -> c_int;
        fn _exit(status: c_int) -> !;
    }

    struct LastWill;

    thread_local! {
        static LAST_WILL: LastWill = const { LastWill };
    }

    impl Drop for LastWill {
        fn drop(&mut self) {
            if ARMED.load(Ordering::Acquire) {
                // SAFETY: the handler is a function of this program and takes what on_exit passes.
                unsafe { on_exit(leave, std::ptr::null_mut()) };
            }
        }
    }

    extern "C" fn leave(status: c_int, _: *mut c_void) {
        // SAFETY: ends the process; takes an int and has no preconditions.
        unsafe { _exit(status) }
    }

    extern "C" fn on_main_thread() {
        // Its first use is what makes the value be dropped.
        LAST_WILL.with(|_| ());
    }

    // SAFETY: the loader calls the functions of this section on the main thread before main; this one only touches
    // a thread-local value without contents.
    #[used]
    #[unsafe(link_section = ".init_array")]
    static AT_START: extern "C" fn() = on_main_thread;
}

//! The engine's C functions behind safe types: the only unsafe code of the project.
#![allow(unsafe_code)]

mod exit;

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Opens the engine's library once per process; later calls return the one already open, whatever the path.
///
/// It is never closed: the engine's threads outlive its last connection.
pub(crate) fn library(path: &Path) -> Result<&'static Library, libloading::Error> {
    static OPENED: OnceLock<Library> = OnceLock::new();
    if let Some(opened) = OPENED.get() {
        return Ok(opened);
    }
    let loaded = Library::load(path)?;
    Ok(OPENED.get_or_init(|| loaded))
}

/// What a statement read and wrote.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) rows_read: u64,
    pub(crate) bytes_read: u64,
    pub(crate) rows_written: u64,
    pub(crate) bytes_written: u64,
    pub(crate) result_rows: u64,
    pub(crate) result_bytes: u64,
}

/// The output of a statement, encoded in the format asked for.
#[derive(Debug, Default)]
pub(crate) struct Output {
    pub(crate) body: Vec<u8>,
    pub(crate) counts: Counts,
}

/// The engine's message when it refuses, as it words it.
pub(crate) type Refusal = String;

/// Names and values of `{name:Type}` parameters, values in ClickHouse's escaped text form.
pub(crate) type Parameters = [(String, String)];

#[repr(C)]
struct RawResult(*mut c_void);
#[repr(C)]
struct RawConnection(*mut c_void);
#[repr(C)]
struct RawInsert(*mut c_void);
type ConnectionHandle = *mut RawConnection;

/// `chdb_query_analysis_v1`
#[repr(C)]
struct RawAnalysis {
    struct_size: u32,
    statement_count: u32,
    flags: u32,
    query_class: u32,
}
/// `CHDB_QUERY_READ_ONLY`
const READ_ONLY: u32 = 0;

#[rustfmt::skip]
type QueryFn = unsafe extern "C" fn(ConnectionHandle, *const u8, usize, *const u8, usize,
    *const *const u8, *const usize, *const *const u8, *const usize, usize) -> *mut RawResult;
#[rustfmt::skip]
type InsertFn = unsafe extern "C" fn(ConnectionHandle, *const u8, usize, *const u8, usize,
    *const *const u8, *const usize, *const *const u8, *const usize, usize) -> *mut RawInsert;
#[rustfmt::skip]
type ClassifyFn = unsafe extern "C" fn(ConnectionHandle, *const u8, usize, *const u8, usize,
    *mut RawAnalysis) -> c_int;
type CountFn = unsafe extern "C" fn(*mut RawResult) -> u64;

/// The functions used, by the names of `chdb.h`.
pub(crate) struct Library {
    path: PathBuf,
    set_signal_handlers_enabled: unsafe extern "C" fn(c_int),
    connect: unsafe extern "C" fn(c_int, *mut *mut c_char) -> *mut ConnectionHandle,
    close: unsafe extern "C" fn(*mut ConnectionHandle),
    query: QueryFn,
    classify: ClassifyFn,
    destroy_result: unsafe extern "C" fn(*mut RawResult),
    result_error: unsafe extern "C" fn(*mut RawResult) -> *const c_char,
    result_buffer: unsafe extern "C" fn(*mut RawResult) -> *const u8,
    result_length: unsafe extern "C" fn(*mut RawResult) -> usize,
    counts: [CountFn; 6],
    insert: InsertFn,
    append: unsafe extern "C" fn(*mut RawInsert, *const c_void, usize) -> c_int,
    done: unsafe extern "C" fn(*mut RawInsert) -> *mut RawResult,
    cancel_insert: unsafe extern "C" fn(*mut RawInsert),
    insert_error: unsafe extern "C" fn(*mut RawInsert) -> *const c_char,
    destroy_insert: unsafe extern "C" fn(*mut RawInsert),
}

impl Library {
    /// The file the engine was loaded from.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn load(path: &Path) -> Result<Self, libloading::Error> {
        // SAFETY: loading runs the library's initialisers; the file is the engine the user installed or named.
        let library = unsafe { libloading::Library::new(path)? };
        macro_rules! function {
            ($name:literal) => {
                // SAFETY: the field's type is the signature that chdb.h of this engine declares for the name.
                unsafe { *library.get(concat!($name, "\0").as_bytes())? }
            };
        }
        let loaded = Self {
            path: path.to_owned(),
            set_signal_handlers_enabled: function!("chdb_set_signal_handlers_enabled"),
            connect: function!("chdb_connect"),
            close: function!("chdb_close_conn"),
            query: function!("chdb_query_with_params_n"),
            classify: function!("chdb_classify_query_n"),
            destroy_result: function!("chdb_destroy_query_result"),
            result_error: function!("chdb_result_error"),
            result_buffer: function!("chdb_result_buffer"),
            result_length: function!("chdb_result_length"),
            counts: [
                function!("chdb_result_storage_rows_read"),
                function!("chdb_result_storage_bytes_read"),
                function!("chdb_result_rows_written"),
                function!("chdb_result_bytes_written"),
                function!("chdb_result_rows_read"),
                function!("chdb_result_bytes_read"),
            ],
            insert: function!("chdb_stream_insert_with_params_n"),
            append: function!("chdb_stream_append"),
            done: function!("chdb_stream_done"),
            cancel_insert: function!("chdb_stream_cancel_insert"),
            insert_error: function!("chdb_stream_insert_error"),
            destroy_insert: function!("chdb_destroy_insert_stream"),
        };
        // The function pointers stay valid because the library is never unloaded.
        std::mem::forget(library);
        // SAFETY: takes an int, has no preconditions, and must come before the first connection.
        unsafe { (loaded.set_signal_handlers_enabled)(0) };
        exit::leave_without_destructors();
        Ok(loaded)
    }

    /// Connects to the engine, starting it at `--path=…` when this is the first connection of the process.
    ///
    /// `None`: the engine refused and does not say why.
    pub(crate) fn connect(&'static self, arguments: &[CString]) -> Option<Connection> {
        let mut pointers: Vec<*mut c_char> = arguments.iter().map(|a| a.as_ptr().cast_mut()).collect();
        // SAFETY: argc and argv describe NUL-terminated strings that live beyond the call, which only reads them.
        let slot = unsafe { (self.connect)(c_int::try_from(pointers.len()).ok()?, pointers.as_mut_ptr()) };
        // SAFETY: a pointer that is not null points to the connection's handle until it is closed.
        let usable = !slot.is_null() && !unsafe { *slot }.is_null();
        usable.then_some(Connection { library: self, slot })
    }

    fn take(&self, result: *mut RawResult) -> Result<Output, Refusal> {
        let result = OwnedResult {
            library: self,
            result,
        };
        if result.result.is_null() {
            return Err("the engine returned no result".to_owned());
        }
        // SAFETY: the result is alive; the message, if any, lives as long as it.
        let error = unsafe { text((self.result_error)(result.result)) };
        if let Some(error) = error {
            return Err(error);
        }
        // SAFETY: as above; length and buffer describe the same block of bytes.
        let (length, buffer) = unsafe {
            (
                (self.result_length)(result.result),
                (self.result_buffer)(result.result),
            )
        };
        let body = if length == 0 || buffer.is_null() {
            Vec::new()
        } else {
            // SAFETY: the engine owns `length` readable bytes there until the result is destroyed.
            unsafe { std::slice::from_raw_parts(buffer, length) }.to_vec()
        };
        // SAFETY: the functions only read numbers of a result that is alive.
        let [
            rows_read,
            bytes_read,
            rows_written,
            bytes_written,
            result_rows,
            result_bytes,
        ] = self.counts.map(|count| unsafe { count(result.result) });
        Ok(Output {
            body,
            counts: Counts {
                rows_read,
                bytes_read,
                rows_written,
                bytes_written,
                result_rows,
                result_bytes,
            },
        })
    }
}

struct OwnedResult<'a> {
    library: &'a Library,
    result: *mut RawResult,
}

impl Drop for OwnedResult<'_> {
    fn drop(&mut self) {
        if !self.result.is_null() {
            // SAFETY: destroyed once, here, by its only owner.
            unsafe { (self.library.destroy_result)(self.result) };
        }
    }
}

/// A connection with its own current database and settings; runs one statement at a time.
pub(crate) struct Connection {
    library: &'static Library,
    slot: *mut ConnectionHandle,
}

// SAFETY: the engine lets any thread use a connection as long as calls do not overlap; every use takes `&mut`.
unsafe impl Send for Connection {}

impl Connection {
    /// Runs any statements and returns the output of all of them.
    pub(crate) fn query(
        &mut self,
        sql: &[u8],
        format: &str,
        parameters: &Parameters,
    ) -> Result<Output, Refusal> {
        let arrays = Arrays::of(parameters);
        // SAFETY: the handle is open; all pointers and lengths describe data that outlives the call.
        let result = unsafe {
            (self.library.query)(
                *self.slot,
                sql.as_ptr(),
                sql.len(),
                format.as_ptr(),
                format.len(),
                arrays.names.as_ptr(),
                arrays.name_lengths.as_ptr(),
                arrays.values.as_ptr(),
                arrays.value_lengths.as_ptr(),
                parameters.len(),
            )
        };
        self.library.take(result)
    }

    /// Whether the statement leaves no trace, by the engine's own parser; `false` also when it does not parse.
    pub(crate) fn only_reads(&mut self, sql: &[u8]) -> bool {
        let size = u32::try_from(size_of::<RawAnalysis>()).unwrap_or_default();
        let mut analysis = RawAnalysis {
            struct_size: size,
            statement_count: 0,
            flags: 0,
            query_class: u32::MAX,
        };
        // SAFETY: the handle is open; the text is described by pointer and length; no target database is given;
        // the report has the size it states.
        let state = unsafe {
            let text = (sql.as_ptr(), sql.len());
            (self.library.classify)(*self.slot, text.0, text.1, std::ptr::null(), 0, &raw mut analysis)
        };
        state == 0 && analysis.query_class == READ_ONLY
    }

    /// Begins an INSERT whose data follow in `format`; `sql` is the statement without its FORMAT clause.
    pub(crate) fn insert(
        &mut self,
        sql: &[u8],
        format: &str,
        parameters: &Parameters,
    ) -> Result<Insert<'_>, Refusal> {
        let arrays = Arrays::of(parameters);
        // SAFETY: as in `query`; the returned handle is destroyed by `Insert`.
        let stream = unsafe {
            (self.library.insert)(
                *self.slot,
                sql.as_ptr(),
                sql.len(),
                format.as_ptr(),
                format.len(),
                arrays.names.as_ptr(),
                arrays.name_lengths.as_ptr(),
                arrays.values.as_ptr(),
                arrays.value_lengths.as_ptr(),
                parameters.len(),
            )
        };
        let insert = Insert {
            library: self.library,
            stream,
            open: true,
            connection: PhantomData,
        };
        match insert.error() {
            Some(error) => Err(error),
            None => Ok(insert),
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // SAFETY: closed once, here, by its only owner; no statement borrows it any more.
        unsafe { (self.library.close)(self.slot) };
    }
}

/// An INSERT that receives data; dropped before [`Insert::finish`] it is cancelled.
pub(crate) struct Insert<'a> {
    library: &'static Library,
    stream: *mut RawInsert,
    open: bool,
    connection: PhantomData<&'a mut Connection>,
}

impl Insert<'_> {
    /// Hands over encoded bytes, cut anywhere; waits while the engine is behind.
    ///
    /// `false`: the engine has failed and takes no more; [`Insert::finish`] says why.
    pub(crate) fn append(&mut self, data: &[u8]) -> bool {
        // SAFETY: the stream is open; the engine copies the bytes before it returns.
        unsafe { (self.library.append)(self.stream, data.as_ptr().cast(), data.len()) == 0 }
    }

    /// Commits what was appended.
    pub(crate) fn finish(mut self) -> Result<Counts, Refusal> {
        self.open = false;
        // SAFETY: called once on an open stream; the result has one owner.
        let result = unsafe { (self.library.done)(self.stream) };
        self.library.take(result).map(|output| output.counts)
    }

    fn error(&self) -> Option<String> {
        // SAFETY: the stream is alive; the message, if any, lives as long as it.
        unsafe { text((self.library.insert_error)(self.stream)) }
    }
}

impl Drop for Insert<'_> {
    fn drop(&mut self) {
        // SAFETY: cancelled at most once and only when not finished; destroyed once; the connection is still open.
        unsafe {
            if self.open {
                (self.library.cancel_insert)(self.stream);
            }
            (self.library.destroy_insert)(self.stream);
        }
    }
}

struct Arrays {
    names: Vec<*const u8>,
    name_lengths: Vec<usize>,
    values: Vec<*const u8>,
    value_lengths: Vec<usize>,
}

impl Arrays {
    fn of(parameters: &Parameters) -> Self {
        Self {
            names: parameters.iter().map(|(name, _)| name.as_ptr()).collect(),
            name_lengths: parameters.iter().map(|(name, _)| name.len()).collect(),
            values: parameters.iter().map(|(_, value)| value.as_ptr()).collect(),
            value_lengths: parameters.iter().map(|(_, value)| value.len()).collect(),
        }
    }
}

/// # Safety
/// `message` is null or a NUL-terminated string that stays alive during the call.
unsafe fn text(message: *const c_char) -> Option<String> {
    // SAFETY: the caller's promise.
    (!message.is_null()).then(|| unsafe { CStr::from_ptr(message) }.to_string_lossy().into_owned())
}

//! Compressed request bodies, by Content-Encoding.

use std::io::Read;

use crate::exception::Exception;

/// Decompresses a body as it is read.
///
/// # Errors
/// An encoding that is not known here.
pub(crate) fn decoder<R: Read + Send + 'static>(
    body: R,
    encoding: &str,
) -> Result<Box<dyn Read + Send>, Exception> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => Ok(Box::new(body)),
        "gzip" | "x-gzip" => Ok(Box::new(flate2::read::MultiGzDecoder::new(body))),
        "deflate" => Ok(Box::new(flate2::read::ZlibDecoder::new(body))),
        "lz4" => Ok(Box::new(lz4_flex::frame::FrameDecoder::new(body))),
        "zstd" => match zstd::Decoder::new(body) {
            Ok(decoder) => Ok(Box::new(decoder)),
            Err(error) => Err(unknown(&format!("zstd ({error})"))),
        },
        other => Err(unknown(other)),
    }
}

fn unknown(encoding: &str) -> Exception {
    let message = format!(
        "Unknown compression method '{encoding}' in Content-Encoding: known are gzip, deflate, lz4, zstd, identity."
    );
    Exception::new(48, "NOT_IMPLEMENTED", message)
}

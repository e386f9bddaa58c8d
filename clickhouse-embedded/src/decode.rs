//! Compressed request bodies, by Content-Encoding.

use std::io::{self, BufRead, BufReader, Read};

use crate::exception::Exception;

/// Decompresses a body as it is read; concatenated members and frames are one body.
///
/// # Errors
/// An encoding that is not known here.
pub(crate) fn decoder<R: Read + Send + 'static>(
    body: R,
    encoding: &str,
) -> Result<Box<dyn Read + Send>, Exception> {
    let buffered = BufReader::new(body);
    match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => Ok(Box::new(buffered)),
        "gzip" | "x-gzip" => Ok(Box::new(flate2::bufread::MultiGzDecoder::new(buffered))),
        "deflate" => Ok(Box::new(Deflate(flate2::bufread::ZlibDecoder::new(buffered)))),
        "lz4" => Ok(Box::new(Lz4::new(buffered))),
        "zstd" => match zstd::Decoder::with_buffer(buffered) {
            Ok(decoder) => Ok(Box::new(decoder)),
            Err(error) => Err(unknown(&format!("zstd ({error})"))),
        },
        other => Err(unknown(other)),
    }
}

/// One frame after another. The library's decoder takes the end of a frame, and also a frame that is cut off,
/// for the end of all, so each frame has a decoder of its own that is told when its bytes run out.
struct Lz4<R: BufRead>(Option<lz4_flex::frame::FrameDecoder<NeverEnding<R>>>);

impl<R: BufRead> Lz4<R> {
    fn new(body: R) -> Self {
        Self(Some(lz4_flex::frame::FrameDecoder::new(NeverEnding {
            body,
            in_frame: false,
        })))
    }
}

impl<R: BufRead> Read for Lz4<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(decoder) = &mut self.0 {
            if !decoder.get_mut().in_frame {
                if decoder.get_mut().body.fill_buf()?.is_empty() {
                    self.0 = None;
                    break;
                }
                decoder.get_mut().in_frame = true;
            }
            let length = decoder.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            self.0 = self
                .0
                .take()
                .map(|decoder| Self::new(decoder.into_inner().body))
                .and_then(|next| next.0);
        }
        Ok(0)
    }
}

struct NeverEnding<R> {
    body: R,
    in_frame: bool,
}

impl<R: Read> Read for NeverEnding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.body.read(buffer)? {
            0 if !buffer.is_empty() => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "an lz4 frame is cut off",
            )),
            length => Ok(length),
        }
    }
}

/// One stream; what follows it would be lost in silence.
struct Deflate<R: BufRead>(flate2::bufread::ZlibDecoder<R>);

impl<R: BufRead> Read for Deflate<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.0.read(buffer)?;
        if length == 0 && !buffer.is_empty() && !self.0.get_mut().fill_buf()?.is_empty() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "bytes follow the compressed stream",
            ));
        }
        Ok(length)
    }
}

fn unknown(encoding: &str) -> Exception {
    let message = format!(
        "Unknown compression method '{encoding}' in Content-Encoding: known are gzip, deflate, lz4, zstd, identity."
    );
    Exception::new(48, "NOT_IMPLEMENTED", message)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn compressed(encoding: &str, text: &[u8]) -> Vec<u8> {
        match encoding {
            "gzip" => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            "deflate" => {
                let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            "lz4" => {
                let mut encoder = lz4_flex::frame::FrameEncoder::new(Vec::new());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            "zstd" => zstd::encode_all(text, 1).unwrap(),
            _ => text.to_vec(),
        }
    }

    fn decoded(encoding: &str, body: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        decoder(io::Cursor::new(body), encoding)
            .unwrap()
            .read_to_end(&mut text)?;
        Ok(text)
    }

    #[test]
    fn concatenated_frames_are_one_body() {
        let text: Vec<u8> = (0..1_000_000_u32).flat_map(u32::to_le_bytes).collect();
        for encoding in ["gzip", "lz4", "zstd", "identity"] {
            let body = [&text[..9], &text[9..2_000_000], b"", &text[2_000_000..]];
            let body = body.map(|part| compressed(encoding, part)).concat();
            assert!(decoded(encoding, body).unwrap() == text, "{encoding}");
        }
        assert!(decoded("deflate", compressed("deflate", &text)).unwrap() == text);
    }

    #[test]
    fn what_is_cut_off_or_follows_is_an_error() {
        let text = vec![b'x'; 100_000];
        for encoding in ["gzip", "deflate", "lz4", "zstd"] {
            let whole = compressed(encoding, &text);
            assert!(
                decoded(encoding, whole[..whole.len() - 3].to_vec()).is_err(),
                "{encoding}"
            );
            assert!(
                decoded(encoding, [&whole[..], b"garbage!"].concat()).is_err(),
                "{encoding}"
            );
        }
    }

    #[test]
    fn unknown_encodings_are_refused() {
        assert_eq!(decoder(io::empty(), "br").err().map(|e| e.code), Some(48));
    }
}

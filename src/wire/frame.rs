//! One frame on a stream: a length that is never believed beyond the limit, then JSON.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::api::FRAME_LIMIT;

/// Why no frame could be read or written.
#[derive(Debug)]
pub enum FrameProblem {
    /// The other side has closed the stream between two frames.
    Closed,
    /// The frame is longer than [`FRAME_LIMIT`].
    TooLarge,
    /// What is in the frame is not what the protocol knows.
    Unreadable(serde_json::Error),
    /// The stream failed.
    Io(io::Error),
}

impl From<io::Error> for FrameProblem {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Appends a frame to the buffer; one that is too large leaves the buffer as it was.
pub fn encode(buffer: &mut Vec<u8>, message: &impl Serialize) -> Result<(), FrameProblem> {
    let start = buffer.len();
    buffer.extend_from_slice(&[0; 4]);
    let written = serde_json::to_writer(&mut *buffer, message);
    let length = u32::try_from(buffer.len() - start - 4).ok().filter(|length| *length <= FRAME_LIMIT);
    match (written, length) {
        (Ok(()), Some(length)) => {
            buffer[start..start + 4].copy_from_slice(&length.to_be_bytes());
            Ok(())
        }
        (Err(error), _) => {
            buffer.truncate(start);
            Err(FrameProblem::Unreadable(error))
        }
        (Ok(()), None) => {
            buffer.truncate(start);
            Err(FrameProblem::TooLarge)
        }
    }
}

/// Writes one frame with a single call.
pub fn write(stream: &mut impl Write, message: &impl Serialize) -> Result<(), FrameProblem> {
    let mut buffer = Vec::with_capacity(512);
    encode(&mut buffer, message)?;
    stream.write_all(&buffer)?;
    Ok(())
}

/// Reads the bytes of one frame into the buffer, in place of what was there.
pub fn read_bytes(stream: &mut impl Read, buffer: &mut Vec<u8>) -> Result<(), FrameProblem> {
    let mut length = [0; 4];
    let mut have = 0;
    while have < length.len() {
        match stream.read(&mut length[have..]) {
            Ok(0) if have == 0 => return Err(FrameProblem::Closed),
            Ok(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            Ok(read) => have += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    let length = u32::from_be_bytes(length);
    if length > FRAME_LIMIT {
        return Err(FrameProblem::TooLarge);
    }
    buffer.clear();
    let read = stream.take(u64::from(length)).read_to_end(buffer)?;
    if read < length as usize {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
    }
    Ok(())
}

/// Reads one frame.
pub fn read<T: DeserializeOwned>(stream: &mut impl Read, buffer: &mut Vec<u8>) -> Result<T, FrameProblem> {
    read_bytes(stream, buffer)?;
    serde_json::from_slice(buffer).map_err(FrameProblem::Unreadable)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic_and_without_large_allocation(bytes: Vec<u8>) {
            let mut buffer = Vec::new();
            let _ = read::<serde_json::Value>(&mut bytes.as_slice(), &mut buffer);
            prop_assert!(buffer.capacity() <= 4096 + bytes.len() * 2);
        }

        #[test]
        fn what_is_written_is_read(texts: Vec<String>) {
            let mut stream = Vec::new();
            for text in &texts {
                write(&mut stream, text).unwrap();
            }
            let mut rest = stream.as_slice();
            let mut buffer = Vec::new();
            for text in &texts {
                prop_assert_eq!(&read::<String>(&mut rest, &mut buffer).unwrap(), text);
            }
            prop_assert!(matches!(read::<String>(&mut rest, &mut buffer), Err(FrameProblem::Closed)));
        }
    }

    #[test]
    fn a_frame_over_the_limit_is_refused_on_both_sides() {
        let mut buffer = vec![7];
        let large = "x".repeat(FRAME_LIMIT as usize);
        assert!(matches!(encode(&mut buffer, &large), Err(FrameProblem::TooLarge)));
        assert_eq!(buffer, [7]);
        let header = (FRAME_LIMIT + 1).to_be_bytes();
        assert!(matches!(read_bytes(&mut header.as_slice(), &mut buffer), Err(FrameProblem::TooLarge)));
    }
}

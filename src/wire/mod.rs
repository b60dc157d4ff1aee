//! Frames, peer identity, server and client of the Unix socket.

//! Every request, answer and notice that crosses the socket.

//! Types, events, state machines and rules of the centre; pure, without input, output or a clock.

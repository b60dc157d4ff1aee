//! The one writer: checks right and rule, appends events, applies them, tells everyone.

//! The screen: loop, layers, panes, forms, keymap, theme; it speaks only `api`.

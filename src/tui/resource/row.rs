//! A place as a row of the list.

use crate::api::resource::ResourceRow;
use crate::domain::code::CodeList;
use crate::domain::id::SiteId;
use crate::domain::resource::matching::bare_name;
use crate::tui::app::View;
use crate::tui::surface::Pen;
use crate::tui::widget::Keyed;
use crate::words::{Lang, resource_screen as words};

impl Keyed for ResourceRow {
    type Id = SiteId;

    fn id(&self) -> SiteId {
        self.site
    }
}

/// `!` differs from a file, `?` is to be checked, `x` has closed down.
pub const fn sign(row: &ResourceRow) -> &'static str {
    if row.closed {
        "x"
    } else if row.differences > 0 {
        "!"
    } else if row.stale {
        "?"
    } else {
        " "
    }
}

/// Paints it.
pub fn paint(row: &ResourceRow, pen: &mut Pen, view: &View) {
    let theme = view.theme();
    let settings = &view.session.welcome.settings;
    pen.style(theme.alarm).column(1, sign(row)).gap(1);
    let wide = pen.left() >= 74;
    pen.style(if row.closed { theme.faint } else { theme.strong })
        .column(if wide { 30 } else { 24 }, bare_name(&row.name));
    let area = row.area.as_ref().and_then(|code| settings.city.area(code)).map(|area| match view.lang() {
        Lang::Ja => area.name.as_str(),
        Lang::En => area.en.as_str(),
    });
    pen.style(theme.faint).column(10, area.unwrap_or(&row.city));
    if wide {
        pen.style(theme.plain).column(13, &row.phone);
    }
    let names = row.services.iter().map(|code| {
        let entry = settings.codes.find(CodeList::Services, code);
        words::short_service(&words::service(entry, &code.0, view.lang()))
    });
    pen.style(theme.plain).put(&names.collect::<Vec<_>>().join(" "));
}

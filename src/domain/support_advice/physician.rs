//! Area support physicians (地域サポート医): which physician of the centre's staff is placed where, nearest first.

use crate::domain::area::AreaCode;
use crate::domain::staff::{Role, Staff};

/// How a physician stands to an area, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Placement {
    /// Placed in this very area.
    Here,
    /// Placed in no area by name, and so in all of them.
    Everywhere,
    /// Placed in other areas; asked where nobody nearer can be.
    Elsewhere,
}

/// The physician whom the association placed in an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AreaSupportPhysician<'a> {
    /// The member of staff.
    pub staff: &'a Staff,
    /// How they stand to the area that was asked about.
    pub placement: Placement,
}

/// Whether somebody can be asked at all: a physician who has not left the centre.
pub fn can_be_asked(staff: &Staff) -> bool {
    staff.holds(Role::Physician) && !staff.left
}

/// All who can be asked about somebody in this area: those placed there, then those placed everywhere, then the others;
/// each by number. Where the area is not known, those placed everywhere come first.
pub fn support_physicians<'a>(
    everybody: impl IntoIterator<Item = &'a Staff>,
    area: Option<&AreaCode>,
) -> Vec<AreaSupportPhysician<'a>> {
    let placed = |staff: &Staff| match area {
        _ if staff.areas.is_empty() => Placement::Everywhere,
        Some(area) if staff.areas.contains(area) => Placement::Here,
        _ => Placement::Elsewhere,
    };
    let able = everybody.into_iter().filter(|staff| can_be_asked(staff));
    let mut all: Vec<_> = able.map(|staff| AreaSupportPhysician { staff, placement: placed(staff) }).collect();
    all.sort_by_key(|physician| (physician.placement, physician.staff.id));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::StaffId;

    fn physician(id: u64, areas: &[&str]) -> Staff {
        let areas = areas.iter().map(|area| AreaCode((*area).to_owned())).collect();
        Staff { id: StaffId(id), roles: vec![Role::Physician], areas, ..Staff::system() }
    }

    #[test]
    fn who_is_placed_in_the_area_comes_first_and_who_cannot_be_asked_not_at_all() {
        let nurse = Staff { id: StaffId(1), roles: vec![Role::Coordinator], ..Staff::system() };
        let gone = Staff { left: true, ..physician(2, &["umibe"]) };
        let all = [nurse, gone, physician(3, &["yamate"]), physician(4, &[]), physician(5, &["yamate", "umibe"])];
        let order = |area: Option<&str>| -> Vec<u64> {
            let area = area.map(|area| AreaCode(area.to_owned()));
            support_physicians(&all, area.as_ref()).iter().map(|it| it.staff.id.0).collect()
        };
        assert_eq!(order(Some("umibe")), [5, 4, 3]);
        assert_eq!(order(Some("yamate")), [3, 5, 4]);
        assert_eq!(order(None), [4, 3, 5]);
    }
}

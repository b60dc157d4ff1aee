//! Who is where, in memory only: each session says where it is, and it ends with the session.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::notices::may_read;
use super::views::Views;
use super::{Center, Shared};
use crate::api::presence::{Doing, LEASE, Presence, PresenceRequest, Present, Whereabouts};
use crate::api::{Answer, Notice, Problem};
use crate::domain::event::Kind;
use crate::domain::id::StaffId;
use crate::domain::staff::Staff;
use crate::domain::time::Moment;

/// A record by its kind and identifier.
type Place = (Kind, String);

struct Seat {
    place: Place,
    present: Present,
}

/// Where every session is that has said so.
#[derive(Default)]
pub struct Presences {
    seats: Mutex<BTreeMap<u64, Seat>>,
    next: AtomicU64,
}

impl Presences {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Seat>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves a session; the places where that makes a difference.
    fn sit(&self, session: u64, seat: Option<Seat>) -> Vec<Presence> {
        let mut seats = self.lock();
        let to = seat.as_ref().map(|seat| seat.place.clone());
        let from = match seat {
            Some(seat) => seats.insert(session, seat),
            None => seats.remove(&session),
        };
        let from = from.map(|seat| seat.place).filter(|from| Some(from) != to.as_ref());
        [from, to].into_iter().flatten().map(|place| presence(&seats, place)).collect()
    }

    /// Every place where somebody is.
    fn all(&self) -> Vec<Presence> {
        let seats = self.lock();
        let mut places: Vec<Place> = seats.values().map(|seat| seat.place.clone()).collect();
        places.sort();
        places.dedup();
        places.into_iter().map(|place| presence(&seats, place)).collect()
    }
}

/// Who is at a place; somebody with two sessions there counts once, by what is more.
fn presence(seats: &BTreeMap<u64, Seat>, place: Place) -> Presence {
    let mut who: BTreeMap<StaffId, Present> = BTreeMap::new();
    for seat in seats.values().filter(|seat| seat.place == place) {
        let known = who.entry(seat.present.staff).or_insert(seat.present);
        if (seat.present.doing, seat.present.until) > (known.doing, known.until) {
            *known = seat.present;
        }
    }
    let (kind, id) = place;
    Presence { kind, id, who: who.into_values().collect() }
}

/// A session's seat; the session's end leaves it.
pub struct Seated {
    shared: Arc<Shared>,
    session: u64,
}

impl std::fmt::Debug for Seated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seated").field("session", &self.session).finish_non_exhaustive()
    }
}

impl Seated {
    fn tell(&self, seat: Option<Seat>) {
        for presence in self.shared.presences.sit(self.session, seat) {
            self.shared.tell(&Notice::Presence(presence));
        }
    }
}

impl Drop for Seated {
    fn drop(&mut self) {
        self.tell(None);
    }
}

impl Center {
    /// Notes where a session is, and says where the others are, as far as the caller may know.
    pub(super) fn be_at(
        &self,
        seated: &mut Option<Seated>,
        staff: StaffId,
        request: PresenceRequest,
    ) -> Result<Answer, Problem> {
        let seat = {
            let reader = self.reader(staff)?;
            request.at.map(|at| seat(reader.views(), &reader.actor, at, reader.now)).transpose()?
        };
        let seated = seated.get_or_insert_with(|| Seated {
            shared: Arc::clone(&self.shared),
            session: self.shared.presences.next.fetch_add(1, Ordering::Relaxed),
        });
        seated.tell(seat);
        let reader = self.reader(staff)?;
        let mut all = self.shared.presences.all();
        all.retain(|presence| may_know(reader.views(), &reader.actor, presence));
        Ok(Answer::Presence(all))
    }
}

fn seat(views: &Views, staff: &Staff, at: Whereabouts, now: Moment) -> Result<Seat, Problem> {
    let Whereabouts { kind, id, doing } = at;
    if !reads(views, staff, kind, &id) {
        return Err(Problem::NotFound { kind, id });
    }
    let until = match doing {
        Doing::Typing => now + LEASE,
        Doing::Looking => now,
    };
    Ok(Seat { place: (kind, id), present: Present { staff: staff.id, doing, until } })
}

/// Whether this person may know who is at a record.
pub fn may_know(views: &Views, staff: &Staff, presence: &Presence) -> bool {
    reads(views, staff, presence.kind, &presence.id)
}

/// Whether there is such a record, one can be at it, and it is for this person.
fn reads(views: &Views, staff: &Staff, kind: Kind, id: &str) -> bool {
    let is_place = !matches!(kind, Kind::Centre | Kind::Staff | Kind::Entry);
    let about = views.about(kind, id).filter(|_| is_place);
    about.is_some_and(|patient| may_read(views, staff, kind, id, patient))
}

#[cfg(test)]
mod tests;

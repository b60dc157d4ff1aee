//! Points on the earth, how far apart they are, and the centres of towns and areas for whatever has no point of its own.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::area::AreaCode;

/// The mean radius of the earth in metres (IUGG).
const EARTH: f64 = 6_371_008.8;

/// A point in millionths of a degree, so that sums and comparisons are exact: about 11 cm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Point {
    /// Degrees north, times a million.
    pub north: i32,
    /// Degrees east, times a million.
    pub east: i32,
}

impl Point {
    /// Reads the form in which the resources keep coordinates, `35.787800,139.901200`.
    pub fn read(coordinates: &str) -> Option<Self> {
        let (north, east) = coordinates.split_once(',')?;
        Some(Self { north: millionths(north)?, east: millionths(east)? })
    }

    /// How far the other point is along the surface, in whole metres (haversine).
    pub fn metres_to(self, other: Self) -> u32 {
        let radians = |millionths: i32| (f64::from(millionths) / 1e6).to_radians();
        let (north, other_north) = (radians(self.north), radians(other.north));
        let half_north = (other_north - north) / 2.0;
        let half_east = (radians(other.east) - radians(self.east)) / 2.0;
        let chord = half_north.sin().powi(2) + north.cos() * other_north.cos() * half_east.sin().powi(2);
        let metres = 2.0 * EARTH * chord.sqrt().min(1.0).asin();
        // Never negative, and at the most half way round the earth.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 20,015,115")]
        let whole = metres.round() as u32;
        whole
    }
}

fn millionths(degrees: &str) -> Option<i32> {
    let degrees: f64 = degrees.trim().parse().ok()?;
    #[allow(clippy::cast_possible_truncation, reason = "checked to lie within a circle")]
    (-180.0..=180.0).contains(&degrees).then(|| (degrees * 1e6).round() as i32)
}

/// How exactly somebody or something is known to be at a point, the most exact first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// By coordinates of its own.
    Own,
    /// By the centre of the other places of the same town (町丁).
    Town,
    /// By the centre of the other places of the same area.
    Area,
}

/// A point, and how exactly it is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located {
    /// Where.
    pub point: Point,
    /// How exactly.
    pub precision: Precision,
}

impl Located {
    /// How far the other is, and how exactly that is known: no better than the worse of both.
    pub fn metres_to(self, other: Self) -> (u32, Precision) {
        (self.point.metres_to(other.point), self.precision.max(other.precision))
    }
}

/// Sums of points, exact however often points come and go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    north: i64,
    east: i64,
    count: i64,
}

impl Sum {
    const fn add(&mut self, point: Point, times: i64) {
        self.north += point.north as i64 * times;
        self.east += point.east as i64 * times;
        self.count += times;
    }

    fn centre(&self) -> Option<Point> {
        let mean = |sum: i64| i32::try_from(sum.checked_div(self.count)?).ok();
        Some(Point { north: mean(self.north)?, east: mean(self.east)? })
    }
}

/// The centres of towns and areas, drawn from the places whose points are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Centres {
    towns: HashMap<(AreaCode, Box<str>), Sum>,
    areas: HashMap<AreaCode, Sum>,
}

impl Centres {
    /// A place at this point came to be known.
    pub fn add(&mut self, area: &AreaCode, town: &str, point: Point) {
        self.count(area, town, point, 1);
    }

    /// A place at this point is known no more.
    pub fn remove(&mut self, area: &AreaCode, town: &str, point: Point) {
        self.count(area, town, point, -1);
    }

    fn count(&mut self, area: &AreaCode, town: &str, point: Point, times: i64) {
        self.areas.entry(area.clone()).or_default().add(point, times);
        self.towns.entry((area.clone(), town.into())).or_default().add(point, times);
    }

    /// Where something in this town is, as well as anybody knows.
    pub fn of(&self, area: &AreaCode, town: &str) -> Option<Located> {
        let town = self.towns.get(&(area.clone(), town.into())).and_then(Sum::centre);
        let by_town = town.map(|point| Located { point, precision: Precision::Town });
        by_town.or_else(|| self.of_area(area))
    }

    /// Where something in this area is, as well as anybody knows.
    pub fn of_area(&self, area: &AreaCode) -> Option<Located> {
        let point = self.areas.get(area)?.centre()?;
        Some(Located { point, precision: Precision::Area })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(coordinates: &str) -> Point {
        Point::read(coordinates).unwrap()
    }

    #[test]
    fn known_distances_come_out() {
        // Tokyo to Osaka station along the great circle: 403 km; a thousandth of a degree of latitude: 111 m.
        let (tokyo, osaka) = (at("35.681236,139.767125"), at("34.702485,135.495951"));
        assert!((402_000..404_500).contains(&tokyo.metres_to(osaka)), "{}", tokyo.metres_to(osaka));
        assert_eq!(at("35.787800,139.901200").metres_to(at("35.788800,139.901200")), 111);
        assert_eq!(tokyo.metres_to(tokyo), 0);
    }

    #[test]
    fn what_is_no_pair_of_degrees_is_no_point() {
        for wrong in ["", "35.7", "35.7,", "a,b", "35.7,999", "NaN,1", "35.7;139.9"] {
            assert_eq!(Point::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_town_is_asked_before_the_area() {
        let (area, other) = (AreaCode("honcho".into()), AreaCode("kitano".into()));
        let mut centres = Centres::default();
        centres.add(&area, "本町", Point { north: 10, east: 100 });
        centres.add(&area, "本町", Point { north: 20, east: 200 });
        centres.add(&area, "仲町", Point { north: 60, east: 600 });
        let located = |north, east, precision| Some(Located { point: Point { north, east }, precision });
        assert_eq!(centres.of(&area, "本町"), located(15, 150, Precision::Town));
        assert_eq!(centres.of(&area, "栄町"), located(30, 300, Precision::Area));
        assert_eq!(centres.of(&other, "本町"), None);
        centres.remove(&area, "本町", Point { north: 20, east: 200 });
        assert_eq!(centres.of(&area, "本町"), located(10, 100, Precision::Town));
    }

    fn points() -> impl Strategy<Value = Point> {
        (20_400_000..45_600_000_i32, 122_900_000..154_000_000_i32).prop_map(|(north, east)| Point { north, east })
    }

    proptest! {
        #[test]
        fn a_distance_is_the_same_both_ways_and_never_longer_than_a_detour(a in points(), b in points(), c in points()) {
            prop_assert_eq!(a.metres_to(b), b.metres_to(a));
            prop_assert!(a.metres_to(c) <= a.metres_to(b) + b.metres_to(c) + 2);
        }
    }
}

//! What time it is where the person sits. A page that is drawn natively is drawn at no time, and shows none.

use js_sys::Date;

/// A moment in local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    /// Four digits.
    pub year: u32,
    /// `1..=12`
    pub month: u32,
    /// `1..=31`
    pub day: u32,
    /// `0..=23`
    pub hour: u32,
    /// `0..=59`
    pub minute: u32,
}

/// Milliseconds since 1970, of which no more than the order and the local time matter.
pub fn now_ms() -> u64 {
    if cfg!(not(target_arch = "wasm32")) {
        return 0;
    }
    Date::now() as u64
}

/// The local day, as file names carry it: `2026-11-22`.
pub fn today() -> String {
    let now = local_time(now_ms());
    format!("{:04}-{:02}-{:02}", now.year, now.month, now.day)
}

/// The local time of a moment.
pub fn local_time(ms: u64) -> LocalTime {
    if cfg!(not(target_arch = "wasm32")) {
        return LocalTime { year: 1970, month: 1, day: 1, hour: 0, minute: 0 };
    }
    let date = Date::new(&wasm_bindgen::JsValue::from_f64(ms as f64));
    LocalTime {
        year: date.get_full_year(),
        month: date.get_month() + 1,
        day: date.get_date(),
        hour: date.get_hours(),
        minute: date.get_minutes(),
    }
}

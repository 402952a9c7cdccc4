//! Memory while a table grows. A process of its own, since it is the process that is measured.
#![cfg(all(target_os = "linux", target_arch = "x86_64", not(loom)))]
#![allow(clippy::unwrap_used)]

use fastcheck_tables::SeenSet;

/// A line of the process's status, in bytes.
fn status(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    let kilobytes = line.split_whitespace().nth(1).unwrap();
    kilobytes.parse::<usize>().unwrap() * 1024
}

/// 6,000,000 entries take 8,000,000 slots of 12 bytes; by half more makes 144 MB. With the 96 MB
/// from before they would be 240 MB at once.
#[test]
fn old_slots_are_given_back_while_a_set_grows() {
    let entries = 6_000_000_u32;
    let before = status("VmRSS");
    let mut set = SeenSet::<u64>::with_ids();
    set.reserve(entries as usize, 1).unwrap();
    assert_eq!(set.bytes(), 96_000_000);
    for i in 1..=entries {
        set.insert_with_id(u64::from(i).wrapping_mul(0x9e37_79b9_7f4a_7c15), i);
    }
    let announced = set.bytes_after(1);
    set.reserve(1, 2).unwrap();
    assert_eq!(set.bytes(), 144_000_000);
    let peak = status("VmHWM") - before;
    assert!(peak <= announced, "{peak} of {announced}");
    assert!((130_000_000..170_000_000).contains(&peak), "{peak}");
    for i in 1..=entries {
        let fp = u64::from(i).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        assert_eq!(set.id_of(fp), Some(i));
    }
}

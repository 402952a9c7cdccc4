//! The content hash against the vectors that `reference_hash.py` prints. A change here needs a new
//! `HASH_VERSION`.

#![allow(clippy::unwrap_used)]

use fastcheck_values::hash::{mix, of_bytes};
use fastcheck_values::{HASH_VERSION, Universe};

#[test]
fn trap_30_the_primitives_match_the_reference() {
    assert_eq!(HASH_VERSION, 1);
    let mixed: [(u128, u128, u128); 6] = [
        (
            0x0000_0000_0000_0000_0000_0000_0000_0000,
            0x0000_0000_0000_0000_0000_0000_0000_0000,
            0x336f_a497_74d2_b020_c2dc_c645_4c69_e663,
        ),
        (
            0x0000_0000_0000_0000_0000_0000_0000_0000,
            0x0000_0000_0000_0000_0000_0000_0000_0001,
            0x691f_8744_79a9_cd17_0d9f_8f2b_c24f_0484,
        ),
        (
            0x0000_0000_0000_0000_0000_0000_0000_0001,
            0x0000_0000_0000_0000_0000_0000_0000_0000,
            0xf70f_08db_f681_a143_11e0_fb7b_a5df_8c24,
        ),
        (
            0x0000_0000_0000_0000_0000_0000_0000_0001,
            0x0000_0000_0000_0000_0000_0000_0000_0002,
            0xc91b_943f_3261_48b6_963b_f5bd_32ff_573d,
        ),
        (
            0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff,
            0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff,
            0x5ef1_b9db_ded5_8e0b_765c_4eb8_0942_972c,
        ),
        (
            0x8000_0000_0000_0000_0000_0000_0000_0000,
            0x0000_0000_0000_0001_0000_0000_0000_0000,
            0x27b4_c6d2_3dcb_62a7_ab7e_0f96_03a9_9fe3,
        ),
    ];
    for (a, b, expected) in mixed {
        assert_eq!(mix(a, b), expected, "mix({a:#x}, {b:#x})");
    }
    let hashed: [(&str, u128); 5] = [
        ("", 0x8914_4b92_08ed_5496_390f_aea4_fc5d_b236),
        ("a", 0x041f_52c0_9607_ff40_0739_8ca5_2f3a_5eea),
        (
            "sixteen bytes ok",
            0x6986_7667_401c_3b71_6164_e00d_89c5_6ec8,
        ),
        (
            "seventeen bytes !",
            0xf76b_c805_b548_c556_8bf3_ce05_e884_9988,
        ),
        ("\0", 0xb2d4_35b2_7a89_ad6d_a9d2_ab94_0c2a_4e06),
    ];
    for (bytes, expected) in hashed {
        assert_eq!(of_bytes(bytes.as_bytes()), expected, "of_bytes({bytes:?})");
    }
}

#[test]
fn trap_30_values_match_the_reference() {
    let u = Universe::new();
    let (one, empty) = (u.int(1), u.tuple(vec![]));
    let fields = vec![(u.string("b"), u.set(vec![u.int(2)])), (u.string("a"), one)];
    let record = u.function(fields).unwrap();
    let function = u
        .function(vec![(u.atom("a1"), empty), (u.int(0), one)])
        .unwrap();
    let samples = [
        (u.boolean(false), 0xf70f_08db_f681_a143_11e0_fb7b_a5df_8c24),
        (u.boolean(true), 0x18bd_2504_d2ee_0bcf_5339_6742_8d48_e526),
        (u.int(0), 0xac2e_9d11_33b7_6187_677a_453b_c397_dac3),
        (one, 0x7f9f_ac77_c7a6_cace_0bda_a028_c345_a127),
        (u.int(-1), 0xdfd2_a1d7_d764_9472_1a66_5db8_4ccf_a697),
        (u.int(1 << 60), 0x1239_a7bf_384b_3082_49dd_adc9_ca05_d8e0),
        (u.int(i64::MIN), 0x460c_7fb0_6129_a5e1_acb6_1682_b1da_13b5),
        (u.string("1"), 0x6d48_7b68_2407_a653_c501_5133_3122_e6a3),
        (u.string(""), 0x0416_3b3b_8c25_ff71_7d4b_7f4c_d27d_364d),
        (u.atom("1"), 0xea8d_79fb_4a21_dd6b_612d_394b_4240_f028),
        (u.set(vec![]), 0xfb93_883b_f5f4_7579_9eec_1182_a0b2_7e47),
        (
            u.set(vec![one, u.boolean(true)]),
            0x56d4_f613_2441_07de_9446_df67_9494_a1c6,
        ),
        (empty, 0x13fd_216c_8f9b_f8bf_0756_e0b7_4756_5a56),
        (
            u.tuple(vec![one, one]),
            0x80c1_7f3f_40aa_a6a0_e41c_b130_8ad2_a04f,
        ),
        (
            u.set(vec![u.tuple(vec![one])]),
            0x4967_f007_06ec_a9fc_db84_154a_014c_7be8,
        ),
        (record, 0x4d20_5f5b_9e1b_6cf5_152e_9fbe_e98f_54e7),
        (function, 0xac1a_a78d_c0a3_1fb8_2de0_fd21_fe94_81d1),
    ];
    for (value, expected) in samples {
        assert_eq!(u.hash(value), expected, "{}", u.display(value));
    }
}

//! Country codes with the lengths of their numbers, and how regions write numbers at home.

/// Country code, least and most digits after it; sorted by code. From the numbering plans of the ITU's E.164 list.
#[rustfmt::skip]
pub(crate) static CODES: &[(u16, usize, usize)] = &[
    (1, 10, 10), (7, 10, 10), (20, 8, 10), (27, 9, 9), (30, 10, 10), (31, 9, 9), (32, 8, 9), (33, 9, 9), (34, 9, 9), (36, 8, 9),
    (39, 6, 11), (40, 9, 9), (41, 9, 9), (43, 6, 13), (44, 9, 10), (45, 8, 8), (46, 7, 10), (47, 8, 8), (48, 9, 9), (49, 6, 12),
    (51, 8, 9), (52, 10, 11), (53, 8, 8), (54, 10, 11), (55, 10, 11), (56, 9, 9), (57, 10, 10), (58, 10, 10), (60, 8, 10), (61, 9, 9),
    (62, 8, 12), (63, 8, 10), (64, 8, 10), (65, 8, 8), (66, 8, 9), (81, 9, 10), (82, 8, 10), (84, 9, 10), (86, 10, 12), (90, 10, 10),
    (91, 10, 10), (92, 9, 10), (93, 9, 9), (94, 9, 9), (95, 7, 10), (98, 10, 10), (211, 9, 9), (212, 9, 9), (213, 8, 9), (216, 8, 8),
    (218, 8, 9), (220, 7, 7), (221, 9, 9), (222, 8, 8), (223, 8, 8), (224, 8, 9), (225, 8, 10), (226, 8, 8), (227, 8, 8), (228, 8, 8),
    (229, 8, 10), (230, 7, 8), (231, 7, 9), (232, 8, 8), (233, 9, 9), (234, 8, 10), (235, 8, 8), (236, 8, 8), (237, 8, 9), (238, 7, 7),
    (239, 7, 7), (240, 9, 9), (241, 7, 8), (242, 9, 9), (243, 9, 9), (244, 9, 9), (245, 7, 9), (246, 7, 7), (248, 7, 7), (249, 9, 9),
    (250, 9, 9), (251, 9, 9), (252, 7, 9), (253, 8, 8), (254, 9, 10), (255, 9, 9), (256, 9, 9), (257, 8, 8), (258, 8, 9), (260, 9, 9),
    (261, 9, 9), (262, 9, 9), (263, 8, 10), (264, 8, 9), (265, 7, 9), (266, 8, 8), (267, 7, 8), (268, 8, 8), (269, 7, 7), (290, 4, 5),
    (291, 7, 7), (297, 7, 7), (298, 6, 6), (299, 6, 6), (350, 8, 8), (351, 9, 9), (352, 6, 11), (353, 7, 9), (354, 7, 9), (355, 8, 9),
    (356, 8, 8), (357, 8, 8), (358, 6, 11), (359, 7, 9), (370, 8, 8), (371, 8, 8), (372, 7, 8), (373, 8, 8), (374, 8, 8), (375, 9, 9),
    (376, 6, 9), (377, 8, 9), (378, 6, 10), (380, 9, 9), (381, 8, 9), (382, 8, 8), (383, 8, 8), (385, 8, 9), (386, 8, 8), (387, 8, 8),
    (389, 8, 8), (420, 9, 9), (421, 9, 9), (423, 7, 9), (500, 5, 5), (501, 7, 7), (502, 8, 8), (503, 8, 8), (504, 8, 8), (505, 8, 8),
    (506, 8, 8), (507, 7, 8), (508, 6, 6), (509, 8, 8), (590, 9, 9), (591, 8, 8), (592, 7, 7), (593, 8, 9), (594, 9, 9), (595, 9, 9),
    (596, 9, 9), (597, 6, 7), (598, 8, 8), (599, 7, 8), (670, 7, 8), (672, 6, 6), (673, 7, 7), (674, 7, 7), (675, 7, 8), (676, 5, 7),
    (677, 5, 7), (678, 5, 7), (679, 7, 7), (680, 7, 7), (681, 6, 6), (682, 5, 5), (683, 4, 7), (685, 5, 7), (686, 5, 8), (687, 6, 6),
    (688, 5, 6), (689, 6, 8), (690, 4, 5), (691, 7, 7), (692, 7, 7), (800, 8, 8), (850, 8, 10), (852, 8, 8), (853, 8, 8), (855, 8, 9),
    (856, 8, 10), (870, 9, 9), (880, 8, 10), (881, 8, 9), (882, 7, 12), (883, 7, 12), (886, 8, 9), (960, 7, 7), (961, 7, 8), (962, 8, 9),
    (963, 8, 9), (964, 8, 10), (965, 8, 8), (966, 8, 9), (967, 7, 9), (968, 8, 8), (970, 8, 9), (971, 8, 9), (972, 8, 9), (973, 8, 8),
    (974, 8, 8), (975, 7, 8), (976, 8, 8), (977, 8, 10), (979, 9, 9), (992, 9, 9), (993, 8, 8), (994, 9, 9), (995, 9, 9), (996, 9, 9),
    (998, 9, 9),
];

/// National forms by region. A digit stands for itself, `N` for 2 to 9, `M` for 6 to 9, `Z` for 1 to 9, `X` for any digit, a
/// space for a separator (space, hyphen, dot, slash, parentheses). After `?` a word nearby must name it.
#[rustfmt::skip]
pub(crate) static NATIONAL: &[(&str, &[&str])] = &[
    ("US", &["NXX NXX XXXX", "1 NXX NXX XXXX", "123 456 7890", "?NXX XXXX"]),
    ("CA", &["NXX NXX XXXX", "1 NXX NXX XXXX", "?NXX XXXX"]),
    ("GB", &["07XXX XXXXXX", "07XXX XXX XXX", "02X XXXX XXXX", "01X1 XXX XXXX", "011X XXX XXXX", "01XXX XXXXXX", "01XXX XXX XXX", "01XXX XXXXX", "03XX XXX XXXX", "08XX XXX XXXX", "0800 XXXXXX", "09XX XXX XXXX"]),
    ("DE", &["0NX NXXXXXX", "0NX NXXXXXXX", "0NXX NXXXX", "0NXX NXXXXX", "0NXX NXXXXXX", "0NXX NXXXXXXX", "0NXXX NXXX", "0NXXX NXXXX", "0NXXX NXXXXX", "0NXXX NXXXXXX", "01XX XXXXXXX", "01XX XXXXXXXX", "01XX XXX XXXX", "01XX XX XX XX X", "01XX XXX XX XX", "0NX NXX XX XX", "0NX NXXX XXXX", "0NXX NX XX XX", "0800 XXX XXXX", "0800 XXXXXXX", "030 NXXXXXX", "030 NXXXXXXX"]),
    ("FR", &["0Z XX XX XX XX", "08XX XXX XXX", "08XX XX XX XX"]),
    ("IN", &["MXXXX XXXXX", "0MXXX XXXXXX", "0NX NXXXXXXX", "0NX NXXX XXXX", "0NXX NXXXXXX", "0NXXX NXXXXX", "1800 XXX XXXX", "?MXXX XXX XXX"]),
    ("AU", &["04XX XXX XXX", "0N XXXX XXXX", "1300 XXX XXX", "1800 XXX XXX", "13 XX XX"]),
    ("NZ", &["0N XXX XXXX", "02X XXX XXXX", "02X XXX XXX", "02X XXXX XXXX", "0800 XXX XXX"]),
    ("IE", &["08X XXX XXXX", "01 XXX XXXX", "0NX XXX XXXX", "0NX XXX XXX", "0NX XXXXX", "1800 XXX XXX"]),
    ("ES", &["?MXX XXX XXX", "?MXX XX XX XX", "9XX XX XX XX", "6XX XX XX XX"]),
    ("IT", &["3XX XXX XXXX", "3XX XXXXXXX", "0N XXXXXXXX", "0N XXXX XXXX", "0XX XXXXXXX", "0XXX XXXXXX", "0XX XXX XXXX"]),
    ("PT", &["?9XX XXX XXX", "?2XX XXX XXX", "9X XXX XX XX"]),
    ("NL", &["06 XXXXXXXX", "06 XXXX XXXX", "06 XX XX XX XX", "0XX XXXXXXX", "0XX XXX XXXX", "0XXX XXXXXX", "0XXX XXX XXX"]),
    ("BE", &["04XX XX XX XX", "04XX XXX XXX", "0X XXX XX XX", "0XX XX XX XX"]),
    ("CH", &["0XX XXX XX XX", "0800 XXX XXX"]),
    ("AT", &["06XX XXXXXXX", "06XX XXXXXX", "06XX XXX XXXX", "01 XXXXXXX", "01 XXX XX XX", "0NXXX XXXXX"]),
    ("SE", &["07X XXX XX XX", "07XX XX XX XX", "08 XXX XXX XX", "08 XXX XX XX", "0XX XXX XX XX", "0XXX XXX XX"]),
    ("NO", &["?XXX XX XXX", "?XX XX XX XX"]),
    ("DK", &["?XX XX XX XX", "?XXXX XXXX"]),
    ("FI", &["04X XXX XXXX", "050 XXX XXXX", "04X XXXXXXX", "050 XXXXXXX", "09 XXX XXXX", "09 XXXX XXXX"]),
    ("PL", &["?XXX XXX XXX", "XX XXX XX XX"]),
    ("CZ", &["?XXX XXX XXX"]),
    ("SK", &["09XX XXX XXX", "02 XXXX XXXX", "0XX XXX XX XX"]),
    ("HU", &["06 XX XXX XXXX", "06 X XXX XXXX", "06 XX XXX XXX"]),
    ("RO", &["07XX XXX XXX", "02XX XXX XXX", "03XX XXX XXX", "021 XXX XXXX"]),
    ("BG", &["08XX XXX XXX", "08X XXX XXXX", "02 XXX XXXX"]),
    ("GR", &["69X XXX XXXX", "2XX XXX XXXX", "21X XXXXXXX", "69XX XXX XXX"]),
    ("TR", &["05XX XXX XX XX", "05XX XXX XXXX", "0XXX XXX XX XX", "0XXX XXX XXXX"]),
    ("RU", &["8 XXX XXX XX XX", "8 XXX XXX XXXX", "?XXX XXX XX XX"]),
    ("UA", &["0XX XXX XX XX", "0XX XXX XXXX"]),
    ("IL", &["05X XXX XXXX", "05X XXXXXXX", "0X XXX XXXX", "0X XXXXXXX"]),
    ("ZA", &["0XX XXX XXXX"]),
    ("NG", &["0XXX XXX XXXX", "0XXX XXXXXXX"]),
    ("KE", &["07XX XXX XXX", "01XX XXX XXX", "07XX XXXXXX"]),
    ("EG", &["01X XXXX XXXX", "01XX XXX XXXX", "02 XXXX XXXX"]),
    ("BR", &["ZX 9XXXX XXXX", "ZX XXXX XXXX", "0ZX XXXX XXXX", "0800 XXX XXXX", "?XXXX XXXX"]),
    ("MX", &["NX XXXX XXXX", "NXX XXX XXXX", "?NXX XXX XX XX"]),
    ("AR", &["011 XXXX XXXX", "0XXX XXX XXXX", "11 XXXX XXXX", "?15 XXXX XXXX"]),
    ("CL", &["9 XXXX XXXX", "2 XXXX XXXX"]),
    ("CO", &["3XX XXX XXXX", "60X XXX XXXX"]),
    ("JP", &["0X0 XXXX XXXX", "03 XXXX XXXX", "06 XXXX XXXX", "0XX XXX XXXX", "0XXX XX XXXX", "0120 XXX XXX"]),
    ("KR", &["01X XXXX XXXX", "01X XXX XXXX", "02 XXX XXXX", "02 XXXX XXXX", "0XX XXX XXXX", "0XX XXXX XXXX", "?1XXX XXXX"]),
    ("CN", &["1XX XXXX XXXX", "0XX XXXXXXXX", "0XXX XXXXXXX", "0XXX XXXXXXXX", "0XX XXXX XXXX", "400 XXX XXXX"]),
    ("TW", &["09XX XXX XXX", "02 XXXX XXXX", "0X XXX XXXX"]),
    ("HK", &["?XXXX XXXX"]),
    ("SG", &["?MXXX XXXX"]),
    ("MY", &["01X XXX XXXX", "01X XXXX XXXX", "03 XXXX XXXX", "0X XXX XXXX"]),
    ("PH", &["09XX XXX XXXX", "02 XXXX XXXX"]),
    ("TH", &["0XX XXX XXXX", "02 XXX XXXX"]),
    ("VN", &["0XXX XXX XXX", "0XX XXX XX XX", "0XX XXX XXXX", "0XX XXXX XXXX"]),
    ("ID", &["08XX XXXX XXXX", "08XX XXXX XXX", "021 XXXX XXXX", "021 XXX XXXX"]),
    ("PK", &["03XX XXXXXXX", "03XX XXX XXXX", "021 XXXXXXXX"]),
    ("AE", &["05X XXX XXXX", "0X XXX XXXX"]),
    ("SA", &["05X XXX XXXX", "01X XXX XXXX"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_regions_are_many() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(NATIONAL.len() >= 25);
    }
}

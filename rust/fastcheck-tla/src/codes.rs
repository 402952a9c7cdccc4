//! The catalogue of codes. FC10xx: syntax; FC11xx: names, arities and instances; FC12xx: levels; FC13xx: configuration;
//! FC14xx: evaluation; FC15xx: modules that cannot be loaded.

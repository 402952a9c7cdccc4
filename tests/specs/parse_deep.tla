---- MODULE parse_deep ----
EXTENDS Naturals
ASSUME ((((((((((((((((((((((((((((((1)))))))))))))))))))))))))))))) = 1
ASSUME ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ TRUE
ASSUME IF TRUE THEN IF TRUE THEN IF TRUE THEN IF FALSE THEN FALSE ELSE TRUE ELSE FALSE ELSE FALSE ELSE FALSE
ASSUME {{{{{{{{{}}}}}}}}} # {}
====

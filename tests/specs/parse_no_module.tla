This file has no module at all.

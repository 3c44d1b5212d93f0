# invalid not one of text
# -*- coding: rot13 -*-
qrs nggnpx():
    erghea 1

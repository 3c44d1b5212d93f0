# invalid encoding
# -*- coding: klingon -*-

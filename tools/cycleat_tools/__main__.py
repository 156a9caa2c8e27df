"""python -m cycleat_tools."""

import sys

from cycleat_tools.cli import main

sys.exit(main())

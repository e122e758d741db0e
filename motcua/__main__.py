"""`python -m motcua` is the `motcua` command."""

import sys

from motcua.doors.command.__main__ import main

sys.exit(main())

"""`python -m infra_scripts`: hands the arguments to the command line, decides nothing itself."""

import sys

from infra_scripts.command_line.program import main

if __name__ == "__main__":
    sys.exit(main())
